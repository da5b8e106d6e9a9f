using Leveret.Verification.Tests.Toys;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Xunit;
using Verify = Leveret.Verification.CSharpAnalyzerVerifier<Leveret.Verification.Tests.Toys.ClassAnalyzers.WithMembers>;

namespace Leveret.Verification.Tests;

/// <summary>Checks 1 to 3: the project that the code becomes.</summary>
public class SetUpTests
{
    [Fact]
    public Task FilesHaveNames() => Verify.VerifyAnalyzerAsync(
        ["class A { }", "class B { }"],
        Verify.Diagnostic().WithSpan("/0/Test0.cs", 1, 7, 1, 8).WithArguments("A"),
        Verify.Diagnostic().WithSpan("/0/Test1.cs", 1, 7, 1, 8).WithArguments("B"));

    [Fact]
    public Task FilesMayBeNamed() => new CSharpAnalyzerTest<ClassAnalyzers.WithMembers>
    {
        Sources = { ("/src/Named.cs", "class A { }") },
        ExpectedDiagnostics = { Verify.Diagnostic().WithSpan("/src/Named.cs", 1, 7, 1, 8).WithArguments("A") },
    }.RunAsync();

    [Fact]
    public Task LibrariesNeedNoEntryPointAndMayBeUnsafe() => Verify.VerifyAnalyzerAsync("class [|A|] { unsafe void M(int* p) { } }");

    [Fact]
    public Task ProgramsNeedAnEntryPoint() => Expect.FailureAsync(
        () => new CSharpAnalyzerTest<ClassAnalyzers.WithMembers> { TestCode = "class [|A|] { }", OutputKind = OutputKind.ConsoleApplication }.RunAsync(),
        "Diagnostics of the code",
        "CS5001");

    [Fact]
    public Task DocumentationIsDiagnosed() => Expect.FailureAsync(
        () => new CSharpAnalyzerTest<ClassAnalyzers.WithMembers>
        {
            TestCode = "/// <see cref=\"Missing\"/>\nclass [|A|] { }",
            CompilerDiagnostics = CompilerDiagnostics.Warnings,
        }.RunAsync(),
        "Diagnostics of the code",
        "CS1574");

    [Fact]
    public Task NullableWarningsAreOn() => Expect.FailureAsync(
        () => new CSharpAnalyzerTest<ClassAnalyzers.WithMembers>
        {
            TestCode = "class [|A|] { string M() => null; }",
            CompilerDiagnostics = CompilerDiagnostics.Warnings,
        }.RunAsync(),
        "Diagnostics of the code",
        "CS8603");

    [Fact]
    public Task LanguageVersionCanBeSet() => Expect.FailureAsync(
        () => new CSharpAnalyzerTest<ClassAnalyzers.WithMembers> { TestCode = "namespace N; class [|A|] { }", LanguageVersion = LanguageVersion.CSharp9 }.RunAsync(),
        "Diagnostics of the code",
        "CS8773");

    [Fact]
    public Task RulesThatAreOffAreOnInTests() => CSharpAnalyzerVerifier<ClassAnalyzers.OffByDefault>.VerifyAnalyzerAsync("class [|A|] { }");

    [Fact]
    public Task RulesThatAreOffAreNotForgotten() => Expect.FailureAsync(
        () => CSharpAnalyzerVerifier<ClassAnalyzers.OffByDefault>.VerifyAnalyzerAsync("class A { }"),
        "Diagnostics of the code",
        "unexpected: /0/Test0.cs(1,7)-(1,8): Warning TOY003: 'A' is reported");

    [Fact]
    public Task RulesCanBeDisabled() => Expect.FailureAsync(
        () => new CSharpAnalyzerTest<ClassAnalyzers.WithMembers> { TestCode = "class [|A|] { }", DisabledDiagnostics = { "TOY002" } }.RunAsync(),
        "Diagnostics of the code",
        "missing");

    [Fact]
    public Task SeverityComesFromEditorConfig() => new CSharpAnalyzerTest<ClassAnalyzers.WithMembers>
    {
        TestCode = "class A { }",
        AnalyzerConfig = "root = true\n[*.cs]\ndotnet_diagnostic.TOY002.severity = error\n",
        ExpectedDiagnostics = { Verify.Diagnostic().WithSpan(1, 7, 1, 8).WithArguments("A").WithSeverity(DiagnosticSeverity.Error) },
    }.RunAsync();

    [Fact]
    public Task SeverityComesFromGlobalConfig() => new CSharpAnalyzerTest<ClassAnalyzers.WithMembers>
    {
        TestCode = "class A { }",
        AnalyzerConfig = "is_global = true\ndotnet_diagnostic.TOY002.severity = none\n",
    }.RunAsync();

    [Fact]
    public Task ASourceIsNeeded() =>
        Expect.FailureAsync(() => new CSharpAnalyzerTest<ClassAnalyzers.WithMembers>().RunAsync(), "A test needs at least one source");
}
