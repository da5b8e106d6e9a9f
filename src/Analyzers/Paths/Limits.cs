using Leveret.Analyzers.Code;
using Leveret.Analyzers.Consumers;
using Leveret.Analyzers.Symbols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Leveret.Analyzers.Paths;

/// <summary>Recognises conditions that let a message come back only so many times.</summary>
internal sealed class Limits
{
    private static readonly string[] Stems = { "retry", "retries", "attempt", "exceed", "requeue", "redeliver" };

    private static readonly string[] WholeWords = { "limit", "limits", "tries", "death", "deaths", "deliverycount" };

    private static readonly string[] StoringVerbs = { "Save", "Update", "Publish", "Store", "Persist", "Upsert", "Send", "Republish", "Enqueue", "Serialize" };

    private readonly RabbitModel _model;

    public Limits(RabbitModel model) => _model = model;

    /// <summary>Whether the condition bounds how often a message is put back. What cannot be told counts as a bound.</summary>
    public bool Bound(IOperation? condition, IOperation requeue) => condition is not null && Bound(condition, call => IsOtherBranch(call, requeue), depth: 0);

    /// <summary>As <see cref="Bound(IOperation?, IOperation)"/>, wherever the message is put back; null where the answer depends on that.</summary>
    public bool? Bound(IOperation condition) =>
        Bound(condition, static _ => true, depth: 0) ? true
        : Bound(condition, static _ => false, depth: 0) ? null
        : false;

    /// <summary>Whether a comparison looks at nothing but a counter that does not survive the redelivery.</summary>
    public bool CountsCopyOnly(IOperation comparison, IOperation requeue) =>
        comparison is IBinaryOperation { LeftOperand: var left, RightOperand: var right }
        && ((right.ConstantValue.HasValue && IsCopyCounter(left, call => IsOtherBranch(call, requeue))) || (left.ConstantValue.HasValue && IsCopyCounter(right, call => IsOtherBranch(call, requeue))));

    private bool Bound(IOperation condition, Func<IOperation, bool> isElsewhere, int depth)
    {
        foreach (var operation in condition.SelfAndHere())
        {
            switch (operation)
            {
                case IBinaryOperation { OperatorKind: BinaryOperatorKind.LessThan or BinaryOperatorKind.LessThanOrEqual or BinaryOperatorKind.GreaterThan or BinaryOperatorKind.GreaterThanOrEqual } comparison:
                    if (IsTestForAny(comparison.LeftOperand, comparison.RightOperand) || IsTestForAny(comparison.RightOperand, comparison.LeftOperand))
                        break;
                    if (!IsCopyCounter(comparison.LeftOperand, isElsewhere) && !IsCopyCounter(comparison.RightOperand, isElsewhere))
                        return true;
                    break;

                case IInvocationOperation { TargetMethod: { Name: "Contains" or "ContainsKey" or "TryAdd" or "Add" or "TryGetValue" or "TryRemove" or "Remove" }, Instance: { } set } when set.Unwrapped() is IFieldReferenceOperation:
                    return true;

                case IPropertyReferenceOperation { Property.Name: "Redelivered" } or IFieldReferenceOperation { Field.Name: "Redelivered" }:
                    return true;

                case ILocalReferenceOperation or IParameterReferenceOperation or IInvocationOperation or ILiteralOperation or IFieldReferenceOperation or IPropertyReferenceOperation:
                    if (IsInComparison(operation, condition))
                        break;
                    if (SoundsLikeLimit(operation))
                        return true;
                    if (depth < 3 && operation is ILocalReferenceOperation { Type.SpecialType: SpecialType.System_Boolean } flag
                        && _model.Flow.ValuesOf(flag.Local).Values.Any(v => Bound(v, isElsewhere, depth + 1)))
                    {
                        return true;
                    }

                    break;
            }
        }

        return false;
    }

    /// <summary><c>rows &gt; 0</c> asks whether something happened, not how often; <c>retriesLeft &gt; 0</c> does count.</summary>
    private static bool IsTestForAny(IOperation zero, IOperation value) =>
        zero.ConstantValue is { HasValue: true, Value: 0 or 0L or 0u or 0ul } && !SoundsLikeLimit(value.Unwrapped());

    private static bool IsInComparison(IOperation operation, IOperation condition) =>
        operation.SelfAndAncestors().TakeWhile(a => a != condition.Parent).Any(static a =>
            a is IBinaryOperation { OperatorKind: BinaryOperatorKind.LessThan or BinaryOperatorKind.LessThanOrEqual or BinaryOperatorKind.GreaterThan or BinaryOperatorKind.GreaterThanOrEqual });

