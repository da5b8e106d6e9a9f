using Leveret.Analyzers.Code;
using Leveret.Analyzers.Consumers;
using Leveret.CodeFixes.InPlace.Acknowledging;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace Leveret.CodeFixes.InPlace.Requeueing;

/// <summary>Finds the flag that tells whether a delivery was delivered before, where the delivery is settled.</summary>
internal static class RedeliveredFlag
{
    /// <summary>The expression, or null where only the tag of the delivery is at hand, or other deliveries are settled with it.</summary>
    public static string? Of(IInvocationOperation settlement, RabbitModel model) =>
        settlement.Argument("deliveryTag")?.Unwrapped() is { } tag && settlement.Argument("multiple")?.ConstantValue is null or { HasValue: true, Value: false } ? Of(tag, settlement, model) : null;

    private static string? Of(IOperation tag, IInvocationOperation settlement, RabbitModel model)
    {
        switch (tag)
        {
            case IMemberReferenceOperation { Member: { Name: "DeliveryTag" } member, Instance: { } delivery, Syntax: MemberAccessExpressionSyntax access }
                when model.Rabbit.IsClient(member) && delivery.Unwrapped() is ILocalReferenceOperation or IParameterReferenceOperation:
                return IsSeen(delivery.Unwrapped().Slot()!, settlement, model) ? access.Expression + ".Redelivered" : null;

            case ILocalReferenceOperation { Local: var local }:
                return model.Flow.ValuesOf(local) is { Complete: true, Values: { Length: 1 } values } && values[0].Unwrapped() is IMemberReferenceOperation kept
                    ? Of(kept, settlement, model)
                    : null;

            case IParameterReferenceOperation { Parameter: { Ordinal: 1, ContainingSymbol: IMethodSymbol { Name: "HandleBasicDeliver" or "HandleBasicDeliverAsync" } handler } }:
                return handler.Parameters.Length > 2 && handler.Parameters[2] is { Type.SpecialType: SpecialType.System_Boolean } flag && IsSeen(flag, settlement, model)
                    ? Settlement.Written(flag.Name)
                    : null;

            default:
                return null;
        }
    }

    /// <summary>Whether a name still stands for what it stood for when the delivery arrived.</summary>
    private static bool IsSeen(ISymbol slot, IInvocationOperation settlement, RabbitModel model) =>
        model.Code.Compilation.GetSemanticModel(settlement.Syntax.SyntaxTree).LookupSymbols(settlement.Syntax.SpanStart, name: slot.Name).Contains(slot, SymbolEqualityComparer.Default)
        && (slot is ILocalSymbol ? Lasting.Holds(slot, model) : !Lasting.IsWritten(slot, model));
}
