using System.Globalization;
using Leveret.Analyzers.Benchmarks.Code;
using Leveret.Analyzers.Benchmarks.Measuring;

namespace Leveret.Analyzers.Benchmarks.Scale;

/// <summary>All scaling measurements, or those named, in one table.</summary>
internal static class Quick
{
    private static readonly Func<Cost, double>[] Figures = [static c => c.InAnalyzer, static c => c.Milliseconds, static c => c.Megabytes];

    public static void Run(string[] only)
    {
        CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
        WarmUp();
        Console.WriteLine($"{"series",-28}{"case",-22}{"empty ms",10}{"+ms",10}{"rules ms",10}{"+MB",10}{"us/unit",10}{"x rules",9}{"x +ms",9}{"x +MB",9}{"reports",9}");
        foreach (var (name, run) in Growth.Series.Where(s => Wanted(only, s.Series)))
        {
            Row? smallest = null;
            foreach (var row in run())
                Print(row, smallest ??= row);
        }

        if (Wanted(only, "keystroke"))
        {
            var row = Keystroke.Run();
            Print(row, row);
        }

        if (Wanted(only, "solution"))
        {
            var (compile, cost) = Solution.Warm();
            Print(new Row("solution, warm", "1000 files, 10 with RMQ", 1000, cost), null);
            Console.WriteLine($"  compile {compile:0} ms, rules {cost.InAnalyzer:0.0} ms = {cost.InAnalyzer / compile:0.00 %}");
            var (coldCompile, inAnalyzer) = Solution.Cold();
            Console.WriteLine($"  first compilation of a process {coldCompile:0} ms, rules {inAnalyzer:0.0} ms = {inAnalyzer / coldCompile:0.00 %}");
        }
    }

    private static bool Wanted(string[] only, string name) => only.Length == 0 || only.Contains(name);

    private static void WarmUp()
    {
        var sources = Sources.Of([.. ManyConsumers.InManyFiles(10), LongFile.Create(1000), OrdinaryText.File(0), ServiceFile.Create()]);
        Cost.Of((_, analyzer) => Analysis.OfAll(sources.Compile(), analyzer), runs: 5);
    }

    /// <summary>The last columns: cost per line or consumer, and that in relation to the smallest case.</summary>
    private static void Print(Row row, Row? smallest)
    {
        var (cost, unit) = (row.Cost, row.Cost.InAnalyzer / row.Size);
        Console.Write($"{row.Series,-28}{row.Case,-22}{cost.EmptyMilliseconds,10:0.0}{cost.Milliseconds,10:0.0}{cost.InAnalyzer,10:0.0}{cost.Megabytes,10:0.00}{unit * 1000,10:0.0}");
        foreach (var read in Figures)
            Console.Write(smallest is null ? $"{"",9}" : $"{read(cost) / row.Size / (read(smallest.Cost) / smallest.Size),9:0.00}");
        Console.WriteLine($"{cost.Reports,9}");
    }
}
