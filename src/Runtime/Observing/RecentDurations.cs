namespace Leveret.Observing;

/// <summary>How long the last handlers ran: the share that took longer than some time, without keeping each.</summary>
/// <remarks>Counts in classes of a quarter of a power of two microseconds, in two halves of a minute each, so that what is old is forgotten.</remarks>
internal sealed class RecentDurations
{
    private const int Classes = 160;
    private const long HalfMilliseconds = 60_000;

    private readonly int[][] _halves = [new int[Classes], new int[Classes]];
    private long _half;

    public void Add(TimeSpan elapsed) => Add(elapsed, Environment.TickCount64);

    public TimeSpan? Percentile(double share) => Percentile(share, Environment.TickCount64);

    internal void Add(TimeSpan elapsed, long now)
    {
        Turn(now);
        Interlocked.Increment(ref _halves[Volatile.Read(ref _half) & 1][ClassOf(elapsed)]);
    }

    /// <summary>The time that this share of handlers took at most, to within a fifth; null where none ended lately.</summary>
    internal TimeSpan? Percentile(double share, long now)
    {
        Turn(now);
        var total = 0L;
        for (var index = 0; index < Classes; index++)
            total += Count(index);

        if (total == 0)
            return null;

        var wanted = (long)Math.Ceiling(total * share);
        var seen = 0L;
        for (var index = 0; index < Classes; index++)
        {
            seen += Count(index);
            if (seen >= wanted)
                return UpperBound(index);
        }

        return UpperBound(Classes - 1);
    }

    private static int ClassOf(TimeSpan elapsed)
    {
        var microseconds = Math.Max(1, elapsed.TotalMicroseconds);
        return Math.Clamp((int)(Math.Log2(microseconds) * 4), 0, Classes - 1);
    }

    private static TimeSpan UpperBound(int index) => TimeSpan.FromMicroseconds(Math.Pow(2, (index + 1) / 4.0));

    private int Count(int index) => Volatile.Read(ref _halves[0][index]) + Volatile.Read(ref _halves[1][index]);

    private void Turn(long now)
    {
        var half = now / HalfMilliseconds;
        var known = Volatile.Read(ref _half);
        // A clock that was read just before the turn does not turn back.
        if (half <= known || Interlocked.CompareExchange(ref _half, half, known) != known)
            return;

        Array.Clear(_halves[half & 1]);
        if (half > known + 1)
            Array.Clear(_halves[(half + 1) & 1]);
    }
}
