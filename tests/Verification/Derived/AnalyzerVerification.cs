using Leveret.Verification.Analysis;
using Leveret.Verification.Solutions;

namespace Leveret.Verification.Derived;

/// <summary>All checks of an analyzer on one state of the code.</summary>
internal static class AnalyzerVerification
{
    /// <summary>Makes the checks that the settings ask for.</summary>
    public static async Task RunAsync(TestSettings settings, CodeState state, CancellationToken cancellationToken)
    {
        var solution = SolutionFactory.Create(settings, state.Files, new ReferenceSet(settings.Client));
        var analysis = await SolutionAnalysis.RunAsync(solution, AnalysisConditions.WithCompiler(settings), cancellationToken).ConfigureAwait(false);
        DiagnosticVerification.Verify(state.Label, state.Expected, Unsuppressed(analysis), settings.DiagnosticVerifier);
    }

    private static System.Collections.Immutable.ImmutableArray<FoundDiagnostic> Unsuppressed(SolutionAnalysis analysis) =>
        [.. analysis.Found.Where(static f => !f.Diagnostic.IsSuppressed)];
}
