using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Diagnostics.Telemetry;

namespace Leveret.Verification.Analysis;

/// <summary>What analyzers and compiler say about one project.</summary>
internal sealed class ProjectAnalysis
{
    private readonly ImmutableArray<FoundDiagnostic>.Builder _found = ImmutableArray.CreateBuilder<FoundDiagnostic>();
    private readonly Project _project;
    private readonly AnalysisConditions _conditions;

    private ProjectAnalysis(Project project, AnalysisConditions conditions)
    {
        _project = project;
        _conditions = conditions;
    }

    /// <summary>The diagnostics, without those that the source itself suppresses.</summary>
    public ImmutableArray<FoundDiagnostic> Found => _found.ToImmutable();

    /// <summary>How many actions each analyzer registered.</summary>
    public ImmutableArray<(DiagnosticAnalyzer, AnalyzerTelemetryInfo)> Registered { get; private set; } = [];

    /// <summary>Analyses <paramref name="project"/>.</summary>
    public static async Task<ProjectAnalysis> RunAsync(Project project, AnalysisConditions conditions, CancellationToken token)
    {
        var analysis = new ProjectAnalysis(project, conditions);
        var compilation = await project.GetCompilationAsync(token).ConfigureAwait(false)
            ?? throw new InvalidOperationException("A C# project always has a compilation.");
        var exceptions = new AnalyzerExceptions();
        var options = new CompilationWithAnalyzersOptions(
            project.AnalyzerOptions,
            exceptions.Add,
            concurrentAnalysis: true,
            logAnalyzerExecutionTime: false,
            reportSuppressedDiagnostics: true);
        await analysis.RunAsync(new CompilationWithAnalyzers(compilation, conditions.Analyzers, options), token).ConfigureAwait(false);
        exceptions.ThrowIfAny();
        return analysis;
    }

    private async Task RunAsync(CompilationWithAnalyzers compilation, CancellationToken token)
    {
        var result = await compilation.GetAnalysisResultAsync(token).ConfigureAwait(false);
        AddRange(PerFile(result), isLocal: true);
        AddRange(result.CompilationDiagnostics.Values.SelectMany(static d => d), isLocal: false);
        Registered = [.. result.AnalyzerTelemetryInfo.Select(static i => (i.Key, i.Value))];
        if (_conditions.NeedsCompiler)
        {
            AddRange(compilation.Compilation.GetDiagnostics(token).Where(_conditions.Includes), isLocal: true);
        }
    }

    private static IEnumerable<Diagnostic> PerFile(AnalysisResult result) =>
        result.SyntaxDiagnostics.Values
            .Concat(result.SemanticDiagnostics.Values)
            .Concat(result.AdditionalFileDiagnostics.Values)
            .SelectMany(static byAnalyzer => byAnalyzer.Values)
            .SelectMany(static d => d);

    private void AddRange(IEnumerable<Diagnostic> diagnostics, bool isLocal)
    {
        foreach (var diagnostic in diagnostics)
        {
            _found.Add(new FoundDiagnostic(_project.Id, diagnostic, diagnostic.GetMessage(_conditions.Culture), isLocal));
        }
    }
}
