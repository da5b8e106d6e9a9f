using System.Diagnostics;

namespace Leveret.Runtime.Benchmarks;

/// <summary>Counts messages, and takes the figures of the process at the first and the last of them: what it costs to start and to stop is not measured.</summary>
internal sealed class Progress(int messages)
{
    private readonly TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _count;
    private Figures _first;
    private Figures _last;

    /// <summary>Ends with the last message.</summary>
    public Task Done => _done.Task;

    /// <summary>Messages per second, processor µs and allocated bytes for each.</summary>
    public (double PerSecond, double Processor, double Bytes) Result => (
        messages / Stopwatch.GetElapsedTime(_first.Clock, _last.Clock).TotalSeconds,
        (_last.Processor - _first.Processor).TotalMicroseconds / messages,
        (_last.Bytes - _first.Bytes) / (double)messages);

    /// <summary>A message was handled.</summary>
    /// <returns>How many were.</returns>
    public int Next()
    {
        var count = ++_count;
        if (count == 1)
            _first = Figures.Now();
        else if (count == messages)
            _last = Figures.Now();

        return count;
    }

    /// <summary>The last message is acknowledged.</summary>
    public void End() => _done.TrySetResult();

    private readonly record struct Figures(long Clock, TimeSpan Processor, long Bytes)
    {
        public static Figures Now() => new(Stopwatch.GetTimestamp(), Environment.CpuUsage.TotalTime, GC.GetTotalAllocatedBytes(precise: true));
    }
}
