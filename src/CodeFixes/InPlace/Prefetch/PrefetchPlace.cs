using System.Collections.Immutable;
using Leveret.Analyzers.Code;
using Leveret.Analyzers.Consumers;
using Leveret.CodeFixes.Fixing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace Leveret.CodeFixes.InPlace.Prefetch;

/// <summary>The place before a consume where BasicQos on its channel can stand.</summary>
internal sealed class PrefetchPlace
{
    private readonly ImmutableArray<ISymbol> _channel;

    private PrefetchPlace(ConsumerStart consumer, PrefetchStatement statement, InsertionPoint point, ImmutableArray<ISymbol> channel)
    {
        Consumer = consumer;
        Statement = statement;
        Point = point;
        _channel = channel;
    }

    public ConsumerStart Consumer { get; }

    public PrefetchStatement Statement { get; }

    public InsertionPoint Point { get; }

    /// <summary>The place, or null where a BasicQos there would not certainly be on the channel of the consume.</summary>
    public static PrefetchPlace? Of(ConsumerStart consumer, RabbitModel model) =>
        PrefetchStatement.For(consumer.Call, model) is { } statement
        && InsertionPoint.Before((ExpressionSyntax)consumer.Call.Syntax) is { } point
        && !IsPreceded(consumer.Call, point.Code)
            ? new PrefetchPlace(consumer, statement, point, StableExpressions.SlotsOf(consumer.Call.Receiver()!).ToImmutableArray())
            : null;

    /// <summary>Whether a BasicQos here also comes before another consume on every way to it, and on the same channel.</summary>
    public bool Covers(ConsumerStart other) =>
        other.Call.Function().Syntax == Consumer.Call.Function().Syntax
        && Point.Row.Span.Contains(other.Call.Syntax.Span)
        && Point.Code.SpanStart <= other.Call.Syntax.SpanStart
        && IsSameChannel(other.Call)
        && !IsWrittenBefore(other.Call, _channel);

    /// <summary>Whether a call is made on a channel that is named by the same variables.</summary>
    public bool IsSameChannel(IInvocationOperation call) =>
        call.Receiver() is { } receiver && StableExpressions.SlotsOf(receiver).SequenceEqual(_channel, SymbolEqualityComparer.Default);

    /// <summary>Whether between this place and a later call something is written that the call reads: what names the channel, an argument.</summary>
    public bool IsChangedBefore(IInvocationOperation later) =>
        IsWrittenBefore(later, later.Arguments.SelectMany(static a => StableExpressions.SlotsOf(a.Value)).Concat(_channel).ToImmutableArray());

    private bool IsWrittenBefore(IInvocationOperation later, ImmutableArray<ISymbol> slots) =>
        Between(later).Any(o => Written(o)?.Unwrapped().Slot() is { } slot && slots.Contains(slot, SymbolEqualityComparer.Default));

    private static IOperation? Written(IOperation operation) => operation switch
    {
        IAssignmentOperation assignment => assignment.Target,
        IIncrementOrDecrementOperation step => step.Target,
        IArgumentOperation { Parameter.RefKind: RefKind.Ref or RefKind.Out } argument => argument.Value,
        _ => null,
    };

    private IEnumerable<IOperation> Between(IInvocationOperation later) =>
        later.Function().Here().Where(o => o.Syntax.SpanStart >= Point.Code.SpanStart && o.Syntax.SpanStart < later.Syntax.SpanStart);

    /// <summary>Whether what runs before the consume in its own statement could make the channel another one.</summary>
    private static bool IsPreceded(IInvocationOperation consume, SyntaxNode code) =>
        consume.SelfAndAncestors().Last(o => code.Span.Contains(o.Syntax.Span)).Here().Any(o =>
            o is IInvocationOperation or IObjectCreationOperation or IAssignmentOperation or IAwaitOperation && o.Syntax.Span.End <= consume.Syntax.SpanStart);
}
