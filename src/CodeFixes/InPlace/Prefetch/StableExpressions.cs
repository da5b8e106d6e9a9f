using Leveret.Analyzers.Code;
using Leveret.Analyzers.Consumers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Leveret.CodeFixes.InPlace.Prefetch;

/// <summary>Tells expressions that can be evaluated once more: without effect, and with the same value.</summary>
internal static class StableExpressions
{
    public static bool IsStable(IOperation? expression, RabbitModel model) => expression switch
    {
        ILocalReferenceOperation { IsDeclaration: false } or IParameterReferenceOperation or IInstanceReferenceOperation => true,
        IConversionOperation { OperatorMethod: null } conversion => IsStable(conversion.Operand, model),
        IParenthesizedOperation parenthesized => IsStable(parenthesized.Operand, model),
        IFieldReferenceOperation field => field.Instance is null || IsStable(field.Instance, model),
        IPropertyReferenceOperation { Arguments.IsEmpty: true } property => (property.Instance is null || IsStable(property.Instance, model)) && IsKept(property.Property, model),
        IConditionalAccessInstanceOperation instance => IsStable(Owner(instance)?.Operation, model),
        _ => false,
    };

    /// <summary>The locals, parameters, fields and properties that the expression reads.</summary>
    public static IEnumerable<ISymbol> SlotsOf(IOperation expression) =>
        expression.SelfAndHere().Select(static o => o is IConditionalAccessInstanceOperation instance ? Owner(instance)?.Operation ?? o : o)
            .SelectMany(static o => o.SelfAndHere())
            .Select(static o => o.Slot()).OfType<ISymbol>();

    private static IConditionalAccessOperation? Owner(IConditionalAccessInstanceOperation instance) =>
        instance.SelfAndAncestors().OfType<IConditionalAccessOperation>().FirstOrDefault(a => a.Operation.Syntax == instance.Syntax);

    /// <summary>Whether a getter hands out what it has, rather than something that it makes each time.</summary>
    private static bool IsKept(IPropertySymbol property, RabbitModel model)
    {
        var definition = property.OriginalDefinition;
        if (!model.Code.IsSource(definition))
            return model.Rabbit.IsClient(definition) || definition.ContainingNamespace?.ToDisplayString().StartsWith("System", StringComparison.Ordinal) == true;
        if (definition.GetMethod is not { } getter)
            return false;

        var bodies = model.Code.BodiesOf(getter);
        if (definition.IsAbstract || definition.IsVirtual || definition.IsOverride || definition.ContainingType.TypeKind == TypeKind.Interface)
        {
            foreach (var implementation in model.Code.Types.ImplementationsOf(getter))
                bodies = bodies.AddRange(model.Code.BodiesOf(implementation));
        }

        var returned = bodies.SelectMany(ValueFlow.Returned).Select(static r => r.Unwrapped()).ToList();
        return returned.All(static r => IsStored(r)) && (returned.Count == 0 || returned.Any(static r => r is not ISimpleAssignmentOperation));
    }

    private static bool IsStored(IOperation value) => value switch
    {
        IFieldReferenceOperation or IPropertyReferenceOperation or IParameterReferenceOperation or IThrowOperation => true,
        ISimpleAssignmentOperation or ICoalesceAssignmentOperation => true,
        ICoalesceOperation choice => IsStored(choice.Value.Unwrapped()) && IsStored(choice.WhenNull.Unwrapped()),
        IConditionalOperation { WhenFalse: { } whenFalse } choice => IsStored(choice.WhenTrue.Unwrapped()) && IsStored(whenFalse.Unwrapped()),
        _ => false,
    };
}
