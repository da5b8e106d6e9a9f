using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Exporters.Csv;
using BenchmarkDotNet.Exporters.Json;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using Leveret.Analyzers.Benchmarks.Measuring;
using Leveret.Analyzers.Benchmarks.Tables;

namespace Leveret.Analyzers.Benchmarks.Rules;

/// <summary>Runs the benchmarks of the rules and writes one line per case.</summary>
internal static class RuleRun
{
    public static void Run(string folder)
    {
        var config = ManualConfig.CreateEmpty()
            .AddJob(Job.ShortRun.WithToolchain(InProcessEmitToolchain.Instance).WithClock(new ProcessorClock()))
            .AddLogger(new StreamLogger(new StreamWriter(Console.OpenStandardError()) { AutoFlush = true }))
            .AddColumnProvider(DefaultColumnProviders.Instance)
            .AddExporter(JsonExporter.FullCompressed, CsvExporter.Default)
            .WithArtifactsPath(Path.Combine(folder, "rules"));
        var summary = BenchmarkRunner.Run<RuleBenchmarks>(config);
        using var table = new Table(Path.Combine(folder, "rules.csv"), "case", "empty us", "rules us", "+us", "x", "empty kB", "rules kB", "+kB");
        foreach (var reports in summary.Reports.GroupBy(static r => r.BenchmarkCase.Parameters["Case"].ToString()!))
        {
            var empty = reports.Single(static r => r.BenchmarkCase.Descriptor.Baseline);
            var rules = reports.Single(static r => !r.BenchmarkCase.Descriptor.Baseline);
            if (empty.ResultStatistics is not { } before || rules.ResultStatistics is not { } after)
                throw new InvalidOperationException($"{reports.Key} has no result.");
            var (held, allocated) = (Allocated(empty), Allocated(rules));
            table.Add(reports.Key, before.Median / 1e3, after.Median / 1e3, (after.Median - before.Median) / 1e3, after.Median / before.Median, held, allocated, allocated - held);
        }
    }

    private static double Allocated(BenchmarkDotNet.Reports.BenchmarkReport report) => (report.GcStats.GetBytesAllocatedPerOperation(report.BenchmarkCase) ?? 0) / 1e3;
}
