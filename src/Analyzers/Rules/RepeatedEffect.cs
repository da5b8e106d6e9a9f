using Leveret.Analyzers.Code;
using Leveret.Analyzers.Consumers;
using Leveret.Analyzers.Effects;
using Leveret.Analyzers.Settings;
using Microsoft.CodeAnalysis;

namespace Leveret.Analyzers.Rules;

/// <summary>RMQ3001: Handler is not safe to run twice.</summary>
internal static class RepeatedEffect
{
    public const string Id = "RMQ3001";

    public static readonly DiagnosticDescriptor Descriptor = new(
        Id,
        title: "Handler is not safe to run twice",
        messageFormat: "The handler{0} is not safe to run twice: a redelivered message repeats '{1}' ({2}), and nothing checks whether it was handled before",
        category: Categories.Handlers,
        defaultSeverity: DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "RabbitMQ delivers at least once: a crash, a lost connection or a lost acknowledgement delivers a message again. A side effect that is not repeatable needs a guard: a message id or business key looked up or inserted first, an upsert, or an inbox.",
        helpLinkUri: HelpLinks.For(Id));

    public static void Report(RabbitModel model, SyntaxTree tree, Options options, Action<Diagnostic> report)
    {
        var effects = model.Effects(options);
        foreach (var consumer in model.ConsumersIn(tree))
        {
            if (consumer.AckMode != AckMode.Manual)
                continue;

            var reached = model.Reached(consumer.Handler, options);
            if (SideEffects.In(reached, effects).FirstOrDefault(e => !effects.Guards.Before(e)) is not { } effect || reached.Functions.Any(f => effects.Of(f).IsGuarded))
                continue;

            report(Diagnostic.Create(Descriptor, consumer.Call.NameOf().GetLocation(), new[] { effect.Operation.Syntax.GetLocation() }, Messages.Of(consumer.Queue), effect.Name, effect.Kind));
        }
    }
}
