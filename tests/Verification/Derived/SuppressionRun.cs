using Leveret.Verification.Analysis;
using Microsoft.CodeAnalysis;

namespace Leveret.Verification.Derived;

/// <summary>A pragma suppresses every diagnostic of the code, which is otherwise the same, in a Turkish environment.</summary>
internal static class SuppressionRun
{
    public static async Task RunAsync(DerivedRun run, CancellationToken cancellationToken)
    {
        var ids = run.Reported.Select(static f => f.Id).Distinct().Order(StringComparer.Ordinal).ToList();
        var pragma = ids.Count == 0 ? "" : $"#pragma warning disable {string.Join(", ", ids)}\n";
        var solution = run.With(text => pragma + text.Replace("#pragma warning restore", "#pragma warning disable", StringComparison.Ordinal));
        var analysis = await run.AnalyzeAsync(solution, Cultures.Turkish, cancellationToken).ConfigureAwait(false);
        DiagnosticVerification.Verify(
            $"{run.State.Label} under a pragma that disables them, in culture {Cultures.Turkish}",
            [.. run.All.Select(f => Suppressed(f, ids.Count == 0 ? 0 : 1))],
            [.. analysis.Found]);
    }

    private static DiagnosticResult Suppressed(FoundDiagnostic found, int lines)
    {
        var expected = DiagnosticResult.Like(found);
        expected = expected.WithLocations(expected.Locations.Select(l => l.MovedDown(lines)));
        return expected.WithIsSuppressed(found.Diagnostic.IsSuppressed || CanBeSuppressed(found.Diagnostic));
    }

    private static bool CanBeSuppressed(Diagnostic diagnostic) =>
        diagnostic.Location.IsInSource && !diagnostic.Descriptor.CustomTags.Contains(WellKnownDiagnosticTags.NotConfigurable);
}
