using Leveret.Analyzers.Code;
using Leveret.Analyzers.Consumers;
using Leveret.CodeFixes.Fixing;
using Leveret.CodeFixes.InPlace.Acknowledging;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Leveret.CodeFixes.InPlace.Prefetch;

/// <summary>
/// Tells consumers that settle deliveries only when some of them have come. With a limit below that number they would wait
/// for the next delivery for ever.
/// </summary>
internal static class Batches
{
    public static bool AreAwaitedBy(ConsumerStart consumer, FixSite site)
    {
        var functions = Reached(consumer.Handler.Functions, site).ToList();
        var counters = functions.SelectMany(static f => f.SelfAndHere()).Select(Counted).OfType<ISymbol>().ToList();
        return functions.Any(f => f.Here().OfType<IConditionalOperation>().Any(choice =>
            Decides(choice, site)
            && choice.Condition.SelfAndHere().OfType<IBinaryOperation>().Any(test => IsComparison(test.OperatorKind)
                && test.Here().Any(o => IsCount(o, f, counters)))));
    }

    private static IEnumerable<IOperation> Reached(IEnumerable<IOperation> functions, FixSite site) =>
        site.Model.ReachedAlsoByFailure(functions, site.Options).Functions.Select(static f => f.Function);

    /// <summary>What an operation counts up.</summary>
    private static ISymbol? Counted(IOperation operation) => operation switch
    {
        IIncrementOrDecrementOperation step => step.Target.Slot(),
        ICompoundAssignmentOperation sum => sum.Target.Slot(),
        IArgumentOperation { Parent: IInvocationOperation { TargetMethod.ContainingType.Name: "Interlocked" }, Value: var value } => value.Unwrapped().Slot(),
        _ => null,
    };

    /// <summary>Whether a settlement depends on which way a choice goes.</summary>
    private static bool Decides(IConditionalOperation choice, FixSite site) =>
        new[] { choice.WhenTrue, choice.WhenFalse }.OfType<IOperation>().Any(branch =>
            branch.SelfAndHere().OfType<IReturnOperation>().Any()
            || Reached(new[] { branch }, site).Any(f => f.SelfAndHere().Any(o => ConsumerAcknowledgement.IsSettlement(o, site.Model))));

    private static bool IsComparison(BinaryOperatorKind kind) => kind is
        BinaryOperatorKind.Equals or BinaryOperatorKind.NotEquals or BinaryOperatorKind.LessThan or BinaryOperatorKind.LessThanOrEqual
        or BinaryOperatorKind.GreaterThan or BinaryOperatorKind.GreaterThanOrEqual;

    /// <summary>Whether a value counts deliveries, which what is declared within the handler cannot.</summary>
    private static bool IsCount(IOperation value, IOperation function, List<ISymbol> counters) => value switch
    {
        IPropertyReferenceOperation { Property.Name: "Count", Instance: { } collection } => Outlives(collection.Unwrapped().Slot(), function),
        _ => value.Slot() is { } slot && counters.Contains(slot, SymbolEqualityComparer.Default) && Outlives(slot, function),
    };

    private static bool Outlives(ISymbol? slot, IOperation function) =>
        slot is IFieldSymbol or IPropertySymbol
        || (slot is ILocalSymbol && !slot.DeclaringSyntaxReferences.Any(r => r.SyntaxTree == function.Syntax.SyntaxTree && function.Syntax.Span.Contains(r.Span)));
}
