using System.Collections.Immutable;
using Leveret.Analyzers.Code;
using Leveret.Analyzers.Consumers;
using Leveret.Analyzers.Effects;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Leveret.CodeFixes.InPlace.Acknowledging;

/// <summary>Finds the consumers that share a handler. A change of the handler changes all of them.</summary>
internal static class SharedHandler
{
    /// <summary>All consumers with the handler of <paramref name="consumer"/>; empty where something else runs it too, or not all of them use auto-ack.</summary>
    public static ImmutableArray<ConsumerStart> Of(ConsumerStart consumer, RabbitModel model)
    {
        if (OnlyFunction(consumer) is not { } function)
            return ImmutableArray<ConsumerStart>.Empty;

        var sharing = model.Consumers
            .Where(c => c.Handler.Functions.Any(f => f.Syntax == function.Syntax))
            .ToImmutableArray();
        return sharing.All(c => OnlyFunction(c) is not null && c.AckMode == AckMode.Auto && !ReplyQueues.IsReplyConsumer(c, model)) && IsRunByConsumersOnly(function, model)
            ? sharing
            : ImmutableArray<ConsumerStart>.Empty;
    }

    /// <summary>Whether code outside of this compilation can derive from the class and put another handler in the place of this one.</summary>
    private static bool IsReplaceable(IMethodSymbol method) =>
        method is { IsVirtual: true, DeclaredAccessibility: Accessibility.Public or Accessibility.Protected or Accessibility.ProtectedOrInternal, ContainingType: { IsSealed: false, DeclaredAccessibility: Accessibility.Public } };

    private static IOperation? OnlyFunction(ConsumerStart consumer) =>
        consumer.Handler is { Complete: true, Functions: { Length: 1 } functions } ? functions[0] : null;

    private static bool IsRunByConsumersOnly(IOperation function, RabbitModel model)
    {
        if (function is IAnonymousFunctionOperation lambda)
            return lambda.TakenBy() is IEventAssignmentOperation;
        if (function.Method() is not { } method)
            return true;

        return !IsReplaceable(method)
            && model.Code.ReferencesTo(method).Complete
            && model.Flow.Calls.CallersOf(method).All(static c => c is IMethodReferenceOperation && c.TakenBy() is IEventAssignmentOperation);
    }
}
