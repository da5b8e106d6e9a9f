using Leveret.Verification.Analysis;
using Leveret.Verification.Tests.Toys;
using Microsoft.CodeAnalysis;
using Xunit;
using Verify = Leveret.Verification.CSharpAnalyzerVerifier<Leveret.Verification.Tests.Toys.ClassAnalyzers.WithMembers>;

namespace Leveret.Verification.Tests;

/// <summary>Check 7: expected and found diagnostics.</summary>
public class ComparisonTests
{
    private const string Source = "class {|#0:A|} { int {|#1:F|}; int {|#2:G|}; }";

    private static DiagnosticResult Right => Verify.Diagnostic().WithArguments("A").WithLocation(0).WithAdditionalLocation(1).WithAdditionalLocation(2);

    [Fact]
    public Task AllRight() => Verify.VerifyAnalyzerAsync(Source, Right);

    [Fact]
    public Task OrderDoesNotMatter() => Verify.VerifyAnalyzerAsync(
        "class {|#0:A|} { } class {|#1:B|} { }",
        Verify.Diagnostic().WithArguments("B").WithLocation(1),
        Verify.Diagnostic().WithArguments("A").WithLocation(0));

    [Fact]
    public void LaxExpectationsLeaveStrictOnesTheirDiagnostic()
    {
        var (a, b) = (Found("a"), Found("b"));
        var lax = new DiagnosticResult(ToyRules.Second).WithMessage(null);
        var strict = new DiagnosticResult(ToyRules.Second).WithArguments("a");
        Assert.Empty(Matching.Of([lax, strict], [a, b]).Missing);
        Assert.Empty(Matching.Of([strict, lax], [b, a]).Missing);
        Assert.Equal([strict], Matching.Of([lax, strict, strict], [a, b]).Missing);
    }

    [Fact]
    public Task Missing() => Expect.FailureAsync(
        () => Verify.VerifyAnalyzerAsync("interface A { }", Verify.Diagnostic().WithSpan(2, 1, 2, 2).WithArguments("B"), Verify.Diagnostic().WithMessage(null).WithOptions(DiagnosticOptions.IgnoreAdditionalLocations).WithLocation(1, 11)),
        "Diagnostics of the code: expected 2, found 1",
        "missing:    /0/Test0.cs(2,1)-(2,2): TOY002: 'B' is reported");

    [Fact]
    public Task Unexpected() => Expect.FailureAsync(
        () => Verify.VerifyAnalyzerAsync("class A { }"),
        "Diagnostics of the code: expected 0, found 1",
        "unexpected: /0/Test0.cs(1,7)-(1,8): Warning TOY002: 'A' is reported",
        "Diagnostic(\"TOY002\").WithSpan(1, 7, 1, 8).WithArguments(\"A\")");

    [Fact]
    public Task WrongPath() => FailsAsync(
        Verify.Diagnostic().WithArguments("A").WithSpan("/0/Test1.cs", 1, 7, 1, 8).WithAdditionalLocation(1).WithAdditionalLocation(2),
        "location: expected /0/Test1.cs(1,7)-(1,8), found /0/Test0.cs(1,7)-(1,8)");

    [Fact]
    public Task WrongStart() => FailsAsync(
        Verify.Diagnostic().WithArguments("A").WithLocation(1, 8).WithAdditionalLocation(1).WithAdditionalLocation(2),
        "location: expected /0/Test0.cs(1,8), found /0/Test0.cs(1,7)-(1,8)");

    [Fact]
    public Task WrongEnd() => FailsAsync(
        Verify.Diagnostic().WithArguments("A").WithSpan(1, 7, 1, 9).WithAdditionalLocation(1).WithAdditionalLocation(2),
        "location: expected /0/Test0.cs(1,7)-(1,9), found /0/Test0.cs(1,7)-(1,8)");

    [Fact]
    public Task TooFewAdditionalLocations() => FailsAsync(
        Verify.Diagnostic().WithArguments("A").WithLocation(0).WithAdditionalLocation(1),
        "additional locations: expected 1, found 2");

    [Fact]
    public Task WrongAdditionalLocation() => FailsAsync(
        Verify.Diagnostic().WithArguments("A").WithLocation(0).WithAdditionalLocation(2).WithAdditionalLocation(1),
        "additional location 0: expected /0/Test0.cs(1,22)-(1,23), found /0/Test0.cs(1,15)-(1,16)");

