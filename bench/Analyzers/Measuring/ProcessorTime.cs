namespace Leveret.Analyzers.Benchmarks.Measuring;

/// <summary>The processor time of this process. Unlike the clock it does not run on while others use the machine.</summary>
internal static class ProcessorTime
{
    public static TimeSpan Now => Environment.CpuUsage.TotalTime;

    public static double MillisecondsSince(TimeSpan start) => (Now - start).TotalMilliseconds;
}
