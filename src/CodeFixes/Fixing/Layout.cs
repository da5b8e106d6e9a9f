using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Leveret.CodeFixes.Fixing;

/// <summary>How a file is laid out, so that what is written into it looks like the rest.</summary>
internal static class Layout
{
    /// <summary>The line break that the file uses first; the platform-neutral one where it has none.</summary>
    public static string LineBreak(SyntaxTree tree)
    {
        var text = tree.GetText();
        var first = text.Lines[0];
        return first.EndIncludingLineBreak > first.End ? text.ToString(TextSpan.FromBounds(first.End, first.EndIncludingLineBreak)) : "\n";
    }

    /// <summary>The white space that the line of <paramref name="position"/> starts with.</summary>
    public static string IndentAt(SyntaxTree tree, int position)
    {
        var text = tree.GetText();
        var line = text.Lines.GetLineFromPosition(position);
        var end = line.Start;
        while (end < line.End && text[end] is ' ' or '\t')
            end++;
        return text.ToString(TextSpan.FromBounds(line.Start, end));
    }

    /// <summary>What one step of indentation is in the file: a tab or some spaces.</summary>
    public static string Step(SyntaxTree tree)
    {
        foreach (var block in tree.GetRoot().DescendantNodes().OfType<BlockSyntax>())
        {
            if (block.Statements.Count == 0)
                continue;

            var outer = IndentAt(tree, block.CloseBraceToken.SpanStart);
            var inner = IndentAt(tree, block.Statements[0].SpanStart);
            if (inner.Length > outer.Length && inner.StartsWith(outer, StringComparison.Ordinal))
                return inner.Substring(outer.Length);
        }

        return "    ";
    }

    /// <summary>Whether only white space stands before <paramref name="position"/> on its line.</summary>
    public static bool StartsLine(SyntaxTree tree, int position)
    {
        var line = tree.GetText().Lines.GetLineFromPosition(position);
        return IndentAt(tree, position).Length == position - line.Start;
    }
}
