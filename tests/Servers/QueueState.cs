namespace Leveret.Servers;

/// <summary>
/// What a queue holds. A classic queue is asked when the figures are read; those of a quorum queue are up to a second old.
/// </summary>
public sealed record QueueState(int Ready, int Unacknowledged, int Consumers);
