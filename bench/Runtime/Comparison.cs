using System.Diagnostics;
using System.Globalization;

namespace Leveret.Runtime.Benchmarks;

/// <summary>Runs the twins in turns, each run in a process of its own, and prints medians.</summary>
internal static class Comparison
{
    private static readonly string[] Twins = ["raw", "leveret"];
    private static readonly (string Type, int Prefetch, int AckEvery)[] Cells = [("classic", 100, 10), ("quorum", 100, 10), ("quorum", 1, 1)];

    public static async Task<int> RunAsync(Settings settings)
    {
        var raw = new List<string> { "type\tprefetch\tack every\ttwin\tmessages/s\tprocessor us\tbytes" };
        Console.WriteLine("| queue | prefetch | ack every | twin | messages/s, median (min-max) | of raw | processor µs | of raw | bytes | above raw |");
        Console.WriteLine("|---|---:|---:|---|---:|---:|---:|---:|---:|---:|");
        foreach (var (type, prefetch, ackEvery) in Cells)
        {
            var cell = settings with { Type = type, Prefetch = prefetch, AckEvery = ackEvery, Messages = prefetch == 1 ? settings.Messages / 10 : settings.Messages };
            var results = Twins.ToDictionary(static twin => twin, static _ => new List<double[]>());
            for (var run = 0; run < settings.Runs; run++)
            {
                // In turns, each beginning as often as the other.
                foreach (var twin in run % 2 == 0 ? Twins : Twins.Reverse())
                {
                    var result = await MeasureAsync(cell, twin);
                    results[twin].Add(result);
                    raw.Add($"{type}\t{prefetch}\t{ackEvery}\t{twin}\t{string.Join('\t', result.Select(static figure => figure.ToString(CultureInfo.InvariantCulture)))}");
                    Console.Error.WriteLine(raw[^1]);
                }
            }

            foreach (var twin in Twins)
                Console.WriteLine(Row(cell, twin, results[twin], results["raw"]));
        }

        var folder = Directory.CreateDirectory(Path.Combine("artifacts", "bench", "runtime"));
        await File.WriteAllLinesAsync(Path.Combine(folder.FullName, "runs.tsv"), raw);
        return 0;
    }

    private static string Row(Settings cell, string twin, List<double[]> runs, List<double[]> raw)
    {
        double Of(int figure) => Median(runs.Select(run => run[figure]));
        double Base(int figure) => Median(raw.Select(run => run[figure]));
        return string.Create(
            CultureInfo.InvariantCulture,
            $"| {cell.Type} | {cell.Prefetch} | {cell.AckEvery} | {twin} | {Of(0):0} ({runs.Min(static run => run[0]):0}-{runs.Max(static run => run[0]):0}) | {Of(0) / Base(0):0.00} | {Of(1):0.0} | {Of(1) / Base(1):0.00} | {Of(2):0} | {Of(2) - Base(2):0} |");
    }

    private static async Task<double[]> MeasureAsync(Settings cell, string twin)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardOutput = true };
        foreach (var argument in cell.Arguments(twin))
            start.ArgumentList.Add(argument);

        using var process = Process.Start(start)!;
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"The run of {twin} failed.");

        return [.. output.Trim().Split(' ').Select(static figure => double.Parse(figure, CultureInfo.InvariantCulture))];
    }

    private static double Median(IEnumerable<double> figures)
    {
        var sorted = figures.Order().ToList();
        return sorted.Count % 2 == 1 ? sorted[sorted.Count / 2] : (sorted[(sorted.Count / 2) - 1] + sorted[sorted.Count / 2]) / 2;
    }
}
