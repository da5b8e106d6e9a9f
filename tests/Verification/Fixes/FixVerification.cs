using Leveret.Verification.Derived;
using Leveret.Verification.Solutions;

namespace Leveret.Verification.Fixes;

/// <summary>All checks of a fix.</summary>
internal static class FixVerification
{
    /// <summary>Makes the checks that the settings ask for.</summary>
    public static async Task RunAsync(FixSettings settings, CancellationToken cancellationToken)
    {
        var test = settings.Test;
        var initial = CodeState.Initial(test);
        await AnalyzerVerification.RunAsync(test, initial, cancellationToken).ConfigureAwait(false);
    }
}
