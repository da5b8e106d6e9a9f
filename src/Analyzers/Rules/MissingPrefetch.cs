using Microsoft.CodeAnalysis;

namespace Leveret.Analyzers.Rules;

/// <summary>RMQ1001: Consumer has no prefetch limit.</summary>
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
}
