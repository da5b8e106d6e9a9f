using Leveret.Analyzers.Code;
using Leveret.Analyzers.Consumers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace Leveret.Analyzers.Effects;

/// <summary>
/// Tells look-ups that guard from those that do not: what is skipped when something is found is not repeated, while
/// giving up when something is missing says nothing about a second run.
/// </summary>
internal sealed class Lookups
{
    private enum Found
    {
        Unknown,
        Yes,
        No,
    }

    /// <summary>Conditions of more terms than this are not read.</summary>
    private const int MostDeep = 400;

    private static readonly string[] Verbs = { "Get", "Find", "First", "Single", "Load", "Lookup", "Fetch", "Query", "Select", "Any", "Exist", "Contain", "Count", "Read", "Retrieve", "Search", "Check", "Has", "Is", "ExecuteScalar", "Try" };

    private static readonly string[] Decoders = { "Deserialize", "Parse", "Decode", "Convert", "FromJson", "ToObject", "Unpack", "GetString" };

    private readonly RabbitModel _model;

    public Lookups(RabbitModel model) => _model = model;

    /// <summary>Whether <paramref name="site"/> is reached only when a look-up found nothing, so that a second run does not reach it.</summary>
    public bool Guard(IConditionalOperation conditional, IOperation site) => Tests(conditional.Condition) switch
    {
        Found.Yes => (IsAfter(conditional, site) && conditional.WhenTrue.Leaves()) || IsIn(conditional.WhenFalse, site),
        Found.No => IsIn(conditional.WhenTrue, site) || (IsAfter(conditional, site) && conditional.WhenFalse is { } otherwise && otherwise.Leaves()),
        _ => false,
    };

    /// <summary>Whether it depends on the condition that <paramref name="site"/> is reached.</summary>
    public static bool Decides(IConditionalOperation conditional, IOperation site) =>
        IsIn(conditional.WhenTrue, site) || IsIn(conditional.WhenFalse, site)
        || (IsAfter(conditional, site) && (conditional.WhenTrue.Leaves() || (conditional.WhenFalse is { } otherwise && otherwise.Leaves())));

    private static bool IsIn(IOperation? branch, IOperation site) => branch?.Syntax.Span.Contains(site.Syntax.Span) == true;

    private static bool IsAfter(IConditionalOperation conditional, IOperation site) => site.Syntax.SpanStart > conditional.Syntax.Span.End;

    /// <summary>Whether a value was decoded from the message.</summary>
    public bool IsDecoded(IOperation value) =>
        _model.Flow.Trace(value).Origins.Any(static o => NameOf(o) is { } name && Decoders.Any(d => name.StartsWith(d, StringComparison.Ordinal)));

    private Found Tests(IOperation condition) => Tests(condition, 0);

    private Found Tests(IOperation condition, int depth)
    {
        if (depth >= MostDeep)
            return Found.Unknown;
        if (condition is IAwaitOperation or IInvocationOperation or ILocalReferenceOperation or IInvalidOperation && condition.Type is null or { SpecialType: SpecialType.System_Boolean } or { TypeKind: TypeKind.Error })
            return IsLookup(condition) ? Found.Yes : Found.Unknown;

        switch (condition.Unwrapped())
        {
            case IUnaryOperation { OperatorKind: UnaryOperatorKind.Not, Operand: var operand }:
                return Not(Tests(operand, depth + 1));

            case IBinaryOperation { OperatorKind: BinaryOperatorKind.ConditionalAnd or BinaryOperatorKind.ConditionalOr } both:
                var left = Tests(both.LeftOperand, depth + 1);
                return left != Found.Unknown ? left : Tests(both.RightOperand, depth + 1);

            case IBinaryOperation { OperatorKind: BinaryOperatorKind.Equals or BinaryOperatorKind.NotEquals } comparison when IsNothing(comparison.RightOperand):
                return !IsLookup(comparison.LeftOperand) ? Found.Unknown : comparison.OperatorKind == BinaryOperatorKind.Equals ? Found.No : Found.Yes;

            case IBinaryOperation { OperatorKind: BinaryOperatorKind.GreaterThan } comparison when IsNothing(comparison.RightOperand):
                return IsLookup(comparison.LeftOperand) ? Found.Yes : Found.Unknown;

            case IIsPatternOperation pattern when IsLookup(pattern.Value):
                return pattern.Pattern switch
                {
                    IConstantPatternOperation => Found.No,
                    INegatedPatternOperation { Pattern: IConstantPatternOperation } => Found.Yes,
                    INegatedPatternOperation => Found.No,
                    IRecursivePatternOperation or IDeclarationPatternOperation => Found.Yes,
                    _ => Found.Unknown,
                };

            case { } other when other != condition:
                return Tests(other, depth + 1);

            default:
                return Found.Unknown;
        }
    }

    private bool IsLookup(IOperation value)
    {
        value = value.Unwrapped();
        if (value is IPropertyReferenceOperation { Property.Name: "Count" or "Length" or "HasValue", Instance: { } counted })
            value = counted.Unwrapped();
        if (value is ILocalReferenceOperation local)
            return _model.Flow.ValuesOf(local.Local).Values.Any(v => IsLookupCall(v.Unwrapped()));
        return IsLookupCall(value);
    }

    private bool IsLookupCall(IOperation value)
    {
        if (NameOf(value) is not { } name || !Verbs.Any(v => name.StartsWith(v, StringComparison.Ordinal)) || Decoders.Any(d => name.StartsWith(d, StringComparison.Ordinal)) || name.StartsWith("IsNull", StringComparison.Ordinal))
            return false;
        if (Call.From(value, _model.Code) is not { } call)
            return false;

        if (name.StartsWith("TryParse", StringComparison.Ordinal) || call.Name is "GetService" or "GetRequiredService" or "GetSection" or "GetBytes" or "GetType")
            return false;
        return !IsOfMessage(call);
    }

    /// <summary>Looking something up in the message, its headers or a configuration says nothing about earlier runs.</summary>
    private bool IsOfMessage(Call call) =>
        call.Receiver is { } receiver
        && (receiver.SelfAndHere().Any(o => o is IPropertyReferenceOperation p && _model.Rabbit.IsClient(p.Property))
            || receiver.Type?.Name is "IConfiguration" or "String" or "JsonElement" or "JObject" or "JsonDocument" or "Type"
            || receiver.Type?.SpecialType == SpecialType.System_String
            || (receiver.Unwrapped() is ILocalReferenceOperation or IParameterReferenceOperation && IsDecoded(receiver)));

    private static string? NameOf(IOperation operation) => operation switch
    {
        IInvocationOperation call => call.TargetMethod.Name,
        IInvalidOperation { Syntax: InvocationExpressionSyntax syntax } => syntax.Expression is MemberAccessExpressionSyntax access ? access.Name.Identifier.ValueText : syntax.Expression.ToString(),
        _ => null,
    };

    private static bool IsNothing(IOperation operand) =>
        operand.Unwrapped() is IDefaultValueOperation || operand.Unwrapped().ConstantValue is { HasValue: true, Value: null or 0 or 0L };

    private static Found Not(Found found) => found switch { Found.Yes => Found.No, Found.No => Found.Yes, _ => found };
}
