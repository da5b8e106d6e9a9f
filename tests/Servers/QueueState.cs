namespace Leveret.Servers;

/// <summary>What a queue held up to a second ago.</summary>
public sealed record QueueState(int Ready, int Unacknowledged, int Consumers);
