using Microsoft.CodeAnalysis;

namespace Leveret.Verification.Fixes;

/// <summary>What holds for fixed code whatever it looks like.</summary>
internal static class FixedCodeChecks
{
    /// <summary>Fails if comments are lost or warnings are new.</summary>
    public static async Task VerifyAsync(FixSettings settings, string what, Solution before, Solution after, CancellationToken cancellationToken)
    {
        if (settings.Test.Makes(Checks.Comments))
        {
            await Comments.VerifyAsync(what, before, after, cancellationToken).ConfigureAwait(false);
        }

        if (settings.Test.Makes(Checks.NewWarnings))
        {
            await CompilerWarnings.VerifyAsync(settings, what, before, after, cancellationToken).ConfigureAwait(false);
        }
    }
}
