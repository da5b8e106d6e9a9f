using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace Leveret.Analyzers.Code;

/// <summary>The functions that a call can run, and the calls that can run a function.</summary>
internal sealed class CallTargets
{
    private const int MostImplementations = 25;

    /// <summary>How mediators and buses call handing a message to its handlers.</summary>
    private static readonly string[] Dispatches = { "Send", "Publish", "Dispatch", "Execute", "Handle", "Invoke", "Raise", "Process", "Request", "Notify", "Emit" };

    private static readonly string[] Registrations =
    {
        "AddSingleton", "AddScoped", "AddTransient", "TryAddSingleton", "TryAddScoped", "TryAddTransient",
    };

    /// <summary>Bounds delegates that are made by calls through delegates that are made by calls.</summary>
    [ThreadStatic]
    private static int _depth;

    private readonly CodeIndex _code;
    private readonly ValueFlow _flow;
    private readonly ConcurrentDictionary<ISymbol, ImmutableArray<IOperation>> _callers = new(SymbolEqualityComparer.Default);
    private readonly Lazy<ImmutableArray<IInvocationOperation>> _registrations;

    public CallTargets(CodeIndex code, ValueFlow flow)
    {
        _code = code;
        _flow = flow;
        _registrations = new Lazy<ImmutableArray<IInvocationOperation>>(FindRegistrations, LazyThreadSafetyMode.PublicationOnly);
    }

