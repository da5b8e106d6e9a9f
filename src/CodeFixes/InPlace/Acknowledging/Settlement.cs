using Leveret.Analyzers.Consumers;
using Microsoft.CodeAnalysis.CSharp;

namespace Leveret.CodeFixes.InPlace.Acknowledging;

/// <summary>The statements that settle a delivery, as the code around them has to write them.</summary>
internal sealed class Settlement
{
    private Settlement(string ack, string nack, bool isAwaited)
    {
        Ack = ack;
        Nack = nack;
        IsAwaited = isAwaited;
    }

    public string Ack { get; }

    /// <summary>Rejects the delivery without a requeue: it goes to the dead-letter exchange where the queue has one.</summary>
    public string Nack { get; }

    /// <summary>Whether the statements need an async function, as they do with client 7.</summary>
    public bool IsAwaited { get; }

    public static Settlement Of(string deliveryTag, string channel, bool configuresAwaits, RabbitModel model)
    {
        var isAwaited = IsAwaitedIn(model);
        var (before, suffix) = isAwaited ? ("await ", "Async") : ("", "");
        var after = isAwaited && configuresAwaits ? ".ConfigureAwait(false);" : ";";
        return new Settlement(
            $"{before}{channel}.BasicAck{suffix}({deliveryTag}, multiple: false){after}",
            $"{before}{channel}.BasicNack{suffix}({deliveryTag}, multiple: false, requeue: false){after}",
            isAwaited);
    }

    public static bool IsAwaitedIn(RabbitModel model) => model.Rabbit.Channel.Name == "IChannel";

    /// <summary>A name as code writes it, where it is a keyword too.</summary>
    public static string Written(string name) => SyntaxFacts.GetKeywordKind(name) == SyntaxKind.None ? name : "@" + name;
}
