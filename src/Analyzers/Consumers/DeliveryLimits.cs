using Leveret.Analyzers.Code;
using Leveret.Analyzers.Symbols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Leveret.Analyzers.Consumers;

/// <summary>Reads from queue declarations how often the broker redelivers.</summary>
internal static class DeliveryLimits
{
    /// <summary>
    /// The limit of the queue that <paramref name="settlement"/> settles for, going by the declarations that can be of it. A limit
    /// that the file names but no declaration that could be read has is taken as this queue's.
    /// </summary>
    public static DeliveryLimit Of(IInvocationOperation settlement, RabbitModel model)
    {
        var queue = model.OnlyQueueIn(settlement.Syntax.SyntaxTree);
        var limit = DeliveryLimit.None;
        var unread = TreeText.Of(settlement.Syntax.SyntaxTree).Contains("\"x-delivery-limit\"", CodeIndex.Cancellation);
        foreach (var tree in model.Code.Mentioning("QueueDeclare"))
        {
            foreach (var declare in model.CallsIn(tree, ChannelMember.DeclareQueue, "QueueDeclare"))
            {
                var found = model.LimitOf(declare, () => In(declare, model));
                if (found == DeliveryLimit.Explicit && tree == settlement.Syntax.SyntaxTree)
                    unread = false;

                var declared = model.QueueOf(declare);
                if ((queue is null || declared is null) && tree != settlement.Syntax.SyntaxTree || (queue is not null && declared is not null && queue != declared))
                    continue;

                if (found > limit)
                    limit = found;
            }
        }

        return unread ? DeliveryLimit.Explicit : limit;
    }

    private static DeliveryLimit In(IInvocationOperation declare, RabbitModel model)
    {
        if (declare.Argument("arguments") is not { } arguments)
            return DeliveryLimit.None;

        var limit = DeliveryLimit.None;
        var trace = model.Flow.Trace(arguments);
        var places = trace.Origins.Concat(trace.Near.Concat(trace.Far).SelectMany(s => model.Flow.ValuesOf(s).Values)).Concat(Writes(trace, model));
        foreach (var operation in places.SelectMany(static p => p.SelfAndHere()))
        {
            switch (operation.ConstantValue)
            {
                case { HasValue: true, Value: "x-delivery-limit" }:
                    return DeliveryLimit.Explicit;
                case { HasValue: true, Value: "quorum" }:
                    limit = DeliveryLimit.Default;
                    break;
            }
        }

        return limit;
    }

    /// <summary>The statements that write into the dictionary, whose keys are not among its values.</summary>
    private static IEnumerable<IOperation> Writes(ValueTrace trace, RabbitModel model) =>
        from slot in trace.Near.Concat(trace.Far)
        from node in model.Code.ReferencesTo(slot).Nodes
        let reference = model.Code.OperationAt(node.Expression())
        where reference?.Parent is IPropertyReferenceOperation { Property.IsIndexer: true } or IInvocationOperation
        select reference.Parent;
}
