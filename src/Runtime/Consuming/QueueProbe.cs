using Leveret.Connecting;
using Leveret.Observing;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace Leveret.Consuming;

/// <summary>What can be learnt of a queue through AMQP.</summary>
/// <param name="Type">classic, quorum or stream; null where it could not be learnt.</param>
/// <param name="DelayedRetry">The queue's x-delayed-retry-type; null where it has none.</param>
/// <param name="DeliveryLimit">After how many failed deliveries the queue itself drops or dead-letters a message.</param>
internal sealed record QueueProbe(string? Type, string? DelayedRetry, long DeliveryLimit)
{
    /// <summary>The limit of a quorum queue that has none of its own, from RabbitMQ 4.0.</summary>
    private const long DefaultDeliveryLimit = 20;

    /// <summary>More arguments than a queue can have.</summary>
    private const int MostArguments = 30;

    private static readonly Version DelaysSince = new(4, 3);

    /// <summary>
    /// Looks at a queue by declaring it as something it cannot be. The broker refuses that with the queue's own value of what
    /// differs, and creates nothing where there is no queue: there is no type of that name, and a quorum queue has no x-queue-mode.
    /// </summary>
    public static async Task<QueueProbe> LookAsync(IConnection connection, ConsumerSettings settings, CancellationToken cancellationToken)
    {
        await connection.AskAsync(channel => channel.QueueDeclarePassiveAsync(settings.Queue, cancellationToken), cancellationToken).ConfigureAwait(false);
        var type = await TypeAsync(connection, settings, cancellationToken).ConfigureAwait(false);
        if (type != "quorum" || settings.Mechanism != DelayMechanism.Automatic || BrokerVersion.Of(connection) < DelaysSince)
            return new QueueProbe(type, null, DefaultDeliveryLimit);

        var arguments = new Dictionary<string, object?> { ["x-queue-type"] = "quorum", ["x-queue-mode"] = "lazy", ["x-delayed-retry-type"] = "none" };
        var (delayed, _) = await FindAsync(connection, settings.Queue, "x-delayed-retry-type", arguments, cancellationToken).ConfigureAwait(false);
        var limit = arguments.TryGetValue("x-delivery-limit", out var value) && value is long number ? number : DefaultDeliveryLimit;
        return new QueueProbe(type, delayed?.Name == "x-delayed-retry-type" ? delayed.Current : null, limit);
    }

    /// <summary>Whether the queue can be left to delay what is rejected: it does, and does not drop it before the retry policy is at its end.</summary>
    public bool Delays(ConsumerSettings settings) =>
        DelayedRetry is "all" or "failed" && (DeliveryLimit < 0 || settings.Retry.Attempts - settings.Retry.AttemptsAtOnce < DeliveryLimit);

    /// <summary>Refuses a queue that cannot do what the options ask.</summary>
    public void Require(ConsumerSettings settings, Version broker)
    {
        if (Type == "stream")
            throw new ConsumerException($"Queue '{settings.Queue}' is a stream. A stream keeps what was consumed, so nothing can be returned, retried or dead-lettered from it; read it with a client for streams.");

        if (settings.Mechanism == DelayMechanism.Native && (Type is not (null or "quorum") || broker < DelaysSince))
            throw new ConsumerException($"Queue '{settings.Queue}' is a {Type} queue of RabbitMQ {broker}, and {nameof(DelayMechanism)}.{nameof(DelayMechanism.Native)} needs a quorum queue of RabbitMQ 4.3 or later.");
    }

    private static async Task<string?> TypeAsync(IConnection connection, ConsumerSettings settings, CancellationToken cancellationToken)
    {
        var arguments = new Dictionary<string, object?> { ["x-queue-type"] = "none" };
        var (different, refusal) = await FindAsync(connection, settings.Queue, "x-queue-type", arguments, cancellationToken).ConfigureAwait(false);
        switch (different?.Name)
        {
            case "x-queue-type":
                // One that was declared without a type.
                return different.Current ?? "classic";
            case "durable" or "exclusive" or "auto_delete":
                // Only classic queues are not durable, exclusive, or deleted with their consumer.
                return "classic";
        }

        Log.UnknownQueueType(settings.Logger, settings.Queue, refusal ?? "the broker took a declaration that no queue can have");
        return null;
    }

    /// <summary>
    /// Declares the queue until the broker names the argument that is asked for. Whatever else the queue was declared with may
    /// differ first: it is added to the arguments.
    /// </summary>
    /// <returns>The last difference that the broker named, null where it said anything else; and what it said.</returns>
    private static async Task<(InequivalentArgument? Different, string? Refusal)> FindAsync(
        IConnection connection, string queue, string name, Dictionary<string, object?> arguments, CancellationToken cancellationToken)
    {
        for (var round = 0; ; round++)
        {
            var refusal = await RefuseAsync(connection, queue, arguments, cancellationToken).ConfigureAwait(false);
            if (refusal is null || !InequivalentArgument.TryParse(refusal, out var different))
                return (null, refusal);

            if (different.Name == name || different.Value is not { } own || round == MostArguments)
                return (different, refusal);

            arguments[different.Name] = own;
        }
    }

    private static async Task<string?> RefuseAsync(IConnection connection, string queue, Dictionary<string, object?> arguments, CancellationToken cancellationToken)
    {
        try
        {
            await connection.AskAsync(
                channel => channel.QueueDeclareAsync(queue, durable: true, exclusive: false, autoDelete: false, arguments, cancellationToken: cancellationToken), cancellationToken).ConfigureAwait(false);
            return null;
        }
        catch (OperationInterruptedException exception) when (exception.ShutdownReason is { } reason && connection.IsOpen)
        {
            return reason.ReplyText;
        }
    }
}
