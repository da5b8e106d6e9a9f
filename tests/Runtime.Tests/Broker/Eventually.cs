using System.Diagnostics;

namespace Leveret.Tests.Broker;

/// <summary>Waits for conditions.</summary>
internal static class Eventually
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <summary>Waits until it holds; the test fails if that takes too long.</summary>
    public static Task HoldsAsync(Func<bool> holds, string what, TimeSpan? patience = null) => HoldsAsync(() => Task.FromResult(holds()), what, patience);

    /// <inheritdoc cref="HoldsAsync(Func{bool}, string, TimeSpan?)"/>
    public static async Task HoldsAsync(Func<Task<bool>> holds, string what, TimeSpan? patience = null)
    {
        for (var clock = Stopwatch.StartNew(); !await holds(); await Task.Delay(20))
            Assert.True(clock.Elapsed < (patience ?? Patience), $"not within {(patience ?? Patience).TotalSeconds} s: {what}");
    }
}
