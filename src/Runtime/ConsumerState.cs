namespace Leveret;

/// <summary>What a consumer is doing.</summary>
public enum ConsumerState
{
    /// <summary>Has not consumed yet.</summary>
    Starting,

    /// <summary>The broker has confirmed the consumer and hands out deliveries.</summary>
    Consuming,

    /// <summary>Paused by <see cref="QueueConsumer.PauseAsync"/>.</summary>
    Paused,

    /// <summary>The channel, the connection or the queue is gone; the consumer tries to consume again, with growing pauses.</summary>
    Recovering,

    /// <summary>Takes no more deliveries and waits for running handlers.</summary>
    Stopping,

    /// <summary>Stopped by its owner.</summary>
    Stopped,

    /// <summary>Cannot consume again: <see cref="QueueConsumer.Completion"/> says why.</summary>
    Failed,
}
