using System.Reflection;
using Leveret.Verification.Tests.Toys;
using Microsoft.CodeAnalysis.Diagnostics;
using Xunit;

namespace Leveret.Verification.Tests;

/// <summary>Checks 8 and 9, and the runs under other conditions of section 4.3.</summary>
public class DerivedRunTests
{
    [Theory]
    [InlineData("true")]
    [InlineData("false")]
    public Task SoundAnalyzerPasses(string multiple) =>
        CSharpAnalyzerVerifier<MultipleAckAnalyzer>.VerifyAnalyzerAsync(multiple == "true" ? Snippets.Marked : Snippets.Fixed);

    [Fact]
    public Task GeneratedCodeIsNotMentioned() =>
        FailsAsync<BrokenAnalyzers.SaysNothingOfGeneratedCode>("Analyzer conduct: SaysNothingOfGeneratedCode does not call ConfigureGeneratedCodeAnalysis");

    [Fact]
    public Task GeneratedCodeIsReported() =>
        FailsAsync<BrokenAnalyzers.SaysNothingOfGeneratedCode>("Diagnostics of the code as generated code: expected 0, found 1", Checks.AnalyzerConduct);

    [Fact]
    public Task GeneratedCodeIsWanted() => RunAsync<BrokenAnalyzers.WantsGeneratedCode>(Checks.None);

    [Fact]
    public Task NotConcurrent() => FailsAsync<BrokenAnalyzers.RunsAlone>("Analyzer conduct: RunsAlone does not call EnableConcurrentExecution");

    [Fact]
    public Task IdsAreNotUnique() => FailsAsync<BrokenAnalyzers.TwoRulesWithOneId>("Analyzer conduct: TwoRulesWithOneId supports several descriptors");

    [Fact]
    public Task PragmasDoNotSuppress() => Expect.FailureAsync(
        () => new CSharpAnalyzerTest<BrokenAnalyzers.EvadesPragmas> { TestCode = Snippets.Call("{|TOY001:true|}") }.RunAsync(),
        "Diagnostics of the code under a pragma",
        "TOY002");

    [Fact]
    public Task PragmasNeedNotSuppressWhatCannotBeConfigured() =>
        CSharpAnalyzerVerifier<ClassAnalyzers.TwoRules>.VerifyAnalyzerAsync("class {|TOY002:{|TOY005:A|}|} { }");

    [Fact]
    public Task LineEndingsMatter() =>
        FailsAsync<BrokenAnalyzers.CountsCharactersOfLines>("Diagnostics of the code with the other line endings, in culture de-DE: expected 1, found 0");

    [Fact]
    public Task CultureMattersToMessages() =>
        FailsAsync<BrokenAnalyzers.WritesNumbersLocally>("Diagnostics of the code with the other line endings, in culture de-DE", parts: ["'0.5'", "'0,5'"]);

    [Fact]
    public Task CultureMattersToNames() =>
        FailsAsync<BrokenAnalyzers.LowersLocally>("Diagnostics of the code under a pragma that disables them, in culture tr-TR: expected 1, found 0");

    [Fact]
    public Task ActionsAreRegisteredWithoutClient() =>
        FailsAsync<BrokenAnalyzers.RegistersWithoutClient>("Client absent: RegistersWithoutClient registers actions", parts: ["OperationActionsCount = 1"]);

    [Fact]
    public Task ReportsWithoutClient() =>
        FailsAsync<BrokenAnalyzers.GoesByNamesWithoutClient>("Diagnostics of the code without a reference to RabbitMQ.Client: expected 0, found 1");

    [Fact]
    public Task LookAlikesAreReported() =>
        FailsAsync<BrokenAnalyzers.MistakesLookAlikes>("Diagnostics of the code on look-alikes of RabbitMQ.Client in Leporide.Client: expected 0, found 1");

    [Theory]
    [InlineData(ClassAnalyzers.Registered.Subject, "Diagnostics of the code by all registered analyzers: expected 0, found 1")]
    [InlineData(ClassAnalyzers.Registered.Poison, "AD0001: Registered threw")]
    public Task RegisteredAnalyzersAreHeard(string type, string failure) => Expect.FailureAsync(
        () => CSharpAnalyzerVerifier<MultipleAckAnalyzer>.VerifyAnalyzerAsync(Snippets.Class(type)),
        failure);

    [Theory]
    [InlineData(Checks.AnalyzerConduct | Checks.GeneratedCode, typeof(BrokenAnalyzers.SaysNothingOfGeneratedCode))]
    [InlineData(Checks.AnalyzerConduct, typeof(BrokenAnalyzers.RunsAlone))]
    [InlineData(Checks.LineEndings, typeof(BrokenAnalyzers.CountsCharactersOfLines))]
    [InlineData(Checks.LineEndings | Checks.Suppression, typeof(BrokenAnalyzers.WritesNumbersLocally))]
    [InlineData(Checks.Suppression, typeof(BrokenAnalyzers.LowersLocally))]
    [InlineData(Checks.ClientAbsent, typeof(BrokenAnalyzers.RegistersWithoutClient))]
    [InlineData(Checks.LookAlikes, typeof(BrokenAnalyzers.MistakesLookAlikes))]
    [InlineData(Checks.LocalDiagnostics, typeof(BrokenAnalyzers.ReportsAtTheEnd))]
    public Task ChecksCanBeSkipped(Checks checks, Type analyzer) =>
        (Task)typeof(DerivedRunTests).GetMethod(nameof(RunAsync), BindingFlags.Static | BindingFlags.NonPublic)!.MakeGenericMethod(analyzer).Invoke(null, [checks])!;

    private static Task RunAsync<TAnalyzer>(Checks skipped)
        where TAnalyzer : DiagnosticAnalyzer, new() =>
        new CSharpAnalyzerTest<TAnalyzer> { TestCode = Snippets.Marked, SkippedChecks = skipped }.RunAsync();

    private static Task FailsAsync<TAnalyzer>(string failure, Checks skipped = Checks.None, string[]? parts = null)
        where TAnalyzer : DiagnosticAnalyzer, new() =>
        Expect.FailureAsync(() => RunAsync<TAnalyzer>(skipped), failure, parts ?? []);
}
