using Leveret.Verification.Derived;
using Leveret.Verification.Solutions;
using Microsoft.CodeAnalysis;

namespace Leveret.Verification.Fixes;

/// <summary>The fix of the same code with the other line endings, in a German environment, keeps those line endings.</summary>
internal static class FixedLineEndingsRun
{
    public static async Task RunAsync(FixSettings settings, CodeState before, CodeState after, CancellationToken cancellationToken)
    {
        const string What = "the fix of code with the other line endings";
        var session = new FixSession(settings, Cultures.Get(Cultures.German));
        var fixedSolution = await IterativeFix.RunAsync(session, What, Swapped(settings, before), changes: true, cancellationToken).ConfigureAwait(false);
        await SolutionTexts.VerifyAsync(What, Swapped(settings, after), fixedSolution, cancellationToken).ConfigureAwait(false);
    }

    private static Solution Swapped(FixSettings settings, CodeState state) =>
        SolutionFactory.Create(
            settings.Test,
            [.. state.Files.Select(static f => f with { Text = LineEndings.Swap(f.Text) })],
            new ReferenceSet(settings.Test.Client));
}
