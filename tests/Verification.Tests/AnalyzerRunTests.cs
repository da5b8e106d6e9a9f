using Xunit;
using Verify = Leveret.Verification.CSharpAnalyzerVerifier<Leveret.Verification.Tests.Toys.MultipleAckAnalyzer>;

namespace Leveret.Verification.Tests;

public class AnalyzerRunTests
{
    [Fact]
    public Task Sound() => Verify.VerifyAnalyzerAsync(Snippets.Marked);
}
