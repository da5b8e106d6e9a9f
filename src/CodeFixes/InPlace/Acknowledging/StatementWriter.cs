using Leveret.CodeFixes.Fixing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Leveret.CodeFixes.InPlace.Acknowledging;

/// <summary>Writes statements between others, laid out as the file is.</summary>
internal sealed class StatementWriter
{
    private readonly EditList _edits;
    private readonly string _lineBreak;
    private readonly string _step;
    private readonly bool _bracesStartLines;
    private readonly HashSet<StatementSyntax> _braced = new();

    /// <summary>How much further to the right the statements stand afterwards.</summary>
    private string _shift = "";

    public StatementWriter(EditList edits)
    {
        _edits = edits;
        _lineBreak = Layout.LineBreak(edits.Tree);
        _step = Layout.Step(edits.Tree);
        _bracesStartLines = Layout.BracesStartLines(edits.Tree);
    }

    /// <summary>Whether something could not be written without harm to what stands there.</summary>
    public bool HasFailed { get; private set; }

    public void Fail() => HasFailed = true;

    /// <summary>Opens a try before a statement and moves the statements up to <paramref name="last"/> into it.</summary>
    public void OpenTry(StatementSyntax first, StatementSyntax last)
    {
        if (!Layout.StartsLine(_edits.Tree, first.SpanStart))
        {
            Fail();
            return;
        }

        var start = Layout.StartWithComments(first);
        if (!HoldsWholeRegions(TextSpan.FromBounds(start, last.Span.End)))
            Fail();
        var indent = IndentOf(first);
        _edits.Insert(start, indent + Opening("try", indent) + _lineBreak);
        _edits.Indent(TextSpan.FromBounds(start, last.Span.End), _step);
        _shift = _step;
    }

    /// <summary>Ends the try behind <paramref name="last"/>, with a catch that does <paramref name="failed"/> and throws on.</summary>
    public void CloseTry(StatementSyntax first, StatementSyntax last, string failed, string? after)
    {
        if (Layout.LineEndAfter(last) is not { } end)
        {
            Fail();
            return;
        }

        _shift = "";
        var indent = IndentOf(first);
        var lines = Closing(indent, failed);
        _edits.Insert(end, _lineBreak + lines + (after is null ? "" : _lineBreak + _lineBreak + indent + after));
    }

    /// <summary>The lines of a try with a catch that does <paramref name="failed"/> and throws on, around the line <paramref name="tried"/>.</summary>
    public string Try(string indent, string tried, string failed) =>
        indent + Opening("try", indent) + _lineBreak + indent + _step + tried + _lineBreak + Closing(indent, failed);

    public string Opening(string keyword, string indent) => _bracesStartLines ? keyword + _lineBreak + indent + "{" : keyword + " {";

    /// <summary>Writes statements before and after one that may be the only one of an <c>if</c> without braces.</summary>
    public void Surround(StatementSyntax statement, string? before, IReadOnlyList<string> after)
    {
        if (statement.Parent is not (BlockSyntax or SwitchSectionSyntax or GlobalStatementSyntax))
            Brace(statement, before, after);
        else if (!Layout.StartsLine(_edits.Tree, statement.SpanStart))
            WriteInLine(statement, before, after);
        else
        {
            var indent = _lineBreak + _shift + IndentOf(statement);
            if (before is not null)
                _edits.Insert(statement.SpanStart, before + indent);
            foreach (var line in after)
                InsertAtLineEnd(statement, indent + line);
        }
    }

    public void InsertAfter(StatementSyntax statement, string text) => InsertAtLineEnd(statement, Gap(statement) + _shift + IndentOf(statement) + text);

    /// <summary>Writes a statement at the end of a block.</summary>
    public void Append(BlockSyntax block, string text)
    {
        var last = block.Statements.LastOrDefault();
        if (last is null)
            Prepend(block, text);
        else if (Layout.IsOnOneLine(block) || Layout.LineEndAfter(last) is null)
            _edits.Insert(last.Span.End, " " + text);
        else
            InsertAtLineEnd(last, Gap(last) + _shift + IndentOf(last) + text);
    }

    /// <summary>Writes a statement at the start of a block.</summary>
    public void Prepend(BlockSyntax block, string text)
    {
        if (Layout.IsOnOneLine(block) || Layout.LineEndAfter(block.OpenBraceToken) is not { } end)
        {
            _edits.Insert(block.OpenBraceToken.Span.End, " " + text);
            return;
        }

        var indent = block.Statements.Count > 0 ? IndentOf(block.Statements[0]) : Layout.IndentAt(_edits.Tree, block.CloseBraceToken.SpanStart) + _step;
        _edits.Insert(end, _lineBreak + _shift + indent + text);
    }

    /// <summary>Replaces a statement that follows a block, parted from it by an empty line.</summary>
    public void ReplaceAfterBlock(StatementSyntax statement, string text)
    {
        var lines = _edits.Tree.GetText().Lines;
        var start = lines.GetLineFromPosition(Layout.StartWithComments(statement));
        if (!string.IsNullOrWhiteSpace(lines[start.LineNumber - 1].ToString()))
            _edits.Insert(start.Start, _lineBreak);
        _edits.Replace(statement.Span, text);
    }

