using Leveret.Analyzers.Code;
using Leveret.Analyzers.Consumers;
using Leveret.Analyzers.Symbols;
using Leveret.CodeFixes.Fixing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace Leveret.CodeFixes.InPlace.Prefetch;

/// <summary>
/// Where the zero of a BasicQos is written, followed through constants, variables and parameters as long as they hold
/// nothing but a prefetch count.
/// </summary>
internal sealed class ZeroSource
{
    private static readonly string[] WordsForNoLimit = { "no", "none", "zero", "unlimited", "infinite", "disabled", "off" };

    private readonly RabbitModel _model;
    private readonly HashSet<ISymbol> _slots = new(SymbolEqualityComparer.Default);
    private readonly HashSet<ISymbol> _fed = new(SymbolEqualityComparer.Default);
    private readonly HashSet<ExpressionSyntax> _zeros = new();

    private ZeroSource(QosCall qos, RabbitModel model)
    {
        _model = model;
        Calls.Add(qos);
    }

    /// <summary>The expressions that are the zero.</summary>
    public IReadOnlyCollection<ExpressionSyntax> Zeros => _zeros;

    /// <summary>The calls that take their count from there.</summary>
    public HashSet<QosCall> Calls { get; } = new();

    /// <summary>Whether the value goes to other implementations of a method too, which may mean something else by it.</summary>
    private bool IsShared { get; set; }

    /// <summary>
    /// The source of the zero; the argument of the call itself where what it names serves anything else too; null where other
    /// implementations of a method take it.
    /// </summary>
    public static ZeroSource? Of(QosCall qos, RabbitModel model)
    {
        var source = new ZeroSource(qos, model);
        if (source.Follow(qos.Count) && source._fed.IsSubsetOf(source._slots))
            return source;
        if (source.IsShared)
            return null;

        var argument = new ZeroSource(qos, model);
        argument._zeros.Add((ExpressionSyntax)qos.Count.Syntax);
        return argument;
    }

    /// <summary>The edit that writes a count in place of a zero, with its suffix or cast.</summary>
    public static Edit Replace(ExpressionSyntax zero, string count) => zero switch
    {
        CastExpressionSyntax cast => Replace(cast.Expression, count),
        ParenthesizedExpressionSyntax parenthesized => Replace(parenthesized.Expression, count),
        LiteralExpressionSyntax literal when literal.IsKind(SyntaxKind.NumericLiteralExpression) => Edit.Replace(literal, count + Suffix(literal.Token.Text)),
        _ => Edit.Replace(zero, count),
    };

    private static string Suffix(string number) => number.Substring(number.TrimEnd('u', 'U', 'l', 'L').Length);

    private bool Follow(IOperation value)
    {
        var unwrapped = value.Unwrapped();
        if (unwrapped.Slot() is { } slot)
            return _slots.Contains(slot) || (IsCountOnly(slot) && _slots.Add(slot) && (slot is IParameterSymbol parameter ? FollowCallers(parameter) : FollowValues(slot)));
        if (!value.ConstantValue.HasValue && unwrapped is not IDefaultValueOperation || value.Syntax is not ExpressionSyntax zero)
            return false;

        _zeros.Add(zero);
        return true;
    }

    private bool FollowValues(ISymbol slot) =>
        _model.Flow.ValuesOf(slot) is { Complete: true, Values: var values } && values.All(Follow);

    private bool FollowCallers(IParameterSymbol parameter)
    {
        if (parameter.ContainingSymbol is not IMethodSymbol { MethodKind: not MethodKind.AnonymousFunction } method)
            return false;
        if (!AreAlike(Dispatch.Family(method, _model), parameter.Ordinal))
        {
            IsShared = true;
            return false;
        }

        var callers = _model.Flow.Calls.CallersOf(method).Where(static c => !TestCode.Contains(c.Syntax)).ToList();
        return callers.All(c => FollowArgument(c, parameter.Ordinal)) && (!parameter.HasExplicitDefaultValue || FollowDefault(parameter));
    }

