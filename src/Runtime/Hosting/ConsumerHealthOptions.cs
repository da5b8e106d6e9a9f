namespace Leveret;

/// <summary>From when on the consumers of a host do not count as well.</summary>
public sealed class ConsumerHealthOptions
{
    /// <summary>How many messages may wait in a queue. 1000 by default; null: any number.</summary>
    public long? MaxQueueDepth { get; set; } = 1000;

    /// <summary>How long 95 of 100 handlers may take at most, over the last one to two minutes. 5 seconds by default; null: any time.</summary>
    public TimeSpan? MaxHandlerTime { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How many checks in a row may each find more messages waiting than the one before. 3 by default; null: any number.</summary>
    public int? MaxGrowingChecks { get; set; } = 3;

    /// <summary>How long the broker may take to say how many messages wait. 5 seconds by default.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(5);
}
