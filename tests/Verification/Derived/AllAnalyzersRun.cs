using System.Collections.Immutable;
using Leveret.Verification.Analysis;
using Leveret.Verification.Solutions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Leveret.Verification.Derived;

/// <summary>The registered analyzers do not throw on the code, and report nothing where nothing is expected.</summary>
internal static class AllAnalyzersRun
{
    public static async Task RunAsync(DerivedRun run, Solution solution, CancellationToken cancellationToken)
    {
        var others = Others(run.Settings);
        if (others.IsEmpty)
        {
            return;
        }

        var conditions = AnalysisConditions.AnalyzersOnly(run.Settings) with { Analyzers = others };
        var analysis = await SolutionAnalysis.RunAsync(solution, conditions, cancellationToken).ConfigureAwait(false);
        if (run.Reported.IsEmpty)
        {
            DerivedRun.VerifySilent($"{run.State.Label} by all registered analyzers", analysis);
        }
    }

    private static ImmutableArray<DiagnosticAnalyzer> Others(TestSettings settings)
    {
        var running = settings.Analyzers.Select(static a => a.GetType()).ToHashSet();
        return [.. RegisteredAnalyzers.All.Where(a => !running.Contains(a.GetType()))];
    }
}