    private static bool SoundsLikeLimit(IOperation operation)
    {
        var name = operation switch
        {
            IInvocationOperation call => call.TargetMethod.Name,
            ILiteralOperation { ConstantValue: { HasValue: true, Value: string text } } => text,
            _ => operation.Slot()?.Name,
        };
        return name is not null && (Words.HasStem(name, Stems) || Words.HasWord(name, WholeWords));
    }

    /// <summary>
    /// A counter that is raised on the decoded copy of the message only: the broker sends the original again, in which it
    /// never rises. Where the copy is stored or sent on, it is taken as a real counter.
    /// </summary>
    private bool IsCopyCounter(IOperation operand, Func<IOperation, bool> isElsewhere)
    {
        if (operand.Unwrapped() is ILocalReferenceOperation local && IsCopiedHeader(local))
            return true;
        if (operand.Unwrapped() is not IPropertyReferenceOperation { Property: var counter, Instance: { } copy } || copy.Unwrapped().Slot() is not { } holder || holder is not (ILocalSymbol or IParameterSymbol))
            return false;

        var function = operand.Function();
        var raised = function.Here().Any(o => o is IIncrementOrDecrementOperation { Target: IPropertyReferenceOperation p } && IsCounter(p)
            || o is ICompoundAssignmentOperation { Target: IPropertyReferenceOperation q } && IsCounter(q)
            || o is ISimpleAssignmentOperation { Target: IPropertyReferenceOperation r } && IsCounter(r));
        if (!raised || holder is ILocalSymbol && !IsDecoded(holder))
            return false;

        return !function.Here().OfType<IInvocationOperation>().Any(call => IsStored(call, holder) && !isElsewhere(call));

        bool IsCounter(IPropertyReferenceOperation property) =>
            SymbolEqualityComparer.Default.Equals(property.Property, counter)
            && SymbolEqualityComparer.Default.Equals(property.Instance?.Unwrapped().Slot(), holder);
    }

    /// <summary>Whether a call stands in the branch that is taken when <paramref name="requeue"/> is not reached.</summary>
    private static bool IsOtherBranch(IOperation call, IOperation requeue) =>
        requeue.SelfAndAncestors().OfType<IConditionalOperation>().Any(c =>
            c.Syntax.Span.Contains(call.Syntax.Span)
            && (c.WhenTrue.Syntax.Span.Contains(call.Syntax.Span) ? c.WhenFalse?.Syntax.Span.Contains(requeue.Syntax.Span) == true : c.WhenTrue.Syntax.Span.Contains(requeue.Syntax.Span)));

    /// <summary>
    /// A count read from the headers of the received message and raised there. The broker keeps the headers that were
    /// published, unless the message is published again.
    /// </summary>
    private bool IsCopiedHeader(ILocalReferenceOperation count)
    {
        var function = count.Function();
        var headers = new HashSet<ISymbol>(SymbolEqualityComparer.Default);
        var isRaised = false;
        foreach (var operation in function.Here())
        {
            switch (operation)
            {
                case IVariableDeclaratorOperation { Initializer.Value: { } value } declarator when IsHeaders(value):
                    headers.Add(declarator.Symbol);
                    break;
                case ISimpleAssignmentOperation { Target: IPropertyReferenceOperation { Property.IsIndexer: true, Instance: { } target } } when IsHeaders(target) || (target.Slot() is { } slot && headers.Contains(slot)):
                    isRaised = true;
                    break;
                case IInvocationOperation call when _model.Rabbit.Classify(call.TargetMethod) == ChannelMember.Publish || call.TargetMethod.Name.IndexOf("Publish", StringComparison.Ordinal) >= 0:
                    return false;
            }
        }

        return isRaised && _model.Flow.ValuesOf(count.Local).Values.Any(v => v.SelfAndHere().Any(o => IsHeaders(o) || (o.Slot() is { } slot && headers.Contains(slot))));

        bool IsHeaders(IOperation value) =>
            value.SelfAndHere().Any(o => o is IPropertyReferenceOperation { Property: { Name: "Headers" } property } && _model.Rabbit.IsClient(property));
    }

    private bool IsDecoded(ISymbol local) =>
        _model.Flow.ValuesOf(local).Values.Any(v => v.Unwrapped() is IInvocationOperation { TargetMethod.Name: var name }
            && (name.StartsWith("Deserialize", StringComparison.Ordinal) || name.StartsWith("Parse", StringComparison.Ordinal) || name.StartsWith("Decode", StringComparison.Ordinal)));

    private static bool IsStored(IInvocationOperation call, ISymbol holder) =>
        StoringVerbs.Any(verb => call.TargetMethod.Name.IndexOf(verb, StringComparison.OrdinalIgnoreCase) >= 0)
        && call.Arguments.Any(a => a.Value.SelfAndHere().Any(o => SymbolEqualityComparer.Default.Equals(o.Slot(), holder)));
}
