using Leveret.CodeFixes.Fixing;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Leveret.CodeFixes.InPlace.Acknowledging;

/// <summary>Settles the deliveries of a handler that is one expression, or one statement on the line of its braces.</summary>
internal sealed class SettledLine
{
    private readonly EditList _edits;
    private readonly Settlement _settlement;
    private readonly StatementWriter _writer;

    public SettledLine(EditList edits, Settlement settlement)
    {
        _edits = edits;
        _settlement = settlement;
        _writer = new StatementWriter(edits);
    }

    /// <summary>Makes a block with a try of it. False where it cannot be laid out anew.</summary>
    public bool Write(HandlerCode handler, bool becomesAsync)
    {
        if (handler.Expression is { } expression)
            return WriteExpression(handler, expression, becomesAsync);
        if (handler.Block is not { Statements: { Count: 1 } statements } block)
            return false;

        var isAwaited = becomesAsync && statements[0] is ReturnStatementSyntax { Expression: not null };
        if (statements[0] is not ExpressionStatementSyntax && !isAwaited)
            return false;
        if (isAwaited)
            _writer.AwaitValue((ReturnStatementSyntax)statements[0]);
        return Write(handler, block.OpenBraceToken.GetPreviousToken().Span.End, statements[0].Span, block.Span.End);
    }

    private bool WriteExpression(HandlerCode handler, ExpressionSyntax expression, bool becomesAsync)
    {
        var needsBrackets = becomesAsync && !StatementWriter.IsPrimary(expression);
        if (becomesAsync)
            _edits.Insert(expression.SpanStart, needsBrackets ? "await (" : "await ");
        _edits.Insert(expression.Span.End, needsBrackets ? ");" : ";");
        if (expression.Parent is not ArrowExpressionClauseSyntax arrow)
            return Write(handler, expression.GetFirstToken().GetPreviousToken().Span.End, expression.Span, expression.Span.End);

        var semicolon = arrow.GetLastToken().GetNextToken();
        return Write(handler, arrow.ArrowToken.GetPreviousToken().Span.End, expression.Span, semicolon.Span.End);
    }

    /// <summary>Writes a block from <paramref name="start"/> to <paramref name="end"/> around the text of the statement.</summary>
    private bool Write(HandlerCode handler, int start, TextSpan statement, int end)
    {
        var text = _edits.Tree.GetText();
        var before = TextSpan.FromBounds(start, statement.Start);
        var after = TextSpan.FromBounds(statement.End, end);
        if (text.ToString(before).Trim(' ', '\t', '\r', '\n', '{', '=', '>').Length > 0 || text.ToString(after).Trim(' ', '\t', '\r', '\n', '}', ';').Length > 0)
            return false;

        var lineBreak = Layout.LineBreak(_edits.Tree);
        var step = Layout.Step(_edits.Tree);
        var indent = Layout.IndentAt(_edits.Tree, handler.Syntax.SpanStart);
        var lines = _writer.Try(indent + step, "\0", _settlement.Nack).Split('\0');
        _edits.Replace(before, (Layout.BracesStartLines(_edits.Tree) ? lineBreak + indent : " ") + "{" + lineBreak + lines[0]);
        _edits.Replace(after, lines[1] + lineBreak + lineBreak + indent + step + _settlement.Ack + lineBreak + indent + "}");
        return Realign(statement, Layout.IndentAt(_edits.Tree, statement.Start), indent + step + step);
    }

    /// <summary>Moves the further lines of a statement as far as its first.</summary>
    private bool Realign(TextSpan statement, string was, string becomes)
    {
        var lines = _edits.Tree.GetText().Lines;
        var first = lines[lines.IndexOf(statement.Start)];
        if (first.End >= statement.End)
            return true;
        if (!becomes.StartsWith(was, StringComparison.Ordinal))
            return false;

        _edits.Indent(TextSpan.FromBounds(first.EndIncludingLineBreak, statement.End), becomes.Substring(was.Length));
        return true;
    }
}
