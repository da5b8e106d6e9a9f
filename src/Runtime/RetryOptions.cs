namespace Leveret;

/// <summary>What happens to a delivery whose handler failed.</summary>
public sealed class RetryOptions
{
    /// <summary>How often the handler is run again at once, on the same delivery, before anything is delayed. 0 or more; 2 by default.</summary>
    public int Immediate { get; set; } = 2;

    /// <summary>
    /// The waits before each further attempt, in order; after the last of them the message is dead-lettered.
    /// 1 second, 10 seconds, 1 minute, 10 minutes by default. Empty: dead-lettered after the immediate ones.
    /// </summary>
    public IList<TimeSpan> Delays { get; set; } = [TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(10), TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(10)];

    /// <summary>By how much a wait of <see cref="Delays"/> may grow at random, so that messages that failed together do not return together. 0 to 1; 0.2 by default.</summary>
    public double Jitter { get; set; } = 0.2;

    /// <summary>How messages wait. <see cref="DelayMechanism.Automatic"/> by default.</summary>
    public DelayMechanism Mechanism { get; set; }

    /// <summary>
    /// The waits that step queues exist for. Any other time is made up of them, largest first, and rounded up to the smallest.
    /// 1 second, 10 seconds, 1 minute, 10 minutes, 1 hour by default. Whole milliseconds, at most 49 days.
    /// </summary>
    public IList<TimeSpan> Steps { get; set; } = [TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(10), TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(10), TimeSpan.FromHours(1)];

    /// <summary>The name of the delayed-message exchange, for <see cref="DelayMechanism.DelayedExchange"/>.</summary>
    public string? DelayExchange { get; set; }
}
