using Leveret.Analyzers.Code;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Leveret.Analyzers.Paths;

/// <summary>
/// Reads conditions under the assumption that a call came back with nothing: null, false, zero or an empty collection.
/// </summary>
internal sealed class EmptyResult
{
    /// <summary>Conditions of more terms than this are not read.</summary>
    private const int MostDeep = 400;

    private readonly SyntaxNode _call;
    private readonly FunctionIndex _functions;
    private int _depth;
    private readonly HashSet<ISymbol> _holders;
    private Dictionary<ISymbol, bool> _flags = new(SymbolEqualityComparer.Default);

    public EmptyResult(IOperation call, FunctionIndex functions)
    {
        _call = call.Syntax;
        _functions = functions;
        _holders = functions.Assignments(call.Function()).HoldersOf(_call);
    }

    /// <summary>What is known of flags that were set on the way.</summary>
    public IReadOnlyDictionary<ISymbol, bool> Flags
    {
        get => _flags;
        set => _flags = value.ToDictionary(static f => f.Key, static f => f.Value, SymbolEqualityComparer.Default);
    }

    /// <summary>Notes what a statement that runs sets flags to.</summary>
    public void Note(IOperation statement)
    {
        if (!_functions.Assignments(statement.Function()).SetsFlagIn(statement))
            return;

        foreach (var operation in statement.SelfAndHere())
        {
            switch (operation)
            {
                case IVariableDeclaratorOperation { Symbol: { Type.SpecialType: SpecialType.System_Boolean } flag, Initializer.Value: { } value }:
                    Set(flag, value);
                    break;
                case ISimpleAssignmentOperation { Type.SpecialType: SpecialType.System_Boolean } assignment when assignment.Target.Slot() is { } flag:
                    Set(flag, assignment.Value);
                    break;
            }
        }

        void Set(ISymbol flag, IOperation value)
        {
            if (Holds(value) is { } known)
                _flags[flag] = known;
            else
                _flags.Remove(flag);
        }
    }

    /// <summary>The section of a switch over the result that nothing selects, or null where it cannot be told.</summary>
    public ISwitchCaseOperation? Selected(ISwitchOperation choice)
    {
        if (!Is(choice.Value))
            return null;

        return choice.Cases.FirstOrDefault(static c => c.Clauses.Any(static k => k switch
            {
                ISingleValueCaseClauseOperation single => IsNull(single.Value),
                IPatternCaseClauseOperation pattern => Matches(pattern.Pattern) == true,
                _ => false,
            }))
            ?? choice.Cases.FirstOrDefault(static c => c.Clauses.Any(static k => k.CaseKind == CaseKind.Default));
    }

    /// <summary>Whether the condition then holds; null where it cannot be told.</summary>
    public bool? Holds(IOperation? condition)
    {
        if (condition is null)
            return true;
        if (_depth >= MostDeep)
            return null;

        _depth++;
        var holds = HoldsHere(condition);
        _depth--;
        return holds;
    }

    private bool? HoldsHere(IOperation condition)
    {

        var isBoolean = condition.Type?.SpecialType == SpecialType.System_Boolean;
        condition = condition.Unwrapped();
        if (condition.Slot() is { } flag && _flags.TryGetValue(flag, out var noted))
            return noted;
        if (condition.ConstantValue is { HasValue: true, Value: bool constant })
            return constant;

        switch (condition)
        {
            case IUnaryOperation { OperatorKind: UnaryOperatorKind.Not } not:
                return !Holds(not.Operand);

            case IBinaryOperation { OperatorKind: BinaryOperatorKind.ConditionalAnd } and:
                var (left, right) = (Holds(and.LeftOperand), Holds(and.RightOperand));
                return left == false || right == false ? false : left == true && right == true ? true : null;

            case IBinaryOperation { OperatorKind: BinaryOperatorKind.ConditionalOr } or:
                var (first, second) = (Holds(or.LeftOperand), Holds(or.RightOperand));
                return first == true || second == true ? true : first == false && second == false ? false : null;

            case IBinaryOperation comparison:
                return Compare(comparison);

            case IIsPatternOperation pattern when Is(pattern.Value):
                return Matches(pattern.Pattern);

            case IIsTypeOperation type when Is(type.ValueOperand):
                return false;

            case IInvocationOperation { TargetMethod.Name: "IsNullOrEmpty" or "IsNullOrWhiteSpace", Arguments.Length: > 0 } test when Is(test.Arguments[0].Value):
                return true;

            case IInvocationOperation { TargetMethod.Name: "Any" } any when any.Receiver() is { } items && Is(items):
                return false;

            case IPropertyReferenceOperation { Property.Name: "HasValue" or "Success" or "Found" or "HasMessage", Instance: { } owner } when Is(owner):
                return false;

            case IPropertyReferenceOperation { Property.Name: "IsEmpty", Instance: { } owner } when Is(owner):
                return true;

            default:
                return isBoolean && Is(condition) ? false : null;
        }
    }

