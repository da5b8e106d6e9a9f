using Xunit;
using Verify = Leveret.Verification.CSharpCodeFixVerifier<Leveret.Verification.Tests.Toys.MultipleAckAnalyzer, Leveret.Verification.Tests.Toys.SingleAckFix>;

namespace Leveret.Verification.Tests;

public class FixRunTests
{
    [Fact]
    public Task Sound() => Verify.VerifyCodeFixAsync(Snippets.Marked, Snippets.Fixed);
}
