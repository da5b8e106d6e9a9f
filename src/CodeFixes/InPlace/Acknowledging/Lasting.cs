using Leveret.Analyzers.Code;
using Leveret.Analyzers.Consumers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Leveret.CodeFixes.InPlace.Acknowledging;

/// <summary>Tells storage that still holds the same channel or consumer when a delivery arrives.</summary>
internal static class Lasting
{
    /// <summary>How far callers are followed to find a loop.</summary>
    private const int MostCallers = 4;

    private static readonly string[] Endings = { "Dispose", "Stop", "Close" };

    public static bool Holds(ISymbol slot, RabbitModel model) => slot switch
    {
        IParameterSymbol { RefKind: RefKind.None } parameter => !IsWritten(parameter, model),
        ILocalSymbol { IsRef: false } local => IsWrittenOnce(local, model),
        IFieldSymbol { IsReadOnly: true } => true,
        IFieldSymbol { DeclaredAccessibility: Accessibility.Private } field => IsWrittenOnce(field, model),
        _ => false,
    };

    /// <summary>Whether anything is assigned to a parameter or variable after its declaration.</summary>
    public static bool IsWritten(ISymbol slot, RabbitModel model) => Writes(slot, model).Any();

    private static bool IsWrittenOnce(ISymbol slot, RabbitModel model)
    {
        if (!model.Code.ReferencesTo(slot).Complete)
            return false;

        var writes = Writes(slot, model).Where(static w => !IsEmptied(w)).ToList();
        var initialised = model.Flow.ValuesOf(slot).Values.Count(static v => v.Parent is IVariableInitializerOperation or IFieldInitializerOperation && !IsNothing(v));
        var count = initialised + writes.Count;
        return (count == 1 || (count == 0 && slot is ILocalSymbol)) && writes.All(w => !MayRunAgain(w, slot, model, 0));
    }

    private static IEnumerable<IOperation> Writes(ISymbol slot, RabbitModel model) =>
        from node in model.Code.ReferencesTo(slot).Nodes
        let reference = model.Code.OperationAt(node.Expression())
        where reference?.Parent is IAssignmentOperation assignment && assignment.Target == reference
            || reference?.Parent is IArgumentOperation { Parameter.RefKind: RefKind.Out or RefKind.Ref } or IIncrementOrDecrementOperation or ITupleOperation
        select reference.Parent;

    /// <summary>Whether a write only lets go of the channel when all ends.</summary>
    private static bool IsEmptied(IOperation write) =>
        write is ISimpleAssignmentOperation { Value: var value } && IsNothing(value)
        && write.Function().Method() is { } method && Endings.Any(ending => method.Name.StartsWith(ending, StringComparison.Ordinal));

    private static bool IsNothing(IOperation value) =>
        value.Unwrapped() is IDefaultValueOperation || value.Unwrapped().ConstantValue is { HasValue: true, Value: null };

    /// <summary>Whether a write stands in a loop that the storage outlives, or answers an event, here or in a caller.</summary>
    private static bool MayRunAgain(IOperation site, ISymbol slot, RabbitModel model, int depth)
    {
        foreach (var loop in site.SelfAndAncestors().OfType<ILoopOperation>())
        {
            if (slot is not ILocalSymbol || !slot.DeclaringSyntaxReferences.Any(r => loop.Syntax.Span.Contains(r.Span)))
                return true;
        }

        if (slot is not IFieldSymbol || depth == MostCallers)
            return false;
        if (site.Function() is IAnonymousFunctionOperation lambda)
            return lambda.TakenBy() is IEventAssignmentOperation;
        return site.Function().Method() is { MethodKind: not MethodKind.Constructor } method
            && model.Flow.Calls.CallersOf(method).Any(c => c is IInvocationOperation ? MayRunAgain(c, slot, model, depth + 1) : c.TakenBy() is IEventAssignmentOperation);
    }
}
