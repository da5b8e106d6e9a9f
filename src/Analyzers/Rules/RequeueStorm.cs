using Microsoft.CodeAnalysis;

namespace Leveret.Analyzers.Rules;

/// <summary>RMQ2002: Failed messages are requeued without delay or limit.</summary>
internal static class RequeueStorm
{
    public const string Id = "RMQ2002";

    public static readonly DiagnosticDescriptor Descriptor = new(
        Id,
        title: "Failed messages are requeued without delay or limit",
        messageFormat: "A failed message{0} is requeued without delay or limit, so one poison message comes back thousands of times a second{1}",
        category: Categories.Settlement,
        defaultSeverity: DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "A negative acknowledgement with requeue puts the message back at the head of the queue at once. A message that always fails then circles between broker and consumer at 8 000 to 15 000 deliveries a second on a classic queue. Bound the attempts, delay them, or dead-letter the message.",
        helpLinkUri: HelpLinks.For(Id));
}
