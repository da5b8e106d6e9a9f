using System.Collections.Immutable;
using Leveret.Verification.Analysis;
using Leveret.Verification.Solutions;
using Microsoft.CodeAnalysis;

namespace Leveret.Verification.Derived;

/// <summary>All checks of an analyzer on one state of the code.</summary>
internal static class AnalyzerVerification
{
    /// <summary>Makes the checks that the settings ask for.</summary>
    public static async Task RunAsync(TestSettings settings, CodeState state, CancellationToken cancellationToken)
    {
        if (settings.Makes(Checks.AnalyzerConduct))
        {
            AnalyzerConduct.Of(settings.Analyzer).Verify();
        }

        var (solution, run) = await RunItselfAsync(settings, state, cancellationToken).ConfigureAwait(false);
        if (settings.Makes(Checks.AllAnalyzers))
        {
            await AllAnalyzersRun.RunAsync(run, solution, cancellationToken).ConfigureAwait(false);
        }

        await RunDerivedAsync(run, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Makes the checks that concern code which a fix produced: the derived runs that do not depend on what is reported are left out.</summary>
    public static async Task RunOnFixedAsync(TestSettings settings, CodeState state, CancellationToken cancellationToken)
    {
        var (_, run) = await RunItselfAsync(settings, state, cancellationToken).ConfigureAwait(false);
        if (!run.Reported.IsEmpty)
        {
            await RunDerivedAsync(run, cancellationToken).ConfigureAwait(false);
        }
    }

    private static async Task<(Solution Solution, DerivedRun Run)> RunItselfAsync(TestSettings settings, CodeState state, CancellationToken cancellationToken)
    {
        var solution = SolutionFactory.Create(settings, state.Files, new ReferenceSet(settings.Client));
        var analysis = await SolutionAnalysis.RunAsync(solution, AnalysisConditions.WithCompiler(settings), cancellationToken).ConfigureAwait(false);
        DiagnosticVerification.Verify(state.Label, state.Expected, analysis.Unsuppressed, settings.DiagnosticVerifier);
        var run = new DerivedRun(settings, state, OfAnalyzers(settings, analysis));
        if (settings.Makes(Checks.LocalDiagnostics))
        {
            LocalDiagnostics.Verify(settings, run.Reported);
        }

        if (settings.Makes(Checks.Emit) && settings.CompilerDiagnostics != CompilerDiagnostics.None && !HasErrors(analysis))
        {
            Emission.Verify(state.Label, analysis.Compilations, cancellationToken);
        }

        return (solution, run);
    }

    private static async Task RunDerivedAsync(DerivedRun run, CancellationToken cancellationToken)
    {
        (Checks Check, Func<DerivedRun, CancellationToken, Task> RunAsync)[] derived =
        [
            (Checks.LineEndings, LineEndingsRun.RunAsync),
            (Checks.Suppression, SuppressionRun.RunAsync),
            (Checks.GeneratedCode, GeneratedCodeRun.RunAsync),
            (Checks.ClientAbsent, ClientAbsentRun.RunAsync),
            (Checks.LookAlikes, LookAlikesRun.RunAsync),
            (Checks.OtherClient, OtherClientRun.RunAsync),
        ];
        foreach (var (check, runAsync) in derived)
        {
            if (run.Settings.Makes(check))
            {
                await runAsync(run, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private static ImmutableArray<FoundDiagnostic> OfAnalyzers(TestSettings settings, SolutionAnalysis analysis)
    {
        var ids = settings.Analyzers.SelectMany(static a => a.SupportedDiagnostics).Select(static d => d.Id).ToImmutableHashSet();
        return [.. analysis.Found.Where(f => ids.Contains(f.Id))];
    }

    private static bool HasErrors(SolutionAnalysis analysis) =>
        analysis.Found.Any(static f => f.Diagnostic.Severity == DiagnosticSeverity.Error && f.Id.StartsWith("CS", StringComparison.Ordinal));
}
