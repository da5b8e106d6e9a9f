using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace Leveret.CodeFixes.Fixing;

/// <summary>Makes edits in the documents that they belong to.</summary>
internal static class EditedSolution
{
    /// <summary>
    /// The solution with the edits made, in every project that a file belongs to; null where one is in a file that is generated
    /// or is not a document of the solution.
    /// </summary>
    public static async Task<Solution?> ApplyAsync(Solution solution, IEnumerable<Edit> edits, CancellationToken cancellationToken)
    {
        var edited = solution;
        foreach (var file in edits.GroupBy(static e => e.File))
        {
            if (!file.All(e => EditableFiles.Contains(solution, e.Tree)))
                return null;

            var document = solution.GetDocument(file.First().Tree)!;
            var text = await document.GetTextAsync(cancellationToken).ConfigureAwait(false);
            var changed = text.WithChanges(file.Select(static e => e.Change).OrderBy(static c => c.Span.Start));
            foreach (var id in document.GetLinkedDocumentIds().Add(document.Id))
                edited = edited.WithDocumentText(id, changed);
        }

        return edited;
    }

    /// <summary>Where <paramref name="span"/> is after the edits, or null where they change it.</summary>
    public static TextSpan? Moved(TextSpan span, SyntaxTree tree, IEnumerable<Edit> edits)
    {
        var shift = 0;
        foreach (var edit in edits.Where(e => e.File.Equals(Edit.FileOf(tree))))
        {
            if (edit.Span.End <= span.Start)
                shift += edit.NewText.Length - edit.Span.Length;
            else if (edit.Span.Start < span.End)
                return null;
        }

        return new TextSpan(span.Start + shift, span.Length);
    }
}
