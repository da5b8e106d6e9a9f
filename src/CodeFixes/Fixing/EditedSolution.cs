using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace Leveret.CodeFixes.Fixing;

/// <summary>Makes edits in the documents that they belong to.</summary>
internal static class EditedSolution
{
    /// <summary>
    /// The solution with the edits made, or null where one is in a file that is not a document of the solution, as the
    /// output of a generator is not.
    /// </summary>
    public static async Task<Solution?> ApplyAsync(Solution solution, IEnumerable<Edit> edits, CancellationToken cancellationToken)
    {
        var edited = solution;
        foreach (var file in edits.GroupBy(static e => e.Tree))
        {
            if (solution.GetDocument(file.Key) is not { } document || document is SourceGeneratedDocument)
                return null;

            var text = await document.GetTextAsync(cancellationToken).ConfigureAwait(false);
            edited = edited.WithDocumentText(document.Id, text.WithChanges(file.Select(static e => e.Change).OrderBy(static c => c.Span.Start)));
        }

        return edited;
    }

    /// <summary>Where <paramref name="span"/> is after the edits, or null where they change it.</summary>
    public static TextSpan? Moved(TextSpan span, SyntaxTree tree, IEnumerable<Edit> edits)
    {
        var shift = 0;
        foreach (var edit in edits.Where(e => e.Tree == tree))
        {
            if (edit.Span.End <= span.Start)
                shift += edit.NewText.Length - edit.Span.Length;
            else if (edit.Span.Start < span.End)
                return null;
        }

        return new TextSpan(span.Start + shift, span.Length);
    }
}
