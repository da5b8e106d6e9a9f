using System.Globalization;

namespace Leveret.Tests.Settling;

/// <summary>Random runs that can be run again: each has a number, and of those that fail the one with the fewest steps is told.</summary>
internal static class RandomRuns
{
    private const int MoreAfterFailure = 3000;

    /// <summary>Runs many. LEVERET_RUN=number runs just that one.</summary>
    /// <param name="count">How many.</param>
    /// <param name="run">One run, by its random numbers. It writes down its steps and throws where something is wrong.</param>
    /// <remarks>On a thread without a synchronization context, where what awaits a task goes on within the call that completes it.</remarks>
    public static Task CheckAsync(int count, Action<Random, List<string>> run) => Task.Run(() => Check(count, run));

    private static void Check(int count, Action<Random, List<string>> run)
    {
        if (int.TryParse(Environment.GetEnvironmentVariable("LEVERET_RUN"), NumberStyles.None, CultureInfo.InvariantCulture, out var only))
        {
            Fail(only, run);
            return;
        }

        (int Seed, int Steps)? shortest = null;
        var end = count;
        for (var seed = 0; seed < end; seed++)
        {
            if (Try(seed, run) is not { } failed || failed >= (shortest?.Steps ?? int.MaxValue))
                continue;

            end = shortest is null ? Math.Min(count, seed + MoreAfterFailure) : end;
            shortest = (seed, failed);
        }

        if (shortest is { } found)
            Fail(found.Seed, run);
    }

    private static int? Try(int seed, Action<Random, List<string>> run)
    {
        var steps = new List<string>();
        try
        {
            run(new Random(seed), steps);
            return null;
        }
        catch (Exception)
        {
            return steps.Count;
        }
    }

    private static void Fail(int seed, Action<Random, List<string>> run)
    {
        var steps = new List<string>();
        try
        {
            run(new Random(seed), steps);
        }
        catch (Exception exception)
        {
            Assert.Fail($"Run {seed}, {steps.Count} steps: {exception.Message}\n{string.Join('\n', steps)}\n{exception}");
        }
    }
}
