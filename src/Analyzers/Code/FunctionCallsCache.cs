using System.Collections.Concurrent;
using System.Collections.Immutable;
using Leveret.Analyzers.Symbols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace Leveret.Analyzers.Code;

/// <summary>Reads the calls of functions, of each only once however many consumers reach it.</summary>
internal sealed class FunctionCallsCache
{
    private readonly CodeIndex _code;
    private readonly CallTargets _targets;
    private readonly RabbitSymbols _rabbit;
    private readonly bool _withCatches;
    private readonly ConcurrentDictionary<SyntaxNode, FunctionCalls> _functions = new();

    public FunctionCallsCache(CodeIndex code, CallTargets targets, RabbitSymbols rabbit, bool withCatches)
    {
        _code = code;
        _targets = targets;
        _rabbit = rabbit;
        _withCatches = withCatches;
    }

    public FunctionCalls Of(IOperation function) => _functions.GetOrAdd(function.Syntax, _ => Read(function));

    private FunctionCalls Read(IOperation function)
    {
        var inside = ImmutableArray.CreateBuilder<(IOperation, IOperation)>();
        var leaving = ImmutableArray.CreateBuilder<Call>();
        foreach (var operation in _withCatches ? function.Here() : function.HereOutsideCatches())
        {
            switch (operation)
            {
                case IAnonymousFunctionOperation lambda when lambda != function && RunsWhereItStands(lambda):
                    inside.Add((lambda, lambda));
                    break;
                case IMethodReferenceOperation { Parent: IDelegateCreationOperation { Parent: IArgumentOperation } } group:
                    foreach (var body in _code.BodiesOf(group.Method))
                        inside.Add((body, operation));
                    break;
                case IInvocationOperation call when _rabbit.Classify(call.TargetMethod) is ChannelMember.None or ChannelMember.Publish:
                    var target = _targets.Resolve(call);
                    foreach (var body in target.Functions)
                        inside.Add((body, call));
                    if (!target.Complete && Call.From(call, _code) is { } unseen)
                        leaving.Add(unseen);
                    break;
                case IInvalidOperation { Syntax: InvocationExpressionSyntax } when Call.From(operation, _code) is { } unbound:
                    var bodies = BodiesOf(unbound);
                    foreach (var body in bodies)
                        inside.Add((body, operation));
                    if (bodies.IsEmpty)
                        leaving.Add(unbound);
                    break;
                case IObjectCreationOperation creation when !_code.IsSource(creation.Type?.OriginalDefinition ?? (ISymbol)_rabbit.Channel):
                    if (Call.From(creation, _code) is { } created)
                        leaving.Add(created);
                    break;
            }
        }

        return new FunctionCalls(function, inside.ToImmutable(), leaving.ToImmutable());
    }

    /// <summary>A function that is passed on is run by whoever takes it; one that is subscribed or stored waits for its own call.</summary>
    private static bool RunsWhereItStands(IAnonymousFunctionOperation lambda) => lambda.TakenBy() is IArgumentOperation or IInvalidOperation;

    private ImmutableArray<IOperation> BodiesOf(Call unbound)
    {
        var bodies = unbound.Method is { } method ? _code.BodiesOf(method) : ImmutableArray<IOperation>.Empty;
        return bodies.IsEmpty
            ? _targets.HandlersOfMessages(unbound.Name, unbound.Method?.ContainingNamespace, unbound.Arguments).SelectMany(m => _code.BodiesOf(m)).ToImmutableArray()
            : bodies;
    }
}