    [Fact]
    public Task AdditionalLocationsCanBeIgnored() => Verify.VerifyAnalyzerAsync(
        Source,
        Verify.Diagnostic().WithArguments("A").WithLocation(0).WithOptions(DiagnosticOptions.IgnoreAdditionalLocations));

    [Fact]
    public Task WrongId() => FailsAsync(new DiagnosticResult(ToyRules.Disabled).WithArguments("A").WithLocation(0), "missing:", "TOY003", "unexpected:", "TOY002");

    [Fact]
    public Task WrongSeverity() => FailsAsync(Right.WithSeverity(DiagnosticSeverity.Info), "severity: expected Info, found Warning");

    [Fact]
    public Task SeverityCanBeIgnored() => Verify.VerifyAnalyzerAsync(Source, Right.WithSeverity(DiagnosticSeverity.Info).WithOptions(DiagnosticOptions.IgnoreSeverity));

    [Fact]
    public Task WrongMessage() => FailsAsync(Right.WithMessage("'A' is announced"), "message: expected \"'A' is announced\"", "found    \"'A' is reported\"");

    [Fact]
    public Task WrongArguments() => FailsAsync(Right.WithArguments("B"), "message: expected \"'B' is reported\"");

    [Fact]
    public Task WrongArgumentsWithoutMessage() => FailsAsync(Right.WithMessage(null).WithArguments("B", "C"), "arguments: expected (B, C), found (A)");

    [Fact]
    public Task WrongSuppression() => FailsAsync(Right.WithIsSuppressed(true), "suppression: expected suppressed, found not suppressed");

    [Fact]
    public Task FurtherVerifier() => Expect.FailureAsync(
        () => new CSharpAnalyzerTest<ClassAnalyzers.WithMembers>
        {
            TestCode = Source,
            ExpectedDiagnostics = { Right },
            DiagnosticVerifier = static (d, _) => throw new VerificationException($"{d.Id} is refused"),
        }.RunAsync(),
        "TOY002 is refused");

    [Fact]
    public Task UnnecessaryCodeIsExpected() => CSharpAnalyzerVerifier<ClassAnalyzers.Fading>.VerifyAnalyzerAsync(
        "class {|#0:A|} { }",
        new DiagnosticResult(ToyRules.Fading).WithArguments("A").WithLocation(0).WithLocation(0, DiagnosticLocationOptions.UnnecessaryCode));

    [Fact]
    public Task UnnecessaryCodeIsNotExpected() => Expect.FailureAsync(
        () => CSharpAnalyzerVerifier<ClassAnalyzers.Fading>.VerifyAnalyzerAsync(
            "class {|#0:A|} { }",
            new DiagnosticResult(ToyRules.Fading).WithArguments("A").WithLocation(0).WithLocation(0)),
        "Diagnostics of the code",
        "additional location 0: marked as unnecessary code");

    [Fact]
    public Task UnnecessaryCodeThatIsNotThere() => Expect.FailureAsync(
        () => CSharpAnalyzerVerifier<ClassAnalyzers.FadingTooMuch>.VerifyAnalyzerAsync("class [|A|] { }"),
        "Diagnostics of the code",
        "that it does not have");

    [Fact]
    public Task UnnecessaryCodeWithoutTag() => Expect.FailureAsync(
        () => CSharpAnalyzerVerifier<ClassAnalyzers.FadingUntagged>.VerifyAnalyzerAsync("class [|A|] { }"),
        "Diagnostics of the code",
        "lacks the tag Unnecessary");

    [Fact]
    public Task NoLocationIsExpected() => CSharpAnalyzerVerifier<ClassAnalyzers.Nowhere>.VerifyAnalyzerAsync(
        "class A { }",
        new DiagnosticResult(ToyRules.Second).WithArguments("A"));

    [Fact]
    public Task NoLocationIsNotExpected() => Expect.FailureAsync(
        () => CSharpAnalyzerVerifier<ClassAnalyzers.Nowhere>.VerifyAnalyzerAsync("class [|A|] { }"),
        "Diagnostics of the code",
        "location: expected /0/Test0.cs(1,7)-(1,8), found no location");

    private static FoundDiagnostic Found(string argument)
    {
        var diagnostic = Diagnostic.Create(ToyRules.Second, Location.None, argument);
        return new FoundDiagnostic(ProjectId.CreateNewId(), diagnostic, $"'{argument}' is reported", IsLocal: true, SuppressedBySource: false);
    }

    private static Task FailsAsync(DiagnosticResult expected, params string[] parts) =>
        Expect.FailureAsync(() => Verify.VerifyAnalyzerAsync(Source, expected), "Diagnostics of the code", parts);
}
