using System.Collections.Immutable;
using Leveret.Verification.Analysis;

namespace Leveret.Verification;

/// <summary>Fails a test whose diagnostics are not exactly the expected ones.</summary>
internal static class DiagnosticVerification
{
    /// <summary>Compares and fails with a list of what is missing, unexpected or different.</summary>
    public static void Verify(
        string what,
        ImmutableArray<DiagnosticResult> expected,
        ImmutableArray<FoundDiagnostic> found,
        Action<Microsoft.CodeAnalysis.Diagnostic, DiagnosticResult>? further = null)
    {
        var matching = Matching.Of(expected, found);
        var missing = matching.Missing.ToList();
        var unexpected = matching.Unexpected.ToList();
        if (missing.Count > 0 || unexpected.Count > 0)
        {
            throw new VerificationException(Report(what, expected.Length, found, missing, unexpected));
        }

        foreach (var (expectation, diagnostic) in matching.Pairs)
        {
            if (UnnecessaryCode.Problem(diagnostic.Diagnostic) is { } problem)
            {
                throw new VerificationException($"Diagnostics of {what}: {Display.Line(diagnostic)} {problem}.");
            }

            further?.Invoke(diagnostic.Diagnostic, expectation);
        }
    }

    private static string Report(
        string what,
        int expectedCount,
        ImmutableArray<FoundDiagnostic> found,
        List<DiagnosticResult> missing,
        List<FoundDiagnostic> unexpected)
    {
        List<string> report = [$"Diagnostics of {what}: expected {expectedCount}, found {found.Length}."];
        foreach (var expected in missing)
        {
            var nearest = unexpected.MinBy(f => Comparison.Differences(expected, f).Count);
            if (nearest is not null && nearest.Id == expected.Id)
            {
                unexpected.Remove(nearest);
                report.Add($"  different: {Display.Line(nearest)}");
                foreach (var difference in Comparison.Differences(expected, nearest))
                {
                    report.Add($"      {difference}");
                }
            }
            else
            {
                report.Add($"  missing:    {Display.Line(expected)}");
            }
        }

        foreach (var diagnostic in unexpected)
        {
            report.Add($"  unexpected: {Display.Line(diagnostic)}");
        }

        foreach (var diagnostic in found)
        {
            report.Add($"  as a test would say it: {Display.Code(diagnostic)}");
        }

        return string.Join('\n', report);
    }
}
