using Perfolizer.Horology;

namespace Leveret.Analyzers.Benchmarks.Measuring;

/// <summary>Lets benchmarks count processor time.</summary>
internal sealed class ProcessorClock : IClock
{
    public string Title => "processor time";

    public bool IsAvailable => true;

    public Frequency Frequency { get; } = new(TimeSpan.TicksPerSecond);

    public long GetTimestamp() => ProcessorTime.Now.Ticks;
}
