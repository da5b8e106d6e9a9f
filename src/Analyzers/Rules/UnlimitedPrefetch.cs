using Leveret.Analyzers.Code;
using Leveret.Analyzers.Consumers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Leveret.Analyzers.Rules;

/// <summary>RMQ1002: BasicQos with a count of zero.</summary>
internal static class UnlimitedPrefetch
{
    public const string Id = "RMQ1002";

    public static readonly DiagnosticDescriptor Descriptor = new(
        Id,
        title: "Prefetch is unlimited",
        messageFormat: "Prefetch count 0 means no limit: the broker pushes every ready message to the consumer{0} at once, other workers get none of them, and a crash redelivers them all",
        category: Categories.FlowControl,
        defaultSeverity: DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "A prefetch count of 0 removes the limit on unacknowledged messages. Set a count above zero.",
        helpLinkUri: HelpLinks.For(Id));

    public static void Report(RabbitModel model, SyntaxTree tree, Action<Diagnostic> report)
    {
        foreach (var qos in model.Qos.In(tree))
        {
            if (qos.Zero is not { } zero || IsReplaced(model, qos))
                continue;

            var consumer = model.ConsumersOn(tree).On(qos.Channel).FirstOrDefault();
            report(Diagnostic.Create(
                Descriptor,
                qos.Count.Syntax.GetLocation(),
                additionalLocations: zero.Syntax == qos.Count.Syntax ? null : new[] { zero.Syntax.GetLocation() },
                Messages.Of(consumer?.Queue)));
        }
    }

    /// <summary>A limit that follows in the same straight line takes the zero back before anything is consumed with it.</summary>
    private static bool IsReplaced(RabbitModel model, QosCall zero)
    {
        var function = zero.Call.Function().Syntax;
        var consumer = model.ConsumersOn(function.SyntaxTree).After(zero.Call.Syntax.Span.End, zero.Channel).FirstOrDefault()?.Call.Syntax.SpanStart ?? int.MaxValue;
        return model.Qos.LimitsAfter(zero)
            .TakeWhile(later => later.Call.Syntax.SpanStart <= consumer && later.Call.Syntax.SpanStart < function.Span.End)
            .Any(later =>
                later.Call.Function().Syntax == function
                && !zero.Call.SelfAndAncestors().Any(a => a is IConditionalOperation or ISwitchOperation && a.Syntax.Span.Contains(later.Call.Syntax.Span)));
    }
}
