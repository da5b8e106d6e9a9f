using Leveret.Analyzers;
using Leveret.CodeFixes.InPlace;
using Leveret.Verification;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Leveret.CodeFixes.Tests.Fixing;

/// <summary>Asks the fix of RMQ1001 for all fixes of a solution, in ways in which the harness does not ask.</summary>
internal static class FixAllRun
{
    public const string Key = "RMQ1001";

    /// <summary>A solution with one project of one file with markup, on client 6.</summary>
    public static async Task<Solution> SolutionAsync(string code)
    {
        Solution? made = null;
        var test = new CSharpAnalyzerTest<ConsumerAnalyzer> { Client = Client.V6, SkippedChecks = ~Checks.None, TestCode = code };
        test.SolutionTransforms.Add((solution, _) => made = solution);
        await test.RunAsync();
        return made!;
    }

    public static async Task<Solution> FixAsync(Solution solution, Document first, string? key, CancellationToken cancellationToken = default)
    {
        var provider = new MissingPrefetchFix();
        var context = new FixAllContext(first, provider, FixAllScope.Solution, key!, ["RMQ1001"], new Reports(), cancellationToken);
        var action = await provider.GetFixAllProvider().GetFixAsync(context);
        return action is null ? solution : ((ApplyChangesOperation)Assert.Single(await action.GetOperationsAsync(cancellationToken))).ChangedSolution;
    }

    public static async Task<IReadOnlyList<Diagnostic>> ReportsAsync(Project project, CancellationToken cancellationToken = default)
    {
        var compilation = await project.GetCompilationAsync(cancellationToken);
        var options = new CompilationWithAnalyzersOptions(project.AnalyzerOptions, onAnalyzerException: null, concurrentAnalysis: true, logAnalyzerExecutionTime: false);
        return await new CompilationWithAnalyzers(compilation!, [new ConsumerAnalyzer()], options).GetAnalyzerDiagnosticsAsync(cancellationToken);
    }

    private sealed class Reports : FixAllContext.DiagnosticProvider
    {
        public override async Task<IEnumerable<Diagnostic>> GetAllDiagnosticsAsync(Project project, CancellationToken cancellationToken) =>
            await ReportsAsync(project, cancellationToken);

        public override async Task<IEnumerable<Diagnostic>> GetDocumentDiagnosticsAsync(Document document, CancellationToken cancellationToken)
        {
            var tree = await document.GetSyntaxTreeAsync(cancellationToken);
            return (await ReportsAsync(document.Project, cancellationToken)).Where(d => d.Location.SourceTree == tree);
        }

        public override Task<IEnumerable<Diagnostic>> GetProjectDiagnosticsAsync(Project project, CancellationToken cancellationToken) =>
            Task.FromResult<IEnumerable<Diagnostic>>([]);
    }
}
