using Microsoft.CodeAnalysis;

namespace Leveret.Analyzers.Rules;

/// <summary>RMQ2001: Auto-ack loses messages when the handler fails.</summary>
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
}
