namespace Leveret.Consuming;

/// <summary>Why a channel serves its consumer no longer.</summary>
/// <param name="Reason">In words.</param>
/// <param name="OnConnection">Whether it is the connection that does not serve, although it is open: another channel on it would not either.</param>
/// <param name="Exception">What was thrown, if anything.</param>
internal sealed record SessionEnd(string Reason, bool OnConnection = false, Exception? Exception = null);
