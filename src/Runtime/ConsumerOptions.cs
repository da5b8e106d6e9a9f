using Microsoft.Extensions.Logging;

namespace Leveret;

/// <summary>How a queue is consumed.</summary>
/// <remarks>Read once, when the consumer starts; a change afterwards has no effect.</remarks>
public sealed class ConsumerOptions
{
    /// <summary>The options for a queue that exists.</summary>
    /// <param name="queue">The name of the queue.</param>
    public ConsumerOptions(string queue)
    {
        ArgumentNullException.ThrowIfNull(queue);
        Queue = queue;
    }

    /// <summary>The name of the queue. It must exist; it is never declared by the consumer.</summary>
    public string Queue { get; }

    /// <summary>
    /// How many deliveries may be unacknowledged at a time, 1 to 65535. Where it is null, the environment variable
    /// RABBITMQ_PREFETCH (or RABBITMQ_PREFETCH_COUNT) says it; where that is not set either, it is <see cref="Concurrency"/>.
    /// </summary>
    public int? Prefetch { get; set; }

    /// <summary>How many handlers may run at a time, 1 to 65535. 1 by default, which keeps the order of the queue.</summary>
    public int Concurrency { get; set; } = 1;

    /// <summary>After how many finished deliveries an acknowledgement is sent for all of them, 1 to the prefetch. A tenth of the prefetch by default.</summary>
    public int? AckEvery { get; set; }

    /// <summary>How long a finished delivery may wait for others to be acknowledged with, at most twice this. 50 milliseconds by default, 1 second at most.</summary>
    public TimeSpan AckWindow { get; set; } = TimeSpan.FromMilliseconds(50);

    /// <summary>Whether no other consumer may have the queue. False by default.</summary>
    public bool Exclusive { get; set; }

    /// <summary>Arguments of basic.consume, such as x-priority. Empty by default.</summary>
    public IDictionary<string, object?> Arguments { get; } = new Dictionary<string, object?>();

    /// <summary>How long running handlers may take to finish when the consumer stops, before their token is cancelled. 30 seconds by default, 1 day at most.</summary>
    public TimeSpan DrainTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How long nothing may arrive before the consumer asks the broker whether it is still being served. 10 seconds by default, 1 day at most; zero: never.</summary>
    public TimeSpan SilenceTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>What happens to deliveries whose handler failed.</summary>
    public RetryOptions Retry { get; } = new();

    /// <summary>Where messages go that have no attempt left or can never be handled.</summary>
    public DeadLetterOptions DeadLetter { get; } = new();

    /// <summary>What remembers which messages have been handled, so that a second copy is not handled again. None by default.</summary>
    public IInbox? Inbox { get; set; }

    /// <summary>
    /// What a message is known by in the <see cref="Inbox"/>. Its message id by default. A message for which it returns null or
    /// an empty text is dead-lettered where there is an inbox, since nobody could tell its copies apart.
    /// </summary>
    public Func<Delivery, string?> InboxKey { get; set; } = static delivery => delivery.MessageId;

    /// <summary>Where the consumer logs. Nowhere by default; the host's where it is hosted.</summary>
    public ILogger? Logger { get; set; }
}
