using System.Diagnostics;

namespace Leveret.Servers.Tests;

internal static class Eventually
{
    /// <summary>Waits until it holds; the test fails if that takes too long.</summary>
    public static async Task HoldsAsync(Func<Task<bool>> holds, TimeSpan patience, string what)
    {
        for (var clock = Stopwatch.StartNew(); !await holds(); await Task.Delay(100))
            Assert.True(clock.Elapsed < patience, $"not within {patience.TotalSeconds} s: {what}");
    }
}
