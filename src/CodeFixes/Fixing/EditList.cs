using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Leveret.CodeFixes.Fixing;

/// <summary>Collects the changes of one file, and joins those that touch.</summary>
internal sealed class EditList
{
    private readonly List<(Edit Edit, bool IsIndent)> _edits = new();

    public EditList(SyntaxTree tree) => Tree = tree;

    public SyntaxTree Tree { get; }

    public void Insert(int position, string text) => _edits.Add((Edit.Insert(Tree, position, text), false));

    public void Replace(TextSpan span, string text) => _edits.Add((new Edit(Tree, span, text), false));

    /// <summary>
    /// Moves the lines of a span one step to the right, but for those that start within a literal, whose text it would
    /// change, and for directives other than those of regions, which stand with the code.
    /// </summary>
    public void Indent(TextSpan span, string step)
    {
        var root = Tree.GetRoot();
        var text = Tree.GetText();
        for (var number = text.Lines.IndexOf(span.Start); number <= text.Lines.IndexOf(span.End); number++)
        {
            var line = text.Lines[number];
            var start = line.Start + Layout.IndentAt(Tree, line.Start).Length;
            if (start < line.End && (text[start] != '#' || IsOfRegion(root, start, line)) && !IsInLiteral(root, line.Start))
                _edits.Add((Edit.Insert(Tree, line.Start, step), true));
        }
    }

    /// <summary>The changes in order, none of which meets another; null where two of them change the same text.</summary>
    public IReadOnlyList<Edit>? Joined()
    {
        var joined = new List<Edit>();
        foreach (var edit in _edits.Where(e => !e.IsIndent || !IsReplaced(e.Edit.Span.Start)).Select(static e => e.Edit).OrderBy(static e => e.Span.Start).ThenBy(static e => e.Span.Length > 0))
        {
            if (joined.Count == 0 || joined[joined.Count - 1].Span.End < edit.Span.Start)
            {
                joined.Add(edit);
                continue;
            }

            var last = joined[joined.Count - 1];
            if (last.Span.End > edit.Span.Start)
                return null;
            joined[joined.Count - 1] = new Edit(Tree, TextSpan.FromBounds(last.Span.Start, edit.Span.End), last.NewText + edit.NewText);
        }

        return joined;
    }

    /// <summary>Whether what stands before a position on its line is replaced anyway.</summary>
    private bool IsReplaced(int lineStart) => _edits.Any(e => e.Edit.Span.Start < lineStart && lineStart <= e.Edit.Span.End);

    private static bool IsOfRegion(SyntaxNode root, int start, TextLine line) =>
        start > line.Start && root.FindTrivia(start) is var trivia && (trivia.IsKind(SyntaxKind.RegionDirectiveTrivia) || trivia.IsKind(SyntaxKind.EndRegionDirectiveTrivia));

    /// <summary>Only literals span lines.</summary>
    private static bool IsInLiteral(SyntaxNode root, int position)
    {
        var token = root.FindToken(position);
        return IsWithin(token.Span, position)
            || token.Parent?.AncestorsAndSelf().Any(n => n is InterpolatedStringExpressionSyntax && IsWithin(n.Span, position)) == true;
    }

    private static bool IsWithin(TextSpan span, int position) => span.Start < position && position < span.End;
}