    /// <summary>Whether the parameter is a count, with a zero or nothing as its default, in each of the methods that may be called.</summary>
    private bool AreAlike(HashSet<IMethodSymbol> family, int ordinal) =>
        family.All(m => !IsOverriddenElsewhere(m))
        && (family.Count == 1 || family.All(m => IsCountOnly(m.Parameters[ordinal]) && (!m.Parameters[ordinal].HasExplicitDefaultValue || QosCalls.IsZero(m.Parameters[ordinal].ExplicitDefaultValue))));

    private bool FollowArgument(IOperation call, int ordinal)
    {
        var arguments = call switch
        {
            IInvocationOperation invocation => invocation.Arguments,
            IObjectCreationOperation creation => creation.Arguments,
            _ => default,
        };
        return !arguments.IsDefault
            && arguments.FirstOrDefault(a => a.Parameter?.Ordinal == ordinal) is { } argument
            && (argument.ArgumentKind == ArgumentKind.DefaultValue ? FollowDefault(argument.Parameter!.OriginalDefinition) : Follow(argument.Value));
    }

    private bool FollowDefault(IParameterSymbol parameter)
    {
        if (!QosCalls.IsZero(parameter.ExplicitDefaultValue))
            return true;
        if (parameter.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(CodeIndex.Cancellation) is not ParameterSyntax { Default.Value: { } value } || !IsCountOnly(parameter))
            return false;

        _slots.Add(parameter);
        _zeros.Add(value);
        return true;
    }

    /// <summary>Whether code that references this library may read it.</summary>
    private bool IsReadElsewhere(ISymbol slot) => slot is IFieldSymbol or IPropertySymbol && IsSeenElsewhere(slot);

    private bool IsOverriddenElsewhere(IMethodSymbol method) => (method.IsAbstract || method.IsVirtual || method.IsOverride) && IsSeenElsewhere(method);

    private bool IsSeenElsewhere(ISymbol member)
    {
        if (_model.Code.Compilation.Options.OutputKind != OutputKind.DynamicallyLinkedLibrary)
            return false;

        for (ISymbol? symbol = member; symbol is not null and not INamespaceSymbol; symbol = symbol.ContainingSymbol)
        {
            if (symbol.DeclaredAccessibility is Accessibility.Private or Accessibility.Internal or Accessibility.ProtectedAndInternal)
                return false;
        }

        return true;
    }

    /// <summary>Whether all that reads the storage takes it as a prefetch count, and its name does not promise a zero.</summary>
    private bool IsCountOnly(ISymbol slot) =>
        _model.Code.IsSource(slot)
        && !IsReadElsewhere(slot)
        && !Words.HasWord(slot.Name, WordsForNoLimit)
        && _model.Code.ReferencesTo(slot) is { Complete: true, Nodes: var nodes }
        && nodes.All(n => n.Parent is NameColonSyntax || (_model.Code.OperationAt(n.Expression()) is { } reference && IsCount(reference)));

    private bool IsCount(IOperation reference)
    {
        var user = reference.Parent;
        while (user is IConversionOperation or IParenthesizedOperation)
            user = user.Parent;
        switch (user)
        {
            case IArgumentOperation { Parameter: { } parameter, Parent: IInvocationOperation call } when _model.Rabbit.Classify(call.TargetMethod) == ChannelMember.Qos:
                if (parameter.Name != "prefetchCount" || _model.Qos.In(call.Syntax.SyntaxTree).FirstOrDefault(q => q.Call.Syntax == call.Syntax) is not { } qos)
                    return false;
                Calls.Add(qos);
                return true;
            case IArgumentOperation { Parameter: { } parameter }:
                return Feeds(parameter);
            case ISimpleAssignmentOperation assignment when assignment.Target == reference:
                return true;
            case ISimpleAssignmentOperation { Target: var target }:
                return Feeds(target.Slot());
            case IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Symbol: var local } }:
                return Feeds(local);
            default:
                return false;
        }
    }

    /// <summary>Storage that takes the value has to be on the way to the call.</summary>
    private bool Feeds(ISymbol? slot)
    {
        if (slot is null)
            return false;

        _fed.Add(slot.OriginalDefinition);
        return true;
    }
}
