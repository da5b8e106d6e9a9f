using Leveret.Verification.Tests.Toys;
using Xunit;
using Verify = Leveret.Verification.CSharpAnalyzerVerifier<Leveret.Verification.Tests.Toys.ClassAnalyzers.WithMembers>;

namespace Leveret.Verification.Tests;

/// <summary>Checks 4 to 6: what is analysed, and what counts.</summary>
public class AnalysisTests
{
    [Fact]
    public Task CompilerErrorsFail() =>
        Expect.FailureAsync(() => Verify.VerifyAnalyzerAsync("class [|A|] : Missing { }"), "Diagnostics of the code", "Error CS0246");

    [Fact]
    public Task CompilerErrorsCanBeExpected() => Verify.VerifyAnalyzerAsync(
        "class [|A|] : {|#0:Missing|} { }",
        DiagnosticResult.CompilerError("CS0246").WithLocation(0).WithMessage(null));

    [Theory]
    [InlineData(CompilerDiagnostics.None, "class [|A|] : Missing { int F; }")]
    [InlineData(CompilerDiagnostics.Errors, "class [|A|] { int F; }")]
    [InlineData(CompilerDiagnostics.Warnings, "class [|A|] { int {|CS0169:F|}; }")]
    [InlineData(CompilerDiagnostics.Suggestions, "class [|A|] { int {|CS0169:F|}; }")]
    [InlineData(CompilerDiagnostics.All, "{|CS8019:using System;|} class [|A|] { int {|CS0169:F|}; }")]
    public Task CompilerDiagnosticsByLevel(CompilerDiagnostics level, string source) =>
        new CSharpAnalyzerTest<ClassAnalyzers.WithMembers> { TestCode = source, CompilerDiagnostics = level }.RunAsync();

    [Fact]
    public Task HiddenOnesFailOnTheHighestLevel() => Expect.FailureAsync(
        () => new CSharpAnalyzerTest<ClassAnalyzers.WithMembers> { TestCode = "using System; class [|A|] { }", CompilerDiagnostics = CompilerDiagnostics.All }.RunAsync(),
        "Diagnostics of the code",
        "CS8019");

    [Fact]
    public Task AnalyzersThatThrowFail() => Expect.FailureAsync(
        () => CSharpAnalyzerVerifier<BrokenAnalyzers.Throws>.VerifyAnalyzerAsync(Snippets.Plain),
        "AD0001: Throws threw InvalidOperationException: out of ideas",
        "at Leveret.Verification.Tests.Toys.BrokenAnalyzers.Throws.Report");

    [Fact]
    public Task AllProjectsAreAnalysed() => Expect.FailureAsync(
        () => new CSharpAnalyzerTest<ClassAnalyzers.WithMembers>
        {
            TestCode = "class [|A|] : B { }",
            AdditionalProjects = { new TestProject("Library") { Sources = { "public class B { }" } } },
        }.RunAsync(),
        "Diagnostics of the code",
        "unexpected: /Library/Test0.cs(1,14)-(1,15)");

    [Fact]
    public Task AllProjectsMayHaveMarkup() => new CSharpAnalyzerTest<ClassAnalyzers.WithMembers>
    {
        TestCode = "class [|A|] : B { }",
        AdditionalProjects = { new TestProject("Library") { Sources = { "public class [|B|] { }" } } },
    }.RunAsync();

    [Fact]
    public Task DiagnosticsThatTheSourceSuppressesDoNotCount() =>
        Verify.VerifyAnalyzerAsync("#pragma warning disable TOY002\nclass A { }\n#pragma warning restore\nclass [|B|] { }");

    [Fact]
    public Task DiagnosticsThatASuppressorSuppressesCount() => new CSharpAnalyzerTest<ClassAnalyzers.WithMembers>
    {
        TestCode = "class {|#0:A|} { }",
        AdditionalAnalyzers = { new ClassAnalyzers.Suppressor() },
        ExpectedDiagnostics = { Verify.Diagnostic().WithLocation(0).WithArguments("A").WithIsSuppressed(true) },
    }.RunAsync();

    [Fact]
    public Task CompilerWarningsCanBeSuppressed() => new CSharpAnalyzerTest<ClassAnalyzers.Suppressor>
    {
        TestCode = "class A { int {|#0:F|}; }",
        CompilerDiagnostics = CompilerDiagnostics.Warnings,
        ExpectedDiagnostics = { DiagnosticResult.CompilerWarning("CS0169").WithLocation(0).WithIsSuppressed(true) },
    }.RunAsync();

    [Fact]
    public Task SuppressionIsNotExpected() => Expect.FailureAsync(
        () => new CSharpAnalyzerTest<ClassAnalyzers.WithMembers>
        {
            TestCode = "class [|A|] { }",
            AdditionalAnalyzers = { new ClassAnalyzers.Suppressor() },
        }.RunAsync(),
        "Diagnostics of the code",
        "suppression: expected not suppressed, found suppressed");

    [Fact]
    public Task CodeHasToCompileToAnAssembly() => Expect.FailureAsync(
        () => CSharpAnalyzerVerifier<MultipleAckAnalyzer>.VerifyAnalyzerAsync($"class {new string('A', 1100)} {{ }}"),
        "Emit: the code does not compile to an assembly",
        "CS7013");

    [Fact]
    public Task LateDiagnosticsFail() => Expect.FailureAsync(
        () => CSharpAnalyzerVerifier<BrokenAnalyzers.ReportsAtTheEnd>.VerifyAnalyzerAsync(Snippets.Marked),
        "Non-local diagnostic: ");

    [Fact]
    public Task HangingFails() => Expect.FailureAsync(
        () => new CSharpAnalyzerTest<BrokenAnalyzers.Hangs> { TestCode = Snippets.Plain, TimeBudget = TimeSpan.FromSeconds(2) }.RunAsync(),
        "Time budget: the analysis is not done after 2 s");
}
