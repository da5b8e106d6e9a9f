using System.Collections.Immutable;
using Leveret.Analyzers.Code;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace Leveret.Analyzers.Consumers;

/// <summary>
/// Finds the code that takes a consumer's deliveries: what is subscribed to its event, the override of a derived
/// consumer class, or the loop around a queueing consumer.
/// </summary>
internal sealed class HandlerFinder
{
    private readonly RabbitModel _model;
    private readonly Lazy<ImmutableArray<(ValueTrace Consumer, IOperation Handler)>> _subscriptions;
    private readonly Lazy<ImmutableArray<(ValueTrace Consumer, IOperation Loop)>> _dequeues;

    public HandlerFinder(RabbitModel model)
    {
        _model = model;
        _subscriptions = new Lazy<ImmutableArray<(ValueTrace, IOperation)>>(FindSubscriptions, LazyThreadSafetyMode.PublicationOnly);
        _dequeues = new Lazy<ImmutableArray<(ValueTrace, IOperation)>>(FindDequeues, LazyThreadSafetyMode.PublicationOnly);
    }

    public Handler Find(IInvocationOperation consume)
    {
        if (consume.Argument("consumer") is not { } argument)
            return new Handler(ImmutableArray<IOperation>.Empty, complete: false);

        var consumer = _model.Flow.Trace(argument);
        var functions = ImmutableArray.CreateBuilder<IOperation>();
        var complete = consumer.Complete;
        foreach (var (subscribed, handler) in _subscriptions.Value)
        {
            if (!IsSame(subscribed, consumer))
                continue;

            var target = _model.Flow.Calls.ResolveFunction(handler);
            functions.AddRange(target.Functions);
            complete &= target.Complete;
        }

        foreach (var origin in consumer.Origins)
        {
            if (origin is not (IObjectCreationOperation or IInstanceReferenceOperation) || origin.Type is not INamedTypeSymbol type)
                complete &= origin.ConstantValue.HasValue;
            else if (_model.Code.IsSource(type.OriginalDefinition))
                functions.AddRange(Overrides(type));
            else if (SymbolEqualityComparer.Default.Equals(type, _model.Rabbit.QueueingConsumer))
                functions.AddRange(_dequeues.Value.Where(d => IsSame(d.Consumer, consumer)).Select(static d => d.Loop));
        }

        return new Handler(functions.ToImmutable(), complete && functions.Count > 0);
    }

    private static bool IsSame(ValueTrace one, ValueTrace other) =>
        one.MayBe(other) || one.Origins.Any(a => a is IObjectCreationOperation && other.Origins.Any(b => a.Syntax == b.Syntax));

    private IEnumerable<IOperation> Overrides(INamedTypeSymbol type)
    {
        for (var current = type; current is not null && _model.Code.IsSource(current.OriginalDefinition); current = current.BaseType)
        {
            foreach (var method in current.GetMembers().OfType<IMethodSymbol>())
            {
                if (method.Name is not ("HandleBasicDeliver" or "HandleBasicDeliverAsync"))
                    continue;

                foreach (var body in _model.Code.BodiesOf(method))
                    yield return body;
            }
        }
    }

    private ImmutableArray<(ValueTrace, IOperation)> FindSubscriptions()
    {
        var found = ImmutableArray.CreateBuilder<(ValueTrace, IOperation)>();
        foreach (var name in new[] { "Received", "ReceivedAsync" })
        {
            foreach (var tree in _model.Code.Mentioning(name))
            {
                foreach (var node in TreeText.Of(tree).Named(name, CodeIndex.Cancellation))
                {
                    if (_model.Code.OperationAt(node.Expression()) is IEventReferenceOperation { Instance: { } consumer } reference
                        && _model.Rabbit.IsClient(reference.Event)
                        && reference.Parent is IEventAssignmentOperation { Adds: true } subscription)
                    {
                        found.Add((_model.Flow.Trace(consumer), subscription.HandlerValue));
                    }
                }
            }
        }

        return found.ToImmutable();
    }

    private ImmutableArray<(ValueTrace, IOperation)> FindDequeues()
    {
        var found = ImmutableArray.CreateBuilder<(ValueTrace, IOperation)>();
        foreach (var name in new[] { "Dequeue", "DequeueNoWait" })
        {
            foreach (var tree in _model.Code.Mentioning("Queue"))
            {
                foreach (var node in TreeText.Of(tree).Named(name, CodeIndex.Cancellation))
                {
                    if (node.Expression().Parent is InvocationExpressionSyntax syntax
                        && _model.Code.OperationAt(syntax) is IInvocationOperation { Instance: { } queue } call
                        && _model.Rabbit.IsClient(call.TargetMethod)
                        && queue.Unwrapped() is IPropertyReferenceOperation { Instance: { } consumer })
                    {
                        found.Add((_model.Flow.Trace(consumer), LoopAround(call)));
                    }
                }
            }
        }

        return found.ToImmutable();
    }

    private static IOperation LoopAround(IOperation dequeue) =>
        dequeue.SelfAndAncestors().OfType<ILoopOperation>().FirstOrDefault() ?? dequeue.Function();
}
