using Microsoft.CodeAnalysis;

namespace Leveret.Verification.Fixes;

/// <summary>The actions that a test does not take have to be sound too, and their keys have to serve.</summary>
internal static class OtherActions
{
    /// <summary>Tries every action offered for the first diagnostic that has any.</summary>
    public static async Task VerifyAsync(FixSession session, Solution solution, CancellationToken cancellationToken)
    {
        var settings = session.Settings;
        var code = await session.AnalyseAsync(solution, cancellationToken).ConfigureAwait(false);
        foreach (var diagnostic in code.Diagnostics)
        {
            var offered = await session.OffersAsync(diagnostic, cancellationToken).ConfigureAwait(false);
            if (settings.Test.Makes(Checks.EquivalenceKeys))
            {
                EquivalenceKeys.VerifyUnique(offered);
                EquivalenceKeys.VerifyStable(offered, await session.OffersAsync(diagnostic, cancellationToken).ConfigureAwait(false), "from one request to the next");
            }

            if (settings.Test.Makes(Checks.OtherActions) && offered.Length > 1)
            {
                foreach (var action in offered)
                {
                    var changed = await session.ApplyAsync(code.Solution, action.Action, cancellationToken).ConfigureAwait(false);
                    await FixedCodeChecks.VerifyAsync(settings, $"action {action}", code.Solution, changed, cancellationToken).ConfigureAwait(false);
                }
            }

            if (!offered.IsEmpty)
            {
                return;
            }
        }
    }
}
