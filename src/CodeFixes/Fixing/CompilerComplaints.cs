using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;

namespace Leveret.CodeFixes.Fixing;

/// <summary>Tells whether a change adds compiler errors or warnings.</summary>
internal static class CompilerComplaints
{
    /// <summary>What is complained about in files, counted once however many fixes are compared with it.</summary>
    private static readonly ConditionalWeakTable<Compilation, ConcurrentDictionary<SyntaxTree, Dictionary<string, int>>> Known = new();

    /// <summary>Whether a changed document has an error or warning that it did not have before.</summary>
    public static async Task<bool> AreAddedAsync(Solution before, Solution after, CancellationToken cancellationToken)
    {
        foreach (var change in after.GetChanges(before).GetProjectChanges())
        {
            foreach (var id in change.GetChangedDocuments())
            {
                if (await AreAddedAsync(before.GetDocument(id)!, after.GetDocument(id)!, cancellationToken).ConfigureAwait(false))
                    return true;
            }
        }

        return false;
    }

    /// <summary>Whether a document has an error or warning, or more of a kind, that it did not have before.</summary>
    public static async Task<bool> AreAddedAsync(Document before, Document after, CancellationToken cancellationToken)
    {
        var now = await CountAsync(after, cancellationToken).ConfigureAwait(false);
        if (now.Count == 0)
            return false;

        var then = await CountAsync(before, cancellationToken).ConfigureAwait(false);
        return now.Any(kind => !then.TryGetValue(kind.Key, out var count) || count < kind.Value);
    }

    private static async Task<Dictionary<string, int>> CountAsync(Document document, CancellationToken cancellationToken) =>
        await document.GetSemanticModelAsync(cancellationToken).ConfigureAwait(false) is { } model
            ? Known.GetValue(model.Compilation, static _ => new ConcurrentDictionary<SyntaxTree, Dictionary<string, int>>()).GetOrAdd(model.SyntaxTree, _ => Count(model, cancellationToken))
            : new Dictionary<string, int>(StringComparer.Ordinal);

    private static Dictionary<string, int> Count(SemanticModel model, CancellationToken cancellationToken)
    {
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var diagnostic in model.GetDiagnostics(cancellationToken: cancellationToken))
        {
            if (diagnostic.Severity >= DiagnosticSeverity.Warning && !diagnostic.IsSuppressed)
                counts[diagnostic.Id] = counts.TryGetValue(diagnostic.Id, out var count) ? count + 1 : 1;
        }

        if (LostReferences.Count(model, cancellationToken) is > 0 and var lost)
            counts["CS4007"] = lost;
        return counts;
    }
}
