using Leveret.Failing;
using RabbitMQ.Client;

namespace Leveret;

/// <summary>What is done with a dead-letter queue once the cause is mended.</summary>
public static class DeadLetters
{
    /// <summary>How many messages are moved at a time.</summary>
    private const int Batch = 50;

    /// <summary>
    /// Sends the messages of a dead-letter queue back to where they came from, to be handled as if they were new: their attempts
    /// are forgotten. Each is removed only after the broker has confirmed it in the queue that it goes to; a crash between the two
    /// leaves it in both.
    /// </summary>
    /// <remarks>
    /// Goes through as many messages as there are when it begins; what is dead-lettered meanwhile stays. A message that is not
    /// selected goes to the end of the dead-letter queue, as a copy: returning it would count, and a queue that limits deliveries
    /// would drop it in the end. Several runs at a time do no harm.
    /// </remarks>
    /// <param name="connection">The connection, which stays the caller's to close.</param>
    /// <param name="deadLetterQueue">The dead-letter queue.</param>
    /// <param name="select">Which messages go back; null: all.</param>
    /// <param name="target">The queue to send them to; null: the one in each message's header <see cref="DeliveryHeaders.Queue"/>. A message without it stays.</param>
    /// <param name="progress">Told after each batch.</param>
    /// <param name="cancellationToken">Ends it. Messages that are on their way then are in both queues.</param>
    /// <returns>How far it got.</returns>
    /// <exception cref="ConsumerException">The dead-letter queue does not exist or may not be read.</exception>
    /// <exception cref="RabbitMQ.Client.Exceptions.PublishException">A target does not exist or refused a message, which is still in the dead-letter queue.</exception>
    public static async Task<RedriveProgress> RedriveAsync(
        IConnection connection,
        string deadLetterQueue,
        Func<Delivery, bool>? select = null,
        string? target = null,
        IProgress<RedriveProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(connection);
        ArgumentException.ThrowIfNullOrEmpty(deadLetterQueue);
        if (target == deadLetterQueue)
            throw new ArgumentException("The messages would go back to the dead-letter queue itself.", nameof(target));

        try
        {
            await using var channel = await connection.CreateChannelAsync(
                new CreateChannelOptions(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true), cancellationToken).ConfigureAwait(false);
            var queue = await channel.QueueDeclarePassiveAsync(deadLetterQueue, cancellationToken).ConfigureAwait(false);
            var now = new RedriveProgress(queue.MessageCount, 0, 0);
            progress?.Report(now);
            while (now.Looked < now.Total)
            {
                var batch = await TakeAsync(channel, deadLetterQueue, Math.Min(Batch, now.Total - now.Looked), cancellationToken).ConfigureAwait(false);
                if (batch.Count == 0)
                    break;

                now = await SendAsync(channel, batch, now, deadLetterQueue, select, target, cancellationToken).ConfigureAwait(false);
                progress?.Report(now);
            }

            return now;
        }
        catch (Exception exception) when (Consuming.ConsumerErrors.Explain(exception, deadLetterQueue) is { } refusal)
        {
            throw refusal;
        }
    }

    private static async Task<List<BasicGetResult>> TakeAsync(IChannel channel, string queue, long count, CancellationToken cancellationToken)
    {
        var batch = new List<BasicGetResult>();
        while (batch.Count < count && await channel.BasicGetAsync(queue, autoAck: false, cancellationToken).ConfigureAwait(false) is { } message)
            batch.Add(message);

        return batch;
    }

    private static async Task<RedriveProgress> SendAsync(
        IChannel channel, List<BasicGetResult> batch, RedriveProgress now, string deadLetterQueue, Func<Delivery, bool>? select, string? target, CancellationToken cancellationToken)
    {
        var sending = new List<(Task Sent, BasicGetResult Message, bool Back)>();
        foreach (var message in batch)
        {
            var delivery = new Delivery(deadLetterQueue, message.DeliveryTag, message.Redelivered, message.Exchange, message.RoutingKey, message.BasicProperties, message.Body);
            var origin = target ?? DeliveryHeaders.ReadText(message.BasicProperties.Headers, DeliveryHeaders.Queue);
            var back = origin is not null && (select is null || select(delivery));
            var properties = back
                ? MessageCopy.ToRedrive(message.BasicProperties, delivery.Exchange, delivery.RoutingKey)
                : MessageCopy.Unchanged(message.BasicProperties);
            var sent = channel.BasicPublishAsync("", back ? origin! : deadLetterQueue, mandatory: true, properties, message.Body, cancellationToken).AsTask();
            sending.Add((sent, message, back));
        }

        Exception? failure = null;
        var failed = new List<BasicGetResult>();
        foreach (var (sent, message, back) in sending)
        {
            try
            {
                await sent.ConfigureAwait(false);
                await channel.BasicAckAsync(message.DeliveryTag, multiple: false, CancellationToken.None).ConfigureAwait(false);
                now = back ? now with { Sent = now.Sent + 1 } : now with { Kept = now.Kept + 1 };
            }
            catch (Exception exception)
            {
                failure ??= exception;
                failed.Add(message);
            }
        }

        if (failure is not null)
        {
            await KeepAsync(channel, failed, deadLetterQueue).ConfigureAwait(false);
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(failure);
        }

        // The channel answers in order: it has read every acknowledgement.
        await channel.QueueDeclarePassiveAsync(deadLetterQueue, cancellationToken).ConfigureAwait(false);
        return now;
    }

    /// <summary>Leaves what could not be sent in the dead-letter queue, as copies: a queue that limits deliveries would drop what is returned to it again and again. Where that fails too, it is returned.</summary>
    private static async Task KeepAsync(IChannel channel, List<BasicGetResult> messages, string deadLetterQueue)
    {
        foreach (var message in messages)
        {
            if (!channel.IsOpen)
                return;

            try
            {
                await channel.BasicPublishAsync("", deadLetterQueue, mandatory: true, MessageCopy.Unchanged(message.BasicProperties), message.Body, CancellationToken.None).ConfigureAwait(false);
                await channel.BasicAckAsync(message.DeliveryTag, multiple: false, CancellationToken.None).ConfigureAwait(false);
            }
            catch (RabbitMQ.Client.Exceptions.RabbitMQClientException)
            {
                // It goes back when the channel closes.
            }
        }
    }
}
