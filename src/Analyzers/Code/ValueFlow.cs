using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace Leveret.Analyzers.Code;

/// <summary>
/// Follows values backwards through locals, fields, properties, parameters and returned values, across the files of
/// the compilation. The order of assignments is not looked at: what is answered is where a value can come from.
/// </summary>
internal sealed partial class ValueFlow
{
    /// <summary>A value that passes through more storage than this is not followed further.</summary>
    private const int MostSlots = 200;

    /// <summary>Expressions and calls nested deeper than this are not followed.</summary>
    private const int MostDeep = 400;

    /// <summary>A constant that passes through more storage than this is not worth the search.</summary>
    private const int MostSlotsOfConstant = 25;

    private readonly CodeIndex _code;
    private readonly ConcurrentDictionary<ISymbol, SlotValues> _values = new(SymbolEqualityComparer.Default);

    public ValueFlow(CodeIndex code)
    {
        _code = code;
        Calls = new CallTargets(code, this);
    }

    public CallTargets Calls { get; }

    /// <summary>Where the value of <paramref name="expression"/> can come from.</summary>
    public ValueTrace Trace(IOperation expression)
    {
        var search = new Search(this, MostSlots, constantsOnly: false);
        search.Visit(expression, far: false);
        return search.Trace;
    }

    /// <summary>
    /// The one constant that <paramref name="expression"/> can have; no value where it can have several, or where it
    /// depends on something that is not seen.
    /// </summary>
    public Optional<object?> Constant(IOperation? expression)
    {
        if (expression is null)
            return default;
        if (expression.ConstantValue.HasValue)
            return expression.ConstantValue;

        var search = new Search(this, MostSlotsOfConstant, constantsOnly: true);
        search.Visit(expression, far: false);
        var trace = search.Trace;
        if (!trace.Complete || trace.Origins.Count == 0 || trace.Near.Concat(trace.Far).Any(IsSetFromOutside))
            return default;

        var first = trace.Origins[0].ConstantValue;
        return first.HasValue && trace.Origins.All(o => o.ConstantValue.HasValue && Equals(o.ConstantValue.Value, first.Value))
            ? first
            : default;
    }

    /// <summary>The values that are ever put into a local, field, property, parameter or event.</summary>
    public SlotValues ValuesOf(ISymbol slot) => _values.GetOrAdd(slot.OriginalDefinition, FindValues);

    /// <summary>The values that a function returns.</summary>
    public static IEnumerable<IOperation> Returned(IOperation function) =>
        function.Here().OfType<IReturnOperation>().Where(static r => r.Kind == OperationKind.Return && r.ReturnedValue is not null).Select(static r => r.ReturnedValue!);

    /// <summary>Public settable storage is filled by configuration binders and other assemblies.</summary>
    private static bool IsSetFromOutside(ISymbol slot) => slot switch
    {
        IPropertySymbol property => property.SetMethod is { DeclaredAccessibility: Accessibility.Public },
        IFieldSymbol field => field is { IsReadOnly: false, IsConst: false, DeclaredAccessibility: Accessibility.Public },
        _ => false,
    };

    private SlotValues FindValues(ISymbol slot)
    {
        if (slot is IPropertySymbol or IFieldSymbol or IEventSymbol && !_code.IsSource(slot))
            return SlotValues.Unknown;

        var values = ImmutableArray.CreateBuilder<IOperation>();
        var complete = true;
        if (slot is IParameterSymbol parameter)
            complete = AddArguments(parameter, values);
        else
            AddDeclared(slot, values);

        var references = _code.ReferencesTo(slot);
        foreach (var node in references.Nodes)
        {
            if (_code.OperationAt(node.Expression()) is { } reference)
                AddWritten(reference, values);
        }

        if (slot is IPropertySymbol { GetMethod: { } getter })
        {
            foreach (var body in _code.BodiesOf(getter))
                values.AddRange(Returned(body));
        }

        if (slot is IPropertySymbol { IsAbstract: true } or IPropertySymbol { ContainingType.TypeKind: TypeKind.Interface } && slot is IPropertySymbol { GetMethod: { } abstractGetter })
        {
            foreach (var implementation in _code.Types.ImplementationsOf(abstractGetter))
            {
                if (implementation.AssociatedSymbol is { } property && !SymbolEqualityComparer.Default.Equals(property.OriginalDefinition, slot.OriginalDefinition))
                    values.AddRange(ValuesOf(property).Values);
            }
        }

        return new SlotValues(values.ToImmutable(), complete && references.Complete && (values.Count > 0 || slot is IEventSymbol));
    }

    private void AddDeclared(ISymbol slot, ImmutableArray<IOperation>.Builder values)
    {
        foreach (var reference in slot.DeclaringSyntaxReferences)
        {
            var value = reference.GetSyntax(CodeIndex.Cancellation) switch
            {
                VariableDeclaratorSyntax declarator => declarator.Initializer?.Value,
                PropertyDeclarationSyntax property => property.Initializer?.Value ?? property.ExpressionBody?.Expression,
                SingleVariableDesignationSyntax designation => DesignatedBy(designation),
                ForEachStatementSyntax loop => loop.Expression,
                _ => null,
            };
            if (value is not null && _code.OperationAt(value) is { } operation)
                values.Add(operation);
        }
    }

