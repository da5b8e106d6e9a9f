using System.Collections.Immutable;
using Microsoft.CodeAnalysis.CodeFixes;

namespace Leveret.Verification.Fixes;

/// <summary>The actions that a fix offers for a diagnostic.</summary>
internal static class Offers
{
    /// <summary>Asks a new provider.</summary>
    public static async Task<ImmutableArray<OfferedAction>> ForAsync(FixSettings settings, FixableDiagnostic diagnostic, CancellationToken cancellationToken)
    {
        var offered = new List<OfferedAction>();
        var context = new CodeFixContext(
            diagnostic.Document,
            diagnostic.Diagnostic,
            (action, fixes) =>
            {
                lock (offered)
                {
                    offered.AddRange(NestedActions.Flatten(action).Select(a => new OfferedAction(a, fixes)));
                }
            },
            cancellationToken);
        await settings.CreateProvider().RegisterCodeFixesAsync(context).ConfigureAwait(false);
        return [.. offered];
    }
}
