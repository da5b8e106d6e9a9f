namespace Leveret;

/// <summary>Where messages go that have no attempt left or can never be handled.</summary>
public sealed class DeadLetterOptions
{
    /// <summary>The dead-letter queue. The consumer's queue with ".dead-letter" appended by default.</summary>
    public string? Queue { get; set; }

    /// <summary>
    /// Whether the queue is declared if it does not exist: durable, a quorum queue, without a limit on deliveries. True by default.
    /// A queue that exists is used as it is, never declared with other arguments.
    /// </summary>
    public bool Declare { get; set; } = true;

    /// <summary>How long the broker may take to confirm a message that is moved: to the dead-letter queue, into a wait, or back. 10 seconds by default, 1 day at most.</summary>
    public TimeSpan ConfirmTimeout { get; set; } = TimeSpan.FromSeconds(10);
}
