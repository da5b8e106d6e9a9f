namespace Leveret;

/// <summary>How far the re-driving of a dead-letter queue has come.</summary>
/// <param name="Total">How many messages there were when it began.</param>
/// <param name="Sent">How many went back to where they came from.</param>
/// <param name="Kept">How many stay in the dead-letter queue: not selected, or of unknown origin.</param>
public readonly record struct RedriveProgress(long Total, long Sent, long Kept)
{
    /// <summary>How many have been looked at.</summary>
    public long Looked => Sent + Kept;
}
