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
    private readonly Lazy<TraceIndex<IOperation>> _subscriptions;
    private readonly Lazy<TraceIndex<IOperation>> _dequeues;

    public HandlerFinder(RabbitModel model)
    {
        _model = model;
        _subscriptions = new Lazy<TraceIndex<IOperation>>(FindSubscriptions, LazyThreadSafetyMode.PublicationOnly);
        _dequeues = new Lazy<TraceIndex<IOperation>>(FindDequeues, LazyThreadSafetyMode.PublicationOnly);
    }

    public Handler Find(IInvocationOperation consume)
    {
        if (consume.Argument("consumer") is not { } argument)
            return new Handler(ImmutableArray<IOperation>.Empty, complete: false);

        var consumer = _model.Flow.Trace(argument);
        var functions = ImmutableArray.CreateBuilder<IOperation>();
        var complete = consumer.Complete;
        foreach (var (subscribed, handler) in _subscriptions.Value.Near(consumer))
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
                functions.AddRange(_dequeues.Value.Near(consumer).Where(d => IsSame(d.Trace, consumer)).Select(static d => d.Item));
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

    private TraceIndex<IOperation> FindSubscriptions()
    {
        var found = new TraceIndex<IOperation>();
        foreach (var node in _model.Code.Named("Received").Concat(_model.Code.Named("ReceivedAsync")))
        {
            if (_model.Code.OperationAt(node.Expression()) is IEventReferenceOperation { Instance: { } consumer } reference
                && _model.Rabbit.IsClient(reference.Event)
                && reference.Parent is IEventAssignmentOperation { Adds: true } subscription)
            {
                found.Add(_model.Flow.Trace(consumer), subscription.HandlerValue);
            }
        }

        return found;
    }

    private TraceIndex<IOperation> FindDequeues()
    {
        var found = new TraceIndex<IOperation>();
        foreach (var node in _model.Code.Named("Dequeue").Concat(_model.Code.Named("DequeueNoWait")))
        {
            if (node.Expression().Parent is InvocationExpressionSyntax syntax
                && _model.Code.OperationAt(syntax) is IInvocationOperation { Instance: { } queue } call
                && _model.Rabbit.IsClient(call.TargetMethod)
                && queue.Unwrapped() is IPropertyReferenceOperation { Instance: { } consumer })
            {
                found.Add(_model.Flow.Trace(consumer), LoopAround(call));
            }
        }

        return found;
    }

    private static IOperation LoopAround(IOperation dequeue) =>
        dequeue.SelfAndAncestors().OfType<ILoopOperation>().FirstOrDefault() ?? dequeue.Function();
}
