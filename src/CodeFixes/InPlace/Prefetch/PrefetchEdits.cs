using System.Collections.Immutable;
using Leveret.Analyzers.Code;
using Leveret.Analyzers.Consumers;
using Leveret.CodeFixes.Fixing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace Leveret.CodeFixes.InPlace.Prefetch;

/// <summary>Gives a consumer a limit before it starts.</summary>
internal static class PrefetchEdits
{
    /// <summary>The edits that put BasicQos before the consume of a consumer without a limit, or null where that is not certainly right.</summary>
    public static ImmutableArray<Edit>? Insert(ConsumerStart consumer, int count, RabbitModel model)
    {
        var consume = consumer.Call;
        if (PrefetchStatement.For(consume, model) is not { } statement
            || InsertionPoint.Before((ExpressionSyntax)consume.Syntax) is not { } point
            || IsPreceded(consume, point.Code))
        {
            return null;
        }

        var function = consume.Function();
        var toAsync = statement.Awaits && !AsyncRewriting.MayAwait(function);
        if (point.Insert(statement.With(count), point.IsExpressionBody ? AsyncRewriting.Keywords(function, toAsync) : "") is not { } edits)
            return null;

        return toAsync ? AsyncRewriting.Edits(function) is { } more ? edits.AddRange(more) : null : edits;
    }

    /// <summary>Whether what runs before the consume in its own statement could make the channel another one.</summary>
    private static bool IsPreceded(IInvocationOperation consume, SyntaxNode code) =>
        consume.SelfAndAncestors().Last(o => code.Span.Contains(o.Syntax.Span)).Here().Any(o =>
            o is IInvocationOperation or IObjectCreationOperation or IAssignmentOperation or IAwaitOperation && o.Syntax.Span.End <= consume.Syntax.SpanStart);
}
