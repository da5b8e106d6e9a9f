using Leveret.Analyzers.Code;
using Leveret.Analyzers.Consumers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Leveret.Analyzers.Rules;

/// <summary>RMQ1001: a consumer with manual acknowledgement on a channel that nothing sets a limit on.</summary>
internal static class MissingPrefetch
{
    public const string Id = "RMQ1001";

    public static readonly DiagnosticDescriptor Descriptor = new(
        Id,
        title: "Consumer has no prefetch limit",
        messageFormat: "Consumer{0} has no prefetch limit: the broker pushes every ready message to it at once, other workers get none of them, and a crash redelivers them all",
        category: Categories.FlowControl,
        defaultSeverity: DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "Without BasicQos the broker sends a consumer with manual acknowledgement all messages that are ready, however slow it is. Set a prefetch count on its channel before BasicConsume.",
        helpLinkUri: HelpLinks.For(Id));

    public static void Report(RabbitModel model, SyntaxTree tree, Action<Diagnostic> report)
    {
        foreach (var consumer in model.ConsumersIn(tree))
        {
            if (!IsBrokenBy(consumer, model))
                continue;

            report(Diagnostic.Create(
                Descriptor,
                consumer.Call.NameOf().GetLocation(),
                additionalLocations: consumer.Channel.Creation is { } creation ? new[] { creation.Syntax.GetLocation() } : null,
                Messages.Of(consumer.Queue)));
        }
    }

    public static bool IsBrokenBy(ConsumerStart consumer, RabbitModel model) => consumer.AckMode == AckMode.Manual && LacksLimit(consumer, model);

    /// <summary>Whether the rule is broken once the consumer acknowledges.</summary>
    public static bool LacksLimit(ConsumerStart consumer, RabbitModel model) =>
        consumer.Channel.IsFollowed && !HasLimit(consumer, model) && !consumer.Channel.IsHandedOut;

    /// <summary>A zero on the same channel is no limit, but RMQ1002 says so.</summary>
    public static bool HasLimit(ConsumerStart consumer, RabbitModel model) =>
        model.Qos.On(consumer.Channel).Any(qos => !ComesTooLate(qos, consumer))
        || (!consumer.Channel.StaysLocal && model.Qos.OnUnknownChannels.Any(qos => !ComesTooLate(qos, consumer)));

    /// <summary>A BasicQos after the consume in the same straight line holds for later consumers only.</summary>
    public static bool ComesTooLate(QosCall qos, ConsumerStart consumer) =>
        !qos.IsGlobal
        && qos.Call.Syntax.SyntaxTree == consumer.Call.Syntax.SyntaxTree
        && qos.Call.Function().Syntax == consumer.Call.Function().Syntax
        && qos.Call.Syntax.SpanStart > consumer.Call.Syntax.Span.End
        && !consumer.Call.SelfAndAncestors().Any(a => a is ILoopOperation && a.Syntax.Span.Contains(qos.Call.Syntax.Span));
}