    /// <summary>What a pattern variable or <c>out var</c> stands for: the tested value, or the call.</summary>
    private static ExpressionSyntax? DesignatedBy(SingleVariableDesignationSyntax designation) =>
        designation.Parent switch
        {
            DeclarationPatternSyntax or RecursivePatternSyntax or VarPatternSyntax =>
                designation.FirstAncestorOrSelf<IsPatternExpressionSyntax>()?.Expression
                ?? designation.FirstAncestorOrSelf<SwitchStatementSyntax>()?.Expression,
            DeclarationExpressionSyntax { Parent: ArgumentSyntax { Parent.Parent: InvocationExpressionSyntax call } } => call,
            _ => null,
        };

    private static void AddWritten(IOperation reference, ImmutableArray<IOperation>.Builder values)
    {
        switch (reference.Parent)
        {
            case ISimpleAssignmentOperation assignment when assignment.Target == reference:
                values.Add(assignment.Value);
                break;
            case ICoalesceAssignmentOperation assignment when assignment.Target == reference:
                values.Add(assignment.Value);
                break;
            case ICompoundAssignmentOperation assignment when assignment.Target == reference:
                values.Add(assignment);
                break;
            case IEventAssignmentOperation { Adds: true } subscription when subscription.EventReference == reference:
                values.Add(subscription.HandlerValue);
                break;
            case IArgumentOperation { Parameter.RefKind: RefKind.Out or RefKind.Ref, Parent: IInvocationOperation call }:
                values.Add(call);
                break;
            case IPropertyReferenceOperation { Property.IsIndexer: true, Parent: ISimpleAssignmentOperation element } indexer when element.Target == indexer:
                values.Add(element.Value);
                break;
            case IInvocationOperation { TargetMethod.Name: "Add" or "TryAdd" or "GetOrAdd" or "AddOrUpdate" or "Enqueue" or "Push" or "Insert" } call when call.Instance == reference:
                values.AddRange(call.Arguments.Select(static a => a.Value));
                break;
        }
    }

    /// <summary>The arguments given to a parameter, by callers, creations and delegate calls.</summary>
    private bool AddArguments(IParameterSymbol parameter, ImmutableArray<IOperation>.Builder values)
    {
        if (parameter.ContainingSymbol is not IMethodSymbol method)
            return false;
        if (method.MethodKind == MethodKind.AnonymousFunction)
            return AddDelegateArguments(parameter, method, values);

        var before = values.Count;
        var complete = true;
        var isTested = method.DeclaringSyntaxReferences.Any(r => TestCode.Contains(r.GetSyntax(CodeIndex.Cancellation)));
        foreach (var call in Calls.CallersOf(method))
        {
            if (!isTested && TestCode.Contains(call.Syntax))
                continue;
            if (call is IInvocationOperation or IObjectCreationOperation)
            {
                var arguments = call is IInvocationOperation invocation ? invocation.Arguments : ((IObjectCreationOperation)call).Arguments;
                var argument = arguments.FirstOrDefault(a => a.Parameter?.Ordinal == parameter.Ordinal);
                if (argument is not null)
                    values.Add(argument.Value);
                else
                    complete = false;
            }
            else
            {
                complete = false;
            }
        }

        if (values.Count == before && method.MethodKind == MethodKind.Constructor)
            values.AddRange(Calls.RegisteredServices(parameter.Type));
        return complete && values.Count > before;
    }

    /// <summary>A lambda's parameter takes what the method that receives the lambda calls it with.</summary>
    private bool AddDelegateArguments(IParameterSymbol parameter, IMethodSymbol lambda, ImmutableArray<IOperation>.Builder values)
    {
        if (lambda.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(CodeIndex.Cancellation) is not { } syntax
            || _code.OperationAt(syntax)?.SelfAndAncestors().OfType<IArgumentOperation>().FirstOrDefault() is not { Parameter: { } receiving, Value: var value }
            || value.Unwrapped() is not IDelegateCreationOperation { Target.Syntax: var target } || target != syntax
            || !_code.IsSource(receiving.OriginalDefinition.ContainingSymbol))
        {
            return false;
        }

        var before = values.Count;
        foreach (var node in _code.ReferencesTo(receiving.OriginalDefinition).Nodes)
        {
            var reference = _code.OperationAt(node.Expression());
            var call = reference?.Parent as IInvocationOperation
                ?? (reference?.Parent as IConditionalAccessOperation)?.WhenNotNull as IInvocationOperation;
            if (call?.TargetMethod.MethodKind == MethodKind.DelegateInvoke && call.Arguments.Length > parameter.Ordinal)
                values.Add(call.Arguments[parameter.Ordinal].Value);
        }

        return values.Count > before;
    }
}
