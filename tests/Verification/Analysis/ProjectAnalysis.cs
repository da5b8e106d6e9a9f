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

    /// <summary>All diagnostics, suppressed ones included.</summary>
    public ImmutableArray<FoundDiagnostic> Found => _found.ToImmutable();

    /// <summary>How many actions each analyzer registered.</summary>
    public ImmutableArray<(DiagnosticAnalyzer, AnalyzerTelemetryInfo)> Registered { get; private set; } = [];

    /// <summary>The compilation that was analysed, with what is already known about it.</summary>
    public Compilation Compilation { get; private set; } = null!;

    /// <summary>Analyses <paramref name="project"/>.</summary>
    public static async Task<ProjectAnalysis> RunAsync(Project project, AnalysisConditions conditions, CancellationToken token)
    {
        var analysis = new ProjectAnalysis(project, conditions);
        await analysis.RunAsync(token).ConfigureAwait(false);
        return analysis;
    }

    private async Task RunAsync(CancellationToken token)
    {
        var exceptions = new AnalyzerExceptions();
        var analyzers = _conditions.Analyzers.Where(static a => a is not DiagnosticSuppressor).ToImmutableArray();
        var compilation = await _project.GetCompilationAsync(token).ConfigureAwait(false)
            ?? throw new InvalidOperationException("A C# project always has a compilation.");
        if (!analyzers.IsEmpty)
        {
            var analysis = Prepare(compilation, analyzers, exceptions);
            await AnalyseAsync(analysis, token).ConfigureAwait(false);
            compilation = analysis.Compilation;
        }

        if (_conditions.NeedsCompiler)
        {
            AddRange(compilation.GetDiagnostics(token).Where(_conditions.Includes), isLocal: true);
        }

        if (analyzers.Length < _conditions.Analyzers.Length)
        {
            await SuppressAsync(Prepare(compilation, _conditions.Analyzers, exceptions), token).ConfigureAwait(false);
        }

        Compilation = compilation;

        exceptions.ThrowIfAny();
    }

    private CompilationWithAnalyzers Prepare(Compilation compilation, ImmutableArray<DiagnosticAnalyzer> analyzers, AnalyzerExceptions exceptions)
    {
        var options = new CompilationWithAnalyzersOptions(
            _project.AnalyzerOptions,
            exceptions.Add,
            concurrentAnalysis: true,
            logAnalyzerExecutionTime: false,
            reportSuppressedDiagnostics: true);
        return new CompilationWithAnalyzers(compilation, analyzers, options);
    }

    private async Task AnalyseAsync(CompilationWithAnalyzers compilation, CancellationToken token)
    {
        var result = await compilation.GetAnalysisResultAsync(token).ConfigureAwait(false);
        AddRange(PerFile(result), isLocal: true);
        AddRange(result.CompilationDiagnostics.Values.SelectMany(static d => d), isLocal: false);
        Registered = [.. result.AnalyzerTelemetryInfo.Select(static i => (i.Key, i.Value))];
    }

    /// <summary>Replaces what was found by what suppressors make of it.</summary>
    private async Task SuppressAsync(CompilationWithAnalyzers compilation, CancellationToken token)
    {
        var all = await compilation.GetAllDiagnosticsAsync(token).ConfigureAwait(false);
        var suppressed = all.Where(static d => d.IsSuppressed).ToList();
        for (var i = 0; i < _found.Count; i++)
        {
            var found = _found[i];
            if (!found.SuppressedBySource && suppressed.Find(d => d.Id == found.Id && d.Location == found.Diagnostic.Location) is { } diagnostic)
            {
                _found[i] = found with { Diagnostic = diagnostic };
            }
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
            _found.Add(new FoundDiagnostic(_project.Id, diagnostic, diagnostic.GetMessage(_conditions.Culture), isLocal, diagnostic.IsSuppressed));
        }
    }
}
