using Microsoft.CodeAnalysis;

namespace Leveret.Analyzers.Rules;

/// <summary>RMQ1002: Prefetch is unlimited.</summary>
internal static class UnlimitedPrefetch
{
    public const string Id = "RMQ1002";

    public static readonly DiagnosticDescriptor Descriptor = new(
        Id,
        title: "Prefetch is unlimited",
        messageFormat: "Prefetch count 0 means no limit: the broker pushes every ready message to the consumer at once, other workers get none of them, and a crash redelivers them all",
        category: Categories.FlowControl,
        defaultSeverity: DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "A prefetch count of 0 removes the limit on unacknowledged messages. Set a count above zero.",
        helpLinkUri: HelpLinks.For(Id));
}
