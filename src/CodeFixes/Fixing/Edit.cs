using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace Leveret.CodeFixes.Fixing;

/// <summary>A change of text in a file that exists.</summary>
internal readonly record struct Edit(SyntaxTree Tree, TextSpan Span, string NewText)
{
    public static Edit Insert(SyntaxTree tree, int position, string text) => new(tree, new TextSpan(position, 0), text);

    public static Edit Replace(SyntaxNode node, string text) => new(node.SyntaxTree, node.Span, text);

    public TextChange Change => new(Span, NewText);

    /// <summary>Whether the two cannot both be made: they overlap, or insert at one position.</summary>
    public bool Meets(Edit other) => Tree == other.Tree && Span.IntersectsWith(other.Span);
}
