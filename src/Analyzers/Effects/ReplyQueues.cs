using Leveret.Analyzers.Code;
using Leveret.Analyzers.Consumers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Leveret.Analyzers.Effects;

/// <summary>Tells consumers that wait for the replies to their own requests.</summary>
internal static class ReplyQueues
{
    private const string DirectReplyTo = "amq.rabbitmq.reply-to";

    /// <summary>
    /// Whether a consumer takes replies: from the direct reply-to queue, or matched by the correlation id that the handler
    /// reads. A lost reply shows as the time-out of a request, which its sender must expect anyway.
    /// </summary>
    public static bool IsReplyConsumer(ConsumerStart consumer, RabbitModel model) =>
        consumer.Queue == DirectReplyTo
        || (consumer.Queue is null && (consumer.Handler.Functions.Any(f => f.Here().Any(o => IsCorrelationTest(o, model))) || IsReplyTo(consumer, model)));

    /// <summary>Whether requests name the consumer's queue as the address of their reply.</summary>
    private static bool IsReplyTo(ConsumerStart consumer, RabbitModel model)
    {
        if (consumer.Call.Argument("queue") is not { } queue)
            return false;

        var trace = model.Flow.Trace(queue);
        foreach (var node in model.Code.Named("ReplyTo"))
        {
            if (model.Code.OperationAt(node.Expression())?.Parent is ISimpleAssignmentOperation { Target: IPropertyReferenceOperation target } assignment
                && model.Rabbit.IsClient(target.Property) && model.Flow.Trace(assignment.Value).MayBe(trace))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsCorrelationTest(IOperation operation, RabbitModel model) =>
        operation is IPropertyReferenceOperation { Property.Name: "CorrelationId" } property
        && model.Rabbit.IsClient(property.Property)
        && property.SelfAndAncestors().Any(static a => a is IBinaryOperation or IInvocationOperation { TargetMethod.Name: "TryRemove" or "TryGetValue" or "Remove" or "ContainsKey" or "Equals" });
}
