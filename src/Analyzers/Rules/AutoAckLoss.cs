using Leveret.Analyzers.Code;
using Leveret.Analyzers.Consumers;
using Leveret.Analyzers.Effects;
using Leveret.Analyzers.Settings;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Leveret.Analyzers.Rules;

/// <summary>RMQ2001: auto-ack and a handler whose work can take time or fail.</summary>
internal static class AutoAckLoss
{
    public const string Id = "RMQ2001";

    public static readonly DiagnosticDescriptor Descriptor = new(
        Id,
        title: "Auto-ack loses messages when the handler fails",
        messageFormat: "Auto-ack loses messages{0}: the broker forgets each one as it is sent, so those not yet handled are gone when '{1}' fails or the process stops",
        category: Categories.Settlement,
        defaultSeverity: DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "With auto-ack the broker drops a message when it is sent, not when it is handled. A handler that fails, or a process that stops, loses it and everything behind it in the client's buffer. Acknowledge after the work.",
        helpLinkUri: HelpLinks.For(Id));

    public static void Report(RabbitModel model, SyntaxTree tree, Options options, Action<Diagnostic> report)
    {
        foreach (var consumer in model.ConsumersIn(tree))
        {
            if (LostWork(consumer, model, options) is { } work)
                report(Create(consumer.Call, consumer.Queue, work));
        }

        foreach (var get in model.GetsIn(tree))
        {
            if (model.AckModeOf(get) == AckMode.Auto && FollowingWork.Find(get, model, options) is { } work)
                report(Create(get, model.QueueOf(get), work));
        }
    }

    /// <summary>The work of a consumer with which messages are lost, or null.</summary>
    public static Call? LostWork(ConsumerStart consumer, RabbitModel model, Options options) =>
        consumer.AckMode == AckMode.Auto && !ReplyQueues.IsReplyConsumer(consumer, model)
            ? Work.Find(model.Reached(consumer.Handler, options), model, options)
            : null;

    private static Diagnostic Create(IInvocationOperation call, string? queue, Call work) =>
        Diagnostic.Create(Descriptor, call.NameOf().GetLocation(), new[] { work.Operation.Syntax.GetLocation() }, Messages.Of(queue), Messages.Name(work));
}