    /// <summary>Removes a statement, with its line and the empty ones before it where nothing else stands on them.</summary>
    public void Remove(StatementSyntax statement)
    {
        if (!Layout.IsAloneOnItsLines(statement) || statement.DescendantTrivia().Any(IsComment))
        {
            _edits.Replace(statement.Span, "return;");
            return;
        }

        var lines = _edits.Tree.GetText().Lines;
        var number = lines.IndexOf(statement.SpanStart);
        while (string.IsNullOrWhiteSpace(lines[number - 1].ToString()))
            number--;
        _edits.Replace(TextSpan.FromBounds(lines[number - 1].End, statement.Span.End), "");
    }

    /// <summary>Turns <c>return Task.CompletedTask;</c> into <c>return;</c>.</summary>
    public void DropValue(ReturnStatementSyntax statement)
    {
        var value = TextSpan.FromBounds(statement.ReturnKeyword.Span.End, statement.SemicolonToken.SpanStart);
        if (statement.DescendantTrivia().Any(t => IsComment(t) && value.Contains(t.Span)))
            Fail();
        _edits.Replace(value, "");
    }

    /// <summary>Turns <c>return SaveAsync();</c> into <c>await SaveAsync();</c>.</summary>
    public void AwaitValue(ReturnStatementSyntax statement)
    {
        _edits.Replace(statement.ReturnKeyword.Span, "await");
        if (!IsPrimary(statement.Expression!))
        {
            _edits.Insert(statement.Expression!.SpanStart, "(");
            _edits.Insert(statement.Expression.Span.End, ")");
        }
    }

    /// <summary>Whether <c>await</c> applies to the whole of an expression as it is.</summary>
    public static bool IsPrimary(ExpressionSyntax expression) =>
        expression is InvocationExpressionSyntax or MemberAccessExpressionSyntax or IdentifierNameSyntax or ElementAccessExpressionSyntax or ParenthesizedExpressionSyntax or ObjectCreationExpressionSyntax;

    private string Closing(string indent, string failed)
    {
        var close = _bracesStartLines ? "}" + _lineBreak + indent : "} ";
        return indent + close + Opening("catch", indent) + _lineBreak
            + indent + _step + failed + _lineBreak
            + indent + _step + "throw;" + _lineBreak
            + indent + "}";
    }

    /// <summary>Puts the only statement of an <c>if</c>, loop or the like into a block with others.</summary>
    private void Brace(StatementSyntax statement, string? before, IReadOnlyList<string> after)
    {
        var previous = statement.GetFirstToken().GetPreviousToken();
        var gap = TextSpan.FromBounds(previous.Span.End, statement.SpanStart);
        if (!_braced.Add(statement) || !string.IsNullOrWhiteSpace(_edits.Tree.GetText().ToString(gap)))
        {
            Fail();
            return;
        }

        var owner = statement.Parent is IfStatementSyntax { Parent: ElseClauseSyntax chain } ? chain : statement.Parent!;
        var outer = _lineBreak + _shift + Layout.IndentAt(_edits.Tree, owner.SpanStart);
        var inner = outer + _step;
        _edits.Replace(gap, outer + "{" + inner + (before is null ? "" : before + inner));
        _edits.Insert(Layout.EndWithComment(statement), string.Concat(after.Select(line => inner + line)) + outer + "}");
    }

    private void WriteInLine(StatementSyntax statement, string? before, IReadOnlyList<string> after)
    {
        if (before is not null)
            _edits.Insert(statement.SpanStart, before + " ");
        foreach (var line in after)
            _edits.Insert(statement.Span.End, " " + line);
    }

    private void InsertAtLineEnd(StatementSyntax statement, string text)
    {
        if (Layout.LineEndAfter(statement) is { } end)
            _edits.Insert(end, text);
        else
            Fail();
    }

    /// <summary>What parts a statement from the one before it: an empty line, where that one ends with a brace.</summary>
    private string Gap(StatementSyntax before) => before.GetLastToken().IsKind(SyntaxKind.CloseBraceToken) ? _lineBreak + _lineBreak : _lineBreak;

    /// <summary>Whether each region that begins or ends in a span does both there, so that none begins outside a try and ends inside.</summary>
    private bool HoldsWholeRegions(TextSpan span)
    {
        var open = 0;
        foreach (var trivia in _edits.Tree.GetRoot().DescendantTrivia(span).Where(t => span.Contains(t.Span)))
        {
            if (trivia.IsKind(SyntaxKind.RegionDirectiveTrivia))
                open++;
            else if (trivia.IsKind(SyntaxKind.EndRegionDirectiveTrivia) && --open < 0)
                return false;
        }

        return open == 0;
    }

    private string IndentOf(StatementSyntax statement) => Layout.IndentAt(_edits.Tree, statement.SpanStart);

    private static bool IsComment(SyntaxTrivia trivia) =>
        trivia.IsKind(SyntaxKind.SingleLineCommentTrivia) || trivia.IsKind(SyntaxKind.MultiLineCommentTrivia);
}
