using Microsoft.CodeAnalysis;

namespace Leveret.Analyzers.Rules;

/// <summary>RMQ1003: Queue is polled with BasicGet.</summary>
internal static class QueuePolling
{
    public const string Id = "RMQ1003";

    public static readonly DiagnosticDescriptor Descriptor = new(
        Id,
        title: "Queue is polled with BasicGet",
        messageFormat: "{0}",
        category: Categories.FlowControl,
        defaultSeverity: DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "A loop or timer that asks an empty queue again and again delays each message by half the polling interval on average and loads the broker; a consumer gets the same message pushed within milliseconds.",
        helpLinkUri: HelpLinks.For(Id));
}
