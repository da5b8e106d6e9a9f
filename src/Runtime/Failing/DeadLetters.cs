using Leveret.Connecting;
using Leveret.Failing;
using RabbitMQ.Client;

namespace Leveret;

/// <summary>What is done with a dead-letter queue once the cause is mended.</summary>
public static class DeadLetters
{
    /// <summary>How many messages are moved at a time.</summary>
    private const int Batch = 50;

    /// <summary>How long the broker may take to confirm a message.</summary>
    private static readonly TimeSpan ConfirmTimeout = TimeSpan.FromSeconds(30);

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
    /// <exception cref="TimeoutException">The broker did not confirm a message within 30 seconds. It is still in the dead-letter queue, and may be in its target too.</exception>
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

        IChannel? channel = null;
        try
        {
            channel = await connection.OpenChannelAsync(
                new CreateChannelOptions(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true), cancellationToken).ConfigureAwait(false);
            var queue = await channel.QueueDeclarePassiveAsync(deadLetterQueue, cancellationToken).AnsweredAsync(cancellationToken).ConfigureAwait(false);
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
        finally
        {
            if (channel is not null)
                await ChannelDisposal.DropAsync(channel).ConfigureAwait(false);
        }
    }

    private static async Task<List<BasicGetResult>> TakeAsync(IChannel channel, string queue, long count, CancellationToken cancellationToken)
    {
        var batch = new List<BasicGetResult>();
        while (batch.Count < count && await channel.BasicGetAsync(queue, autoAck: false, cancellationToken).AnsweredAsync(cancellationToken).ConfigureAwait(false) is { } message)
            batch.Add(message);

        return batch;
    }

    private static async Task<RedriveProgress> SendAsync(
        IChannel channel, List<BasicGetResult> batch, RedriveProgress now, string deadLetterQueue, Func<Delivery, bool>? select, string? target, CancellationToken cancellationToken)
    {
        // The caller's choice, which may throw, is made before anything is sent.
        var copies = batch.ConvertAll(message => Copy.Of(message, deadLetterQueue, select, target));
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(ConfirmTimeout);
        var sending = copies.ConvertAll(
            copy => (Sent: channel.BasicPublishAsync("", copy.Queue, mandatory: true, copy.Properties, copy.Message.Body, limit.Token).AsTask(), copy.Message, copy.IsBack));

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
                failure ??= exception is OperationCanceledException && !cancellationToken.IsCancellationRequested
                    ? new TimeoutException($"The broker did not confirm a message within {ConfirmTimeout.TotalSeconds} s.", exception)
                    : exception;
                failed.Add(message);
            }
        }

        if (failure is not null)
        {
            await KeepAsync(channel, failed, deadLetterQueue, cancellationToken).ConfigureAwait(false);
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(failure);
        }

        // The channel answers in order: it has read every acknowledgement.
        await channel.QueueDeclarePassiveAsync(deadLetterQueue, cancellationToken).AnsweredAsync(cancellationToken).ConfigureAwait(false);
        return now;
    }

    /// <summary>Leaves what could not be sent in the dead-letter queue, as copies: a queue that limits deliveries would drop what is returned to it again and again. Where that fails too, it is returned.</summary>
    private static async Task KeepAsync(IChannel channel, List<BasicGetResult> messages, string deadLetterQueue, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(ConfirmTimeout);
        foreach (var message in messages)
        {
            if (!channel.IsOpen)
                return;

            try
            {
                await channel.BasicPublishAsync("", deadLetterQueue, mandatory: true, MessageCopy.Unchanged(message.BasicProperties), message.Body, limit.Token).ConfigureAwait(false);
                await channel.BasicAckAsync(message.DeliveryTag, multiple: false, CancellationToken.None).ConfigureAwait(false);
            }
            catch (Exception exception) when (exception is RabbitMQ.Client.Exceptions.RabbitMQClientException or OperationCanceledException)
            {
                // It goes back when the channel closes.
            }
        }
    }

    /// <summary>Where a message goes.</summary>
    private sealed record Copy(BasicGetResult Message, string Queue, BasicProperties Properties, bool IsBack)
    {
        public static Copy Of(BasicGetResult message, string deadLetterQueue, Func<Delivery, bool>? select, string? target)
        {
            var delivery = new Delivery(deadLetterQueue, message.DeliveryTag, message.Redelivered, message.Exchange, message.RoutingKey, message.BasicProperties, message.Body);
            var origin = target ?? DeliveryHeaders.ReadText(message.BasicProperties.Headers, DeliveryHeaders.Queue);
            return origin is not null && (select is null || select(delivery))
                ? new Copy(message, origin, MessageCopy.ToRedrive(message.BasicProperties, delivery.Exchange, delivery.RoutingKey), IsBack: true)
                : new Copy(message, deadLetterQueue, MessageCopy.Unchanged(message.BasicProperties), IsBack: false);
        }
    }
}
