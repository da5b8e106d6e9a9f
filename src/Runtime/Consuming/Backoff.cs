namespace Leveret.Consuming;

/// <summary>The pauses between tries: doubling, with a quarter more or less at random, so that the consumers of a node that is gone do not all come back at once.</summary>
internal static class Backoff
{
    private static readonly TimeSpan First = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(5);

    /// <param name="tries">How many have failed; 0: no pause.</param>
    /// <param name="random">A number from 0 to 1.</param>
    public static TimeSpan Pause(int tries, double random)
    {
        if (tries == 0)
            return TimeSpan.Zero;

        var pause = First * Math.Pow(2, Math.Min(tries - 1, 10));
        return (pause > Longest ? Longest : pause) * (0.75 + (random / 2));
    }
}
