using System.Diagnostics;
using Leveret.Failing;
using Leveret.Observing;
using RabbitMQ.Client;

namespace Leveret.Consuming;

/// <summary>Moves messages to where a verdict sends them: into a wait, to the dead-letter queue, to the end of their own queue.</summary>
internal sealed class MessageMover(ConsumerSettings settings, CopyPublisher publisher, ConsumerMeasure measure, TimeProvider time)
{
    /// <summary>Publishes the copy that a verdict asks for, and returns when the broker has confirmed it.</summary>
    /// <param name="move">The copy.</param>
    /// <param name="body">The body of the message.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="Exception">The copy is not known to be in its queue: the original is to stay.</exception>
    public async Task MoveAsync(Move move, ReadOnlyMemory<byte> body, CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        try
        {
            if (move.DelayedExchange is { } exchange)
                await publisher.PublishDelayedAsync(exchange, settings.Queue, move.Properties, body, cancellationToken).ConfigureAwait(false);
            else
                await publisher.PublishAsync(move.Target, move.Declare, move.Properties, body, cancellationToken).ConfigureAwait(false);

            measure.Moved(started, null);
        }
        catch (Exception exception)
        {
            measure.Moved(started, exception);
            throw;
        }
    }

    /// <summary>The copy that waits until a time.</summary>
    public Move ToWait(Delivery delivery, DateTimeOffset notBefore, int failed)
    {
        var now = time.GetUtcNow();
        var properties = MessageCopy.ToWait(delivery, failed, notBefore, now);
        var remaining = notBefore - now;
        if (settings.Mechanism == DelayMechanism.DelayedExchange)
        {
            properties.Headers!["x-delay"] = (int)Math.Clamp(Math.Ceiling(remaining.TotalMilliseconds), 0, int.MaxValue);
            return new Move(settings.Queue, properties, null, settings.DelayExchange);
        }

        var step = settings.Steps.Next(remaining);
        return new Move(
            SideQueues.StepQueue(settings.Queue, step),
            properties,
            (connection, token) => SideQueues.DeclareStepAsync(connection, settings.Queue, step, token),
            null);
    }

    /// <summary>The dead-letter.</summary>
    public Move ToDeadLetter(Delivery delivery, string reason, Exception? cause, int failed) =>
        new(
            settings.DeadLetterQueue,
            MessageCopy.ToDeadLetter(delivery, failed, reason, cause, time.GetUtcNow()),
            (connection, token) => SideQueues.DeclareDeadLetterAsync(connection, settings.DeadLetterQueue, settings.DeclareDeadLetterQueue, token),
            null);

    /// <summary>The copy that goes to the end of the queue, where the queue's own count of it starts anew.</summary>
    public Move ToQueue(Delivery delivery) =>
        new(settings.Queue, MessageCopy.Anew(delivery), null, null);
}

/// <summary>A copy of a message on its way to another queue.</summary>
/// <param name="Target">The queue.</param>
/// <param name="Properties">The properties of the copy.</param>
/// <param name="Declare">Declares the queue; null where it exists.</param>
/// <param name="DelayedExchange">The exchange that holds the copy back; null where the queue is published to directly.</param>
internal sealed record Move(string Target, BasicProperties Properties, Func<IConnection, CancellationToken, Task>? Declare, string? DelayedExchange);
