using Leveret.Analyzers.Benchmarks.Code;
using Leveret.Analyzers.Benchmarks.Measuring;
using Leveret.Analyzers.Benchmarks.Tables;

namespace Leveret.Analyzers.Benchmarks.Scale;

/// <summary>The parts named, or all: how the cost grows, what a keystroke costs, and the share in a large solution.</summary>
internal static class ScaleRun
{
    public static IReadOnlyList<string> Parts { get; } = ["lines", "class", "classes", "files", "keystroke", "solution"];

    public static void Run(string file, IReadOnlyCollection<string> parts)
    {
        WarmUp();
        var targets = new List<Target>();
        using (var table = new Table(file, "case", "empty ms", "+ms", "rules ms", "clock ms", "+MB", "us each", "x ms", "x MB", "reports"))
        {
            foreach (var part in Parts.Where(p => parts.Count == 0 || parts.Contains(p)))
            {
                Console.Error.WriteLine($"{part} ...");
                targets.AddRange(part switch
                {
                    "keystroke" => OfKeystroke(table),
                    "solution" => OfSolution(),
                    _ => OfGrowth(table, part),
                });
            }
        }

        using var verdicts = new Table(Path.ChangeExtension(file, ".targets.csv"), "figure", "measured", "target", "verdict");
        foreach (var target in targets)
            verdicts.Add(target.Figure, target.Measured, target.Most, target.IsMet ? "met" : "missed");
    }

    private static void WarmUp()
    {
        var sources = Sources.Of([.. ManyConsumers.InManyFiles(10), LongFile.Create(1000), OrdinaryText.File(0), ServiceFile.Create()]);
        Cost.Of((_, analyzer) => Analysis.OfAll(sources.Compile(), analyzer), runs: 5);
    }

    private static IEnumerable<Target> OfGrowth(Table table, string series)
    {
        var rows = new List<Row>();
        foreach (var row in Growth.Of(series))
        {
            rows.Add(row);
            Add(table, row, rows[0]);
        }

        var worst = rows.Max(r => r.Growth(rows[0], static c => c.InRules));
        return [new Target($"growth, {rows[0].Series}", worst, 1.2)];
    }

    private static IEnumerable<Target> OfKeystroke(Table table)
    {
        var row = Keystroke.Run();
        Add(table, row, row);
        return [new Target("keystroke, ms", row.Cost.Added, 50), new Target("keystroke, MB", row.Cost.Megabytes, 5)];
    }

    private static IEnumerable<Target> OfSolution()
    {
        var warm = Solution.Warm();
        var cold = Solution.Cold();
        return
        [
            new Target("1000 files: actions without RabbitMQ.Client", Solution.ActionsWithoutClient(), 0),
            new Target($"1000 files: % of {warm.Compile:0} ms", 100 * warm.InRules / warm.Compile, 0.5),
            new Target($"1000 files, cold: % of {cold.Compile:0} ms", 100 * cold.InRules / cold.Compile, 0.5),
        ];
    }

    private static void Add(Table table, Row row, Row smallest)
    {
        var cost = row.Cost;
        table.Add(
            $"{row.Size} {row.Series}", cost.Empty, cost.Added, cost.InRules, cost.ExecutionTime, cost.Megabytes, cost.InRules / row.Size * 1000,
            row.Growth(smallest, static c => c.InRules), row.Growth(smallest, static c => c.Megabytes), cost.Reports);
    }
}
