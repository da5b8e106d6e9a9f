using System.Collections.Immutable;
using Leveret.Analyzers.Consumers;
using Leveret.Analyzers.Rules;
using Leveret.CodeFixes.Fixing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace Leveret.CodeFixes.InPlace.Prefetch;

/// <summary>A BasicQos that stands after the consume that it is meant for.</summary>
internal static class LateLimit
{
    /// <summary>The edits that move it to where it counts, or null where there is none that would do the same there.</summary>
    public static ImmutableArray<Edit>? Move(PrefetchPlace place, RabbitModel model)
    {
        if (place.Point.IsExpressionBody)
            return null;

        foreach (var late in model.Qos.On(place.Consumer.Channel).OrderBy(static q => q.Call.Syntax.SpanStart))
        {
            if (late.SetsLimit
                && MissingPrefetch.ComesTooLate(late, place.Consumer)
                && StatementOf(late.Call) is { } statement
                && statement.Parent == place.Point.Code.Parent
                && place.IsSameChannel(late.Call)
                && !place.IsChangedBefore(late.Call)
                && late.Call.Arguments.All(a => a.Value.ConstantValue.HasValue || a.Value is IDefaultValueOperation || StableExpressions.IsStable(a.Value, model))
                && Layout.IsAloneOnItsLines(statement)
                && Layout.StartsLine(statement.SyntaxTree, place.Point.Code.SpanStart))
            {
                var lines = Layout.LinesOf(statement);
                return ImmutableArray.Create(
                    Edit.Insert(statement.SyntaxTree, Layout.StartWithComments(place.Point.Code), statement.SyntaxTree.GetText().ToString(lines)),
                    new Edit(statement.SyntaxTree, lines, ""));
            }
        }

        return null;
    }

    private static ExpressionStatementSyntax? StatementOf(IInvocationOperation call)
    {
        var operation = call.Parent;
        while (operation is IAwaitOperation or IConditionalAccessOperation or IInvocationOperation or IPropertyReferenceOperation)
            operation = operation.Parent;
        return operation is IExpressionStatementOperation { Syntax: ExpressionStatementSyntax statement } ? statement : null;
    }
}
