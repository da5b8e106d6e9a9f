namespace Leveret.Consuming;

/// <summary>Why a channel serves its consumer no longer.</summary>
/// <param name="Reason">In words.</param>
/// <param name="Silent">Whether the channel is open and nothing comes: another connection may be needed.</param>
/// <param name="Exception">What was thrown, if anything.</param>
internal sealed record SessionEnd(string Reason, bool Silent = false, Exception? Exception = null);