    /// <summary>The functions in this compilation that <paramref name="call"/> can run.</summary>
    public CallTarget Resolve(IInvocationOperation call)
    {
        var method = call.TargetMethod;
        if (method.MethodKind == MethodKind.DelegateInvoke)
            return call.Instance is { } target ? ResolveFunction(target) : CallTarget.Unknown;

        var definition = (method.ReducedFrom ?? method).OriginalDefinition;
        var bodies = ImmutableArray.CreateBuilder<IOperation>();
        bodies.AddRange(_code.BodiesOf(definition));
        var complete = bodies.Count > 0;
        if (definition.IsAbstract || definition.IsVirtual || definition.IsOverride)
        {
            var isBaseCall = call.Instance is IInstanceReferenceOperation && call.Syntax is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Expression: BaseExpressionSyntax } };
            if (!isBaseCall)
            {
                var implementations = _code.Types.ImplementationsOf(definition);
                if (implementations.Length > MostImplementations)
                    return CallTarget.Unknown;
                foreach (var implementation in implementations)
                    bodies.AddRange(_code.BodiesOf(implementation));
                complete = bodies.Count > 0;
            }
        }

        if (bodies.Count == 0)
        {
            foreach (var handler in HandlersOfMessages(method.Name, method.ContainingNamespace, call.Arguments.Select(static a => a.Value)))
                bodies.AddRange(_code.BodiesOf(handler));
            complete = bodies.Count > 0;
        }

        return new CallTarget(bodies.ToImmutable(), complete);
    }

    /// <summary>The functions that a delegate-valued expression can stand for.</summary>
    public CallTarget ResolveFunction(IOperation function)
    {
        if (_depth > 4)
            return CallTarget.Unknown;

        _depth++;
        try
        {
            var trace = _flow.Trace(function);
            var functions = ImmutableArray.CreateBuilder<IOperation>();
            var complete = trace.Complete;
            foreach (var origin in trace.Origins)
            {
                switch (origin)
                {
                    case IAnonymousFunctionOperation lambda:
                        functions.Add(lambda);
                        break;
                    case IMethodReferenceOperation reference:
                        var bodies = _code.BodiesOf(reference.Method);
                        if (bodies.IsEmpty || reference.Method.IsAbstract || reference.Method.IsVirtual)
                        {
                            foreach (var implementation in _code.Types.ImplementationsOf(reference.Method))
                                bodies = bodies.AddRange(_code.BodiesOf(implementation));
                        }

                        complete &= !bodies.IsEmpty;
                        functions.AddRange(bodies);
                        break;
                    case { ConstantValue.HasValue: true } or IDefaultValueOperation:
                        break;
                    default:
                        complete = false;
                        break;
                }
            }

            return new CallTarget(functions.ToImmutable(), complete && functions.Count > 0);
        }
        finally
        {
            _depth--;
        }
    }

    /// <summary>
    /// The calls, creations and method-group uses of a method, also where it is called through what it implements or overrides.
    /// </summary>
    public ImmutableArray<IOperation> CallersOf(IMethodSymbol method) =>
        _callers.GetOrAdd(method.OriginalDefinition, m => FindCallers((IMethodSymbol)m));

    /// <summary>What dependency injection is told to hand out for a type, as far as the registrations are in this compilation.</summary>
    public ImmutableArray<IOperation> RegisteredServices(ITypeSymbol type)
    {
        var found = ImmutableArray.CreateBuilder<IOperation>();
        foreach (var registration in _registrations.Value)
        {
            foreach (var argument in registration.Arguments)
            {
                if (argument.Value.Unwrapped() is IDelegateCreationOperation { Target: IAnonymousFunctionOperation factory })
                {
                    if (SymbolEqualityComparer.Default.Equals(factory.Symbol.ReturnType, type)
                        || registration.TargetMethod.TypeArguments.Contains(type, SymbolEqualityComparer.Default))
                    {
                        found.AddRange(ValueFlow.Returned(factory));
                    }
                }
                else if (SymbolEqualityComparer.Default.Equals(argument.Value.Unwrapped().Type, type))
                {
                    found.Add(argument.Value);
                }
            }
        }

        return found.ToImmutable();
    }

    /// <summary>
    /// A mediator's send or publish runs whatever handles the type of its argument: a method of a class in this
    /// compilation that implements a generic handler interface of that type.
    /// </summary>
    public IEnumerable<IMethodSymbol> HandlersOfMessages(string method, INamespaceSymbol? space, IEnumerable<IOperation> arguments)
    {
        if (!Dispatches.Any(verb => method.StartsWith(verb, StringComparison.Ordinal)) || space?.ToDisplayString() is { } name && (name == "System" || name.StartsWith("System.", StringComparison.Ordinal)))
            yield break;

        foreach (var argument in arguments)
        {
            if (argument.Unwrapped().Type is not INamedTypeSymbol { TypeKind: TypeKind.Class or TypeKind.Struct } message || !_code.IsSource(message.OriginalDefinition))
                continue;

            foreach (var handler in _code.Types.HandlersOf(message))
                yield return handler;
        }
    }

    private ImmutableArray<IOperation> FindCallers(IMethodSymbol method)
    {
        var callers = ImmutableArray.CreateBuilder<IOperation>();
        foreach (var called in CalledAs(method))
        {
            foreach (var node in _code.ReferencesTo(called).Nodes)
            {
                if (CallAt(node) is { } call)
                    callers.Add(call);
            }
        }

        return callers.ToImmutable();
    }

    private IOperation? CallAt(SyntaxNode name)
    {
        if (name is ConstructorInitializerSyntax or ImplicitObjectCreationExpressionSyntax)
            return _code.OperationAt(name);

        var expression = name.Expression();
        if (expression.Parent is InvocationExpressionSyntax invocation && invocation.Expression == expression)
            return _code.OperationAt(invocation);

        var creation = name.FirstAncestorOrSelf<SyntaxNode>(static n => n is not NameSyntax);
        return creation is ObjectCreationExpressionSyntax or PrimaryConstructorBaseTypeSyntax
            ? _code.OperationAt(creation)
            : _code.OperationAt(expression);
    }

    private static IEnumerable<IMethodSymbol> CalledAs(IMethodSymbol method)
    {
        yield return method;
        for (var overridden = method.OverriddenMethod; overridden is not null; overridden = overridden.OverriddenMethod)
            yield return overridden.OriginalDefinition;
        if (method.ContainingType is not { TypeKind: TypeKind.Class or TypeKind.Struct } type || method.MethodKind is MethodKind.Constructor or MethodKind.LocalFunction)
            yield break;

        foreach (var @interface in type.AllInterfaces)
        {
            foreach (var member in @interface.GetMembers())
            {
                if (member is IMethodSymbol candidate && (candidate.Name == method.Name || method.MethodKind == MethodKind.ExplicitInterfaceImplementation)
                    && SymbolEqualityComparer.Default.Equals(type.FindImplementationForInterfaceMember(candidate)?.OriginalDefinition, method))
                {
                    yield return candidate.OriginalDefinition;
                }
            }
        }
    }

    private ImmutableArray<IInvocationOperation> FindRegistrations()
    {
        var found = ImmutableArray.CreateBuilder<IInvocationOperation>();
        foreach (var node in Registrations.SelectMany(name => _code.Named(name)))
        {
            if (node.Expression().Parent is InvocationExpressionSyntax invocation && _code.OperationAt(invocation) is IInvocationOperation call)
                found.Add(call);
        }

        return found.ToImmutable();
    }
}
