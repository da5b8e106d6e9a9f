using Leveret.Connecting;
using RabbitMQ.Client;

namespace Leveret.Failing;

/// <summary>What is published when a message is moved: the properties of the original without what the broker or the client wrote into them.</summary>
internal static class MessageCopy
{
    /// <summary>
    /// Headers that would do something in a copy, or count something that did not happen to it: CC and BCC are routed again,
    /// x-death and the counters belong to the original, x-dotnet-pub-seq-no to another channel.
    /// </summary>
    private static readonly string[] NotCopied =
    [
        "CC",
        "BCC",
        "x-death",
        "x-first-death-exchange",
        "x-first-death-queue",
        "x-first-death-reason",
        "x-last-death-exchange",
        "x-last-death-queue",
        "x-last-death-reason",
        BrokerHeaders.DeliveryCount,
        BrokerHeaders.AcquiredCount,
        "x-opt-deaths",
        "x-delay",
        Constants.PublishSequenceNumberHeader,
    ];

    /// <summary>What a dead-letter says; a copy that is to be handled again does not.</summary>
    private static readonly string[] DeadLetterHeaders =
    [
        DeliveryHeaders.Queue,
        DeliveryHeaders.Reason,
        DeliveryHeaders.ExceptionType,
        DeliveryHeaders.ExceptionMessage,
        DeliveryHeaders.Exception,
        DeliveryHeaders.DeadLettered,
    ];

    /// <summary>The properties of a copy that is to be handled again.</summary>
    /// <param name="original">The properties of the message.</param>
    /// <param name="exchange">The exchange it came through; where it was moved before, what it was published to first is kept.</param>
    /// <param name="routingKey">The routing key it came with.</param>
    public static BasicProperties Of(IReadOnlyBasicProperties original, string exchange, string routingKey)
    {
        var copy = Unchanged(original);
        var headers = copy.Headers!;
        foreach (var name in DeadLetterHeaders)
            headers.Remove(name);

        headers.TryAdd(DeliveryHeaders.Exchange, exchange);
        headers.TryAdd(DeliveryHeaders.RoutingKey, routingKey);
        return copy;
    }

    /// <summary>The properties of a copy that says what the original says.</summary>
    /// <param name="original">The properties of the message.</param>
    public static BasicProperties Unchanged(IReadOnlyBasicProperties original)
    {
        var headers = original.Headers is null ? [] : new Dictionary<string, object?>(original.Headers);
        foreach (var name in NotCopied)
            headers.Remove(name);

        if (original.IsUserIdPresent())
            headers.TryAdd(DeliveryHeaders.UserId, original.UserId);

        var copy = new BasicProperties(original) { Headers = headers, Persistent = true };
        // In a queue to wait in it would let the message expire; the broker refuses another user's id.
        copy.ClearExpiration();
        copy.ClearUserId();
        return copy;
    }

    /// <summary>The properties of a copy that the queue has counted nothing of: what it counted as failed attempts is kept.</summary>
    /// <param name="delivery">The delivery.</param>
    public static BasicProperties Anew(Delivery delivery)
    {
        var copy = Of(delivery.Properties, delivery.Exchange, delivery.RoutingKey);
        if (delivery.QueueFailures > 0)
            copy.Headers![DeliveryHeaders.Attempts] = delivery.FailedAttempts + delivery.QueueFailures;

        return copy;
    }

    /// <summary>The properties of a copy that waits for an attempt.</summary>
    /// <param name="delivery">The delivery.</param>
    /// <param name="failed">How many attempts have failed.</param>
    /// <param name="notBefore">When the next one is.</param>
    /// <param name="now">The time.</param>
    public static BasicProperties ToWait(Delivery delivery, int failed, DateTimeOffset notBefore, DateTimeOffset now)
    {
        var copy = Of(delivery.Properties, delivery.Exchange, delivery.RoutingKey);
        DeliveryHeaders.SetNotBefore(copy, notBefore);
        Count(copy.Headers!, failed, now);
        return copy;
    }

    /// <summary>The properties of a dead-letter.</summary>
    /// <param name="delivery">The delivery.</param>
    /// <param name="failed">How many attempts have failed.</param>
    /// <param name="reason">Why it is dead-lettered.</param>
    /// <param name="cause">The exception, if there is one.</param>
    /// <param name="now">The time.</param>
    public static BasicProperties ToDeadLetter(Delivery delivery, int failed, string reason, Exception? cause, DateTimeOffset now)
    {
        var copy = Of(delivery.Properties, delivery.Exchange, delivery.RoutingKey);
        var headers = copy.Headers!;
        headers.Remove(DeliveryHeaders.NotBefore);
        headers[DeliveryHeaders.Queue] = delivery.Queue;
        headers[DeliveryHeaders.Reason] = Shorten(reason, 1000);
        headers[DeliveryHeaders.DeadLettered] = now.ToUnixTimeMilliseconds();
        Count(headers, failed, now);
        if (cause is not null)
        {
            headers[DeliveryHeaders.ExceptionType] = cause.GetType().FullName;
            headers[DeliveryHeaders.ExceptionMessage] = Shorten(ExceptionText.MessageOf(cause), 1000);
            headers[DeliveryHeaders.Exception] = Shorten(ExceptionText.Of(cause), 4000);
        }

        return copy;
    }

    /// <summary>The properties of a dead-letter that goes back to its queue, to be handled as if it were new.</summary>
    /// <param name="deadLetter">The properties it has in the dead-letter queue.</param>
    /// <param name="exchange">The exchange it came through.</param>
    /// <param name="routingKey">The routing key it came with.</param>
    public static BasicProperties ToRedrive(IReadOnlyBasicProperties deadLetter, string exchange, string routingKey)
    {
        var copy = Of(deadLetter, exchange, routingKey);
        copy.Headers!.Remove(DeliveryHeaders.Attempts);
        copy.Headers.Remove(DeliveryHeaders.FirstFailed);
        copy.Headers.Remove(DeliveryHeaders.NotBefore);
        return copy;
    }

    private static void Count(IDictionary<string, object?> headers, int failed, DateTimeOffset now)
    {
        headers[DeliveryHeaders.Attempts] = failed;
        if (failed > 0 && DeliveryHeaders.ReadTime(headers, DeliveryHeaders.FirstFailed) is null)
            headers[DeliveryHeaders.FirstFailed] = now.ToUnixTimeMilliseconds();
    }

    /// <summary>Headers travel in one frame, 128 KB by default, which a message's own have to fit in too.</summary>
    private static string Shorten(string text, int length)
    {
        if (text.Length <= length)
            return text;

        return char.IsHighSurrogate(text[length - 1]) ? text[..(length - 1)] : text[..length];
    }
}
