using Leveret.Verification.Tests.Toys;
using Microsoft.CodeAnalysis.CodeFixes;
using Xunit;

namespace Leveret.Verification.Tests;

/// <summary>Check 17, and the same code in several documents.</summary>
public class FixAllTests
{
    private const Checks InDocument = Checks.FixAllInDocument;
    private const Checks InProject = Checks.FixAllInProject;
    private const Checks InSolution = Checks.FixAllInSolution;

    [Fact]
    public Task SeveralDocuments() => new CSharpCodeFixTest<MultipleAckAnalyzer, SingleAckFix>
    {
        Sources = { Snippets.MarkedTwice, Snippets.Marked.Replace("Worker", "Other", StringComparison.Ordinal) },
        FixedSources = { Snippets.FixedTwice, Snippets.Fixed.Replace("Worker", "Other", StringComparison.Ordinal) },
    }.RunAsync();

    [Fact]
    public Task TopLevelStatements() => new CSharpCodeFixTest<MultipleAckAnalyzer, SingleAckFix>
    {
        TestCode = "await ((RabbitMQ.Client.IChannel)null!).BasicAckAsync(1, [|true|]);",
        FixedCode = "await ((RabbitMQ.Client.IChannel)null!).BasicAckAsync(1, false);",
        OutputKind = Microsoft.CodeAnalysis.OutputKind.ConsoleApplication,
    }.RunAsync();

    [Fact]
    public Task NoProvider() => FailsAsync<BrokenFixAll.None>("FixAll: None has no FixAll provider");

    [Fact]
    public Task NoProviderIsNeeded() => RunAsync<BrokenFixAll.None>(InDocument | InProject | InSolution);

    [Fact]
    public Task NotInDocuments() => FailsAsync<BrokenFixAll.InSolutionsOnly>("FixAll: InSolutionsOnly does not support the scope Document");

    [Fact]
    public Task NotInProjects() => FailsAsync<BrokenFixAll.InDocumentsOnly>("FixAll: InDocumentsOnly does not support the scope Project");

    [Fact]
    public Task NotInSolutions() => FailsAsync<BrokenFixAll.InDocumentsAndProjectsOnly>("FixAll: InDocumentsAndProjectsOnly does not support the scope Solution");

    [Theory]
    [InlineData(InDocument | InProject, "FixAll: FixAll in Solution offers no action")]
    [InlineData(InDocument | InSolution, "FixAll: FixAll in Project offers no action")]
    [InlineData(InProject | InSolution, "FixAll: FixAll in Document offers no action")]
    public Task NothingIsOffered(Checks skipped, string failure) => FailsAsync<BrokenFixAll.OffersNothing>(failure, skipped);

    [Theory]
    [InlineData(InDocument | InProject, "Iterations of FixAll in Solution: 'Acknowledge this delivery only' is offered after 1 applications")]
    [InlineData(InDocument | InSolution, "Iterations of FixAll in Project: 'Acknowledge this delivery only' is offered after 1 applications")]
    [InlineData(InProject | InSolution, "Iterations of FixAll in Document: 'Acknowledge this delivery only' is offered after 1 applications")]
    public Task OneIsFixed(Checks skipped, string failure) => FailsAsync<BrokenFixAll.FixesOne>(failure, skipped);

    [Theory]
    [InlineData(InDocument | InProject, "Text of the fixed code (FixAll in Solution) is not as expected")]
    [InlineData(InDocument | InSolution, "Text of the fixed code (FixAll in Project) is not as expected")]
    [InlineData(InProject | InSolution, "Text of the fixed code (FixAll in Document) is not as expected")]
    public Task TextDiffers(Checks skipped, string failure) => FailsAsync<BrokenFixAll.WritesSomethingElse>(failure, skipped);

    [Fact]
    public Task TextMayDiffer() => new CSharpCodeFixTest<MultipleAckAnalyzer, BrokenFixAll.WritesSomethingElse>
    {
        TestCode = Snippets.MarkedTwice,
        FixedCode = Snippets.FixedTwice,
        BatchFixedCode = Snippets.FixedTwice.Replace("false", "false ", StringComparison.Ordinal),
        SkippedChecks = Checks.FixAllAcrossDocuments,
    }.RunAsync();

    [Fact]
    public Task BatchFixedCodeIsAnalysedToo() => Expect.FailureAsync(
        () => new CSharpCodeFixTest<MultipleAckAnalyzer, BrokenFixAll.WritesSomethingElse>
        {
            TestCode = Snippets.MarkedTwice,
            FixedCode = Snippets.FixedTwice,
            BatchFixedCode = Snippets.FixedTwice.Replace("false", "false ", StringComparison.Ordinal),
            BatchFixedExpectedDiagnostics = { DiagnosticResult.CompilerError("CS0000").WithLocation(1, 1) },
        }.RunAsync(),
        "Diagnostics of the code fixed in bulk: expected 1, found 0");

    [Fact]
    public Task BeyondTheDocument() => FailsAsync<BrokenFixAll.GoesBeyondTheDocument>("FixAll scope: FixAll in Document of doubled code changes /0/Test0.Copy.cs of TestProject");

    [Fact]
    public Task BeyondTheProject() => FailsAsync<BrokenFixAll.GoesBeyondTheProject>("FixAll scope: FixAll in Project of doubled code changes /twin/0/Test0.cs of TwinProject");

    [Fact]
    public Task NotBeyondTheDocument() => FailsAsync<BrokenFixAll.StopsAtTheDocument>("Iterations of FixAll in Solution of doubled code");

    [Theory]
    [InlineData(InDocument | InProject | InSolution, nameof(BrokenFixAll.None))]
    [InlineData(InProject | InSolution, nameof(BrokenFixAll.InDocumentsOnly))]
    [InlineData(Checks.FixAllAcrossDocuments, nameof(BrokenFixAll.StopsAtTheDocument))]
    public Task ChecksCanBeSkipped(Checks skipped, string fix) => fix switch
    {
        nameof(BrokenFixAll.None) => RunAsync<BrokenFixAll.None>(skipped),
        nameof(BrokenFixAll.InDocumentsOnly) => RunAsync<BrokenFixAll.InDocumentsOnly>(skipped),
        _ => RunAsync<BrokenFixAll.StopsAtTheDocument>(skipped),
    };

    private static Task FailsAsync<TFix>(string failure, Checks skipped = Checks.None)
        where TFix : CodeFixProvider, new() => Expect.FailureAsync(() => RunAsync<TFix>(skipped), failure);

    private static Task RunAsync<TFix>(Checks skipped)
        where TFix : CodeFixProvider, new() =>
        new CSharpCodeFixTest<MultipleAckAnalyzer, TFix> { TestCode = Snippets.MarkedTwice, FixedCode = Snippets.FixedTwice, SkippedChecks = skipped }.RunAsync();
}
