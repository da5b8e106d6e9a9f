using Leveret.Analyzers.Benchmarks.Measuring;
using Leveret.Analyzers.Benchmarks.Tables;

namespace Leveret.Analyzers.Benchmarks.Peers;

/// <summary>A line for each package: the median of several runs, and how it compares with the rules of this repository.</summary>
internal static class PackageTable
{
    public static void Write(string file, IReadOnlyList<CodeCost> runs)
    {
        Console.WriteLine($"{runs[0].Lines} lines, {runs.Count} runs");
        using var table = new Table(file, "package", "s", "s min", "s max", "ms/1000", "x Leveret");
        var ours = MedianOf(runs, AnalyzerPackage.Leveret.Name);
        foreach (var package in AnalyzerPackage.All.Where(p => runs[0].Seconds.ContainsKey(p.Name)))
        {
            var seconds = runs.Select(r => r.Seconds[package.Name]).ToList();
            var median = MedianOf(runs, package.Name);
            table.Add($"{package.Name} {package.Version}", median, seconds.Min(), seconds.Max(), median * 1e6 / runs[0].Lines, median / ours);
        }
    }

    private static double MedianOf(IReadOnlyList<CodeCost> runs, string package) => Median.Of(runs, r => r.Seconds[package]);
}
