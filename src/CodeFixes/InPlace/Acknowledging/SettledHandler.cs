using System.Collections.Immutable;
using Leveret.Analyzers.Code;
using Leveret.CodeFixes.Fixing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Leveret.CodeFixes.InPlace.Acknowledging;

/// <summary>Settles the deliveries that a handler takes.</summary>
internal static class SettledHandler
{
    /// <summary>The changes of the handler, or null where the right places are not certain.</summary>
    public static IReadOnlyList<Edit>? Edits(HandlerCode handler, Settlement settlement, ImmutableArray<ExpressionStatementSyntax> dropped, FixSite site)
    {
        var edits = new EditList(handler.Tree);
        var becomesAsync = handler is { ReturnsTask: true, Symbol.IsAsync: false } && (settlement.IsAwaited || Tasks(handler).Any());
        if (settlement.IsAwaited && !handler.ReturnsTask)
            return null;
        if (becomesAsync && AsyncRewriting.StartOf(handler.Syntax) is { } start)
            edits.Insert(start, "async ");
        if (!Await(dropped, edits, handler, becomesAsync || handler.Symbol.IsAsync))
            return null;

        if (handler.Block is { Statements: var statements } block && !Layout.IsOnOneLine(block))
            return new SettledStatements(edits, settlement, becomesAsync ? Returns.BecomeAwaits : Returns.Stay, site).Write(statements, catches: true) ? edits.Joined() : null;
        return new SettledLine(edits, settlement).Write(handler, becomesAsync) ? edits.Joined() : null;
    }

    /// <summary>The tasks that a function which is not async returns for its caller to await.</summary>
    private static IEnumerable<ExpressionSyntax> Tasks(HandlerCode handler) =>
        (handler.Expression is { } expression ? new[] { expression } : ValueFlow.Returned(handler.Function).Select(static r => r.Syntax).OfType<ExpressionSyntax>())
            .Where(e => !CompletedTask.Is(e, handler.Semantics));

    /// <summary>Lets the handler wait for the tasks that it starts and lets go of.</summary>
    private static bool Await(ImmutableArray<ExpressionStatementSyntax> dropped, EditList edits, HandlerCode handler, bool isAsync)
    {
        if (dropped.Length > 0 && handler.Symbol is { IsAsync: true, ReturnsVoid: true })
            return false;

        foreach (var statement in dropped)
        {
            var task = statement.Expression is AssignmentExpressionSyntax { Right: var right } ? right : statement.Expression;
            if (!StatementWriter.IsPrimary(task))
                return false;
            if (isAsync)
            {
                edits.Replace(TextSpan.FromBounds(statement.SpanStart, task.SpanStart), "await ");
            }
            else
            {
                if (handler.Semantics.GetTypeInfo(task).Type is not { Name: "Task" })
                    return false;
                if (task != statement.Expression)
                    edits.Replace(TextSpan.FromBounds(statement.SpanStart, task.SpanStart), "");
                edits.Insert(task.Span.End, ".GetAwaiter().GetResult()");
            }
        }

        return true;
    }
}
