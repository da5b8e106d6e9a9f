using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
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

    public static bool IsOnOneLine(SyntaxNode node)
    {
        var lines = node.SyntaxTree.GetText().Lines;
        return lines.IndexOf(node.SpanStart) == lines.IndexOf(node.Span.End);
    }

    /// <summary>The end of the line that <paramref name="node"/> ends on, or null where more code, or a comment that goes on, follows it there.</summary>
    public static int? LineEndAfter(SyntaxNodeOrToken node)
    {
        var token = node.IsToken ? node.AsToken() : node.AsNode()!.GetLastToken();
        var line = token.SyntaxTree!.GetText().Lines.GetLineFromPosition(token.Span.End);
        var next = token.GetNextToken(includeZeroWidth: true);
        return next.Span.Start > line.End && token.TrailingTrivia.Span.End <= line.EndIncludingLineBreak ? line.End : null;
    }

    /// <summary>Whether only white space stands before <paramref name="position"/> on its line.</summary>
    public static bool StartsLine(SyntaxTree tree, int position)
    {
        var line = tree.GetText().Lines.GetLineFromPosition(position);
        return IndentAt(tree, position).Length == position - line.Start;
    }

    /// <summary>Whether nothing but white space stands in a span.</summary>
    public static bool IsBlank(SyntaxTree tree, TextSpan span) => string.IsNullOrWhiteSpace(tree.GetText().ToString(span));

    /// <summary>Whether an opening brace stands on a line of its own in this file.</summary>
    public static bool BracesStartLines(SyntaxTree tree)
    {
        var brace = tree.GetRoot().DescendantTokens().FirstOrDefault(static t =>
            t.IsKind(SyntaxKind.OpenBraceToken) && t.Parent is BlockSyntax or BaseTypeDeclarationSyntax && t.TrailingTrivia.Any(SyntaxKind.EndOfLineTrivia));
        return brace.IsKind(SyntaxKind.None) || StartsLine(tree, brace.SpanStart);
    }

    /// <summary>The start of the line of a node that starts a line, or of the comments directly above it.</summary>
    public static int StartWithComments(SyntaxNode node)
    {
        var text = node.SyntaxTree.GetText();
        var line = text.Lines.GetLineFromPosition(node.SpanStart);
        while (line.LineNumber > 0 && IsComment(node, text.Lines[line.LineNumber - 1]))
            line = text.Lines[line.LineNumber - 1];
        return line.Start;
    }

    /// <summary>Whether a node shares its lines with no other code.</summary>
    public static bool IsAloneOnItsLines(SyntaxNode node) =>
        StartsLine(node.SyntaxTree, node.SpanStart)
        && node.GetLastToken().TrailingTrivia.Any(SyntaxKind.EndOfLineTrivia);

    /// <summary>The lines of a node that is alone on them, with the comments directly above it and the last line break.</summary>
    public static TextSpan LinesOf(SyntaxNode node) =>
        TextSpan.FromBounds(StartWithComments(node), node.SyntaxTree.GetText().Lines.GetLineFromPosition(node.Span.End).EndIncludingLineBreak);

    /// <summary>The end of a node, or of the comment that follows it on its line.</summary>
    public static int EndWithComment(SyntaxNode node)
    {
        var comment = node.GetTrailingTrivia().LastOrDefault(static t => t.IsKind(SyntaxKind.SingleLineCommentTrivia) || t.IsKind(SyntaxKind.MultiLineCommentTrivia));
        return comment.IsKind(SyntaxKind.None) ? node.Span.End : comment.Span.End;
    }

    /// <summary>Whether a line holds nothing but a comment that stands above <paramref name="node"/>.</summary>
    private static bool IsComment(SyntaxNode node, TextLine line)
    {
        var start = IndentAt(node.SyntaxTree, line.Start).Length + line.Start;
        return start >= node.FullSpan.Start
            && start < line.End
            && node.GetLeadingTrivia().Any(t => (t.IsKind(SyntaxKind.SingleLineCommentTrivia) || t.IsKind(SyntaxKind.MultiLineCommentTrivia)) && t.FullSpan.Contains(start));
    }
}
