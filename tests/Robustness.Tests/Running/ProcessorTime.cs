namespace Leveret.Robustness.Tests.Running;

/// <summary>Measures by the processor time of this process, which other processes on the machine do not add to.</summary>
internal static class ProcessorTime
{
    public static async Task<(T Result, TimeSpan Taken)> OfAsync<T>(Func<Task<T>> work)
    {
        var before = Environment.CpuUsage.TotalTime;
        var result = await work().ConfigureAwait(false);
        return (result, Environment.CpuUsage.TotalTime - before);
    }
}
