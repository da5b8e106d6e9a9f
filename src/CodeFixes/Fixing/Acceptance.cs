using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace Leveret.CodeFixes.Fixing;

/// <summary>Checks that fixes do what they should.</summary>
internal static class Acceptance
{
    /// <summary>Whether the compiler complains no more than before about what has changed, and nothing is reported any more at <paramref name="places"/>.</summary>
    public static async Task<bool> HoldsAsync(
        Solution before, Solution after, IEnumerable<(DocumentId Document, TextSpan Span)> places, Remedy remedy, CancellationToken cancellationToken)
    {
        if (await CompilerComplaints.AreAddedAsync(before, after, cancellationToken).ConfigureAwait(false))
            return false;

        foreach (var file in places.GroupBy(static p => p.Document, static p => p.Span))
        {
            var reported = await Remedies.ReportedAsync(after.GetDocument(file.Key)!, remedy, cancellationToken).ConfigureAwait(false);
            if (file.Any(reported.Contains))
                return false;
        }

        return true;
    }
}
