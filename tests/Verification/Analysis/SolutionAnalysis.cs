using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Diagnostics.Telemetry;

namespace Leveret.Verification.Analysis;

/// <summary>What analyzers and compiler say about all projects of a solution.</summary>
internal sealed record SolutionAnalysis(
    ImmutableArray<FoundDiagnostic> Found,
    ImmutableArray<(DiagnosticAnalyzer Analyzer, AnalyzerTelemetryInfo Actions)> Registered,
    ImmutableArray<Compilation> Compilations)
{
    /// <summary>What was found, without what the source suppresses.</summary>
    public ImmutableArray<FoundDiagnostic> Unsuppressed => [.. Found.Where(static f => !f.SuppressedBySource)];

    /// <summary>Analyses <paramref name="solution"/>; an analyzer that throws fails the run.</summary>
    public static async Task<SolutionAnalysis> RunAsync(Solution solution, AnalysisConditions conditions, CancellationToken cancellationToken)
    {
        await WarmUp.Completed.ConfigureAwait(false);
        return await TimeBudget.RunAsync(
            "the analysis",
            conditions.TimeBudget,
            conditions.Culture,
            token => AnalyzeAsync(solution, conditions, token),
            cancellationToken).ConfigureAwait(false);
    }

    private static async Task<SolutionAnalysis> AnalyzeAsync(Solution solution, AnalysisConditions conditions, CancellationToken token)
    {
        var found = ImmutableArray.CreateBuilder<FoundDiagnostic>();
        var registered = ImmutableArray.CreateBuilder<(DiagnosticAnalyzer, AnalyzerTelemetryInfo)>();
        var compilations = ImmutableArray.CreateBuilder<Compilation>();
        foreach (var project in solution.Projects)
        {
            var analysis = await ProjectAnalysis.RunAsync(project, conditions, token).ConfigureAwait(false);
            found.AddRange(analysis.Found);
            registered.AddRange(analysis.Registered);
            compilations.Add(analysis.Compilation);
        }

        return new SolutionAnalysis(found.ToImmutable(), registered.ToImmutable(), compilations.ToImmutable());
    }
}
