using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace Leveret.CodeFixes.Fixing;

/// <summary>A change of text in a file that exists.</summary>
internal readonly record struct Edit(SyntaxTree Tree, TextSpan Span, string NewText)
{
    public static Edit Insert(SyntaxTree tree, int position, string text) => new(tree, new TextSpan(position, 0), text);

    public static Edit Replace(SyntaxNode node, string text) => new(node.SyntaxTree, node.Span, text);

    public TextChange Change => new(Span, NewText);

    /// <summary>What tells the file. A file that several projects share has a tree in each.</summary>
    public object File => FileOf(Tree);

    public static object FileOf(SyntaxTree tree) => tree.FilePath.Length > 0 ? tree.FilePath : tree;

    /// <summary>Whether the two cannot both be made: they overlap, or insert at one position.</summary>
    public bool Meets(Edit other) => Span.IntersectsWith(other.Span) && File.Equals(other.File);

    /// <summary>Whether both make the same change in the same file.</summary>
    public bool IsSameAs(Edit other) => Span == other.Span && NewText == other.NewText && File.Equals(other.File);
}