    /// <summary>Whether the value is the result of the call, or what is left of it when it is nothing.</summary>
    private bool Is(IOperation value)
    {
        var last = value;
        foreach (var part in PartsOf(value))
        {
            if (part.Syntax == _call)
                return true;
            last = part;
        }

        return last.Slot() is { } slot && _holders.Contains(slot);
    }

    /// <summary>A value and what it is made of that is nothing when the value is, outermost first.</summary>
    public static IEnumerable<IOperation> PartsOf(IOperation value)
    {
        for (var part = value; part is not null; part = PartOf(part))
        {
            part = part.Unwrapped();
            yield return part;
        }
    }

    private static IOperation? PartOf(IOperation value) => value switch
    {
        ISimpleAssignmentOperation assignment => assignment.Value,
        IConditionalAccessOperation access => access.Operation,
        IInvocationOperation { TargetMethod.Name: "ConfigureAwait" or "GetAwaiter" or "GetResult" or "AsTask" or "WaitAsync", Instance: { } task } => task,
        IPropertyReferenceOperation { Property.Name: "Result" or "MessageCount" or "Count" or "Length", Instance: { } owner } => owner,
        IFieldReferenceOperation { Field.Name: "MessageCount", Instance: { } owner } => owner,
        _ => null,
    };

    private bool? Compare(IBinaryOperation comparison)
    {
        var (left, right) = (comparison.LeftOperand, comparison.RightOperand);
        if (Is(left) && Number(right) is { } bound)
        {
            return comparison.OperatorKind switch
            {
                BinaryOperatorKind.Equals => bound == 0,
                BinaryOperatorKind.NotEquals => bound != 0,
                BinaryOperatorKind.GreaterThan => 0 > bound,
                BinaryOperatorKind.GreaterThanOrEqual => 0 >= bound,
                BinaryOperatorKind.LessThan => 0 < bound,
                BinaryOperatorKind.LessThanOrEqual => 0 <= bound,
                _ => null,
            };
        }

        if ((Is(left) && IsNull(right)) || (Is(right) && IsNull(left)))
        {
            return comparison.OperatorKind switch
            {
                BinaryOperatorKind.Equals => true,
                BinaryOperatorKind.NotEquals => false,
                _ => null,
            };
        }

        return Is(left) && right.ConstantValue is { HasValue: true, Value: bool expected } && comparison.OperatorKind is BinaryOperatorKind.Equals or BinaryOperatorKind.NotEquals
            ? expected != (comparison.OperatorKind == BinaryOperatorKind.Equals)
            : null;
    }

    private static bool? Matches(IPatternOperation pattern) => pattern switch
    {
        IConstantPatternOperation { Value.ConstantValue: { HasValue: true, Value: null or false or 0 } } => true,
        IConstantPatternOperation => false,
        INegatedPatternOperation negated => !Matches(negated.Pattern),
        IRecursivePatternOperation or ITypePatternOperation => false,
        IDeclarationPatternOperation { MatchesNull: false } => false,
        _ => null,
    };

    private static bool IsNull(IOperation operand) =>
        operand.Unwrapped() is IDefaultValueOperation || operand.Unwrapped().ConstantValue is { HasValue: true, Value: null };

    private static decimal? Number(IOperation operand) =>
        operand.Unwrapped().ConstantValue is { HasValue: true, Value: IConvertible number and (int or long or uint or ulong or short or ushort or byte or sbyte) }
            ? Convert.ToDecimal(number, System.Globalization.CultureInfo.InvariantCulture)
            : null;
}
