using Leveret.Analyzers.Benchmarks.Tables;

namespace Leveret.Analyzers.Benchmarks.Peers;

/// <summary>The cost of each package over real code that need not compile, in this process.</summary>
internal static class PeerRun
{
    private const int Runs = 3;

    public static async Task RunAsync(string folder, string? code)
    {
        var times = new PackageTimes();
        await MeasureAsync(times, [.. CodeFolder.OfThisRepository()], "warm-up");
        using var raw = new CsvFile(Path.Combine(folder, "peers.raw.csv"), "code", "run", "package", "lines", "seconds");
        Console.WriteLine("samples and src of this repository");
        await CompareAsync(times, [.. CodeFolder.OfThisRepository()], Path.Combine(folder, "peers-own.csv"), raw);
        if (code is null)
            return;
        Console.WriteLine("public code");
        await CompareAsync(times, [.. CodeFolder.In(code)], Path.Combine(folder, "peers-public.csv"), raw);
    }

    private static async Task CompareAsync(PackageTimes times, IReadOnlyList<CodeFolder> code, string file, CsvFile raw)
    {
        var runs = new List<CodeCost>();
        for (var run = 1; run <= Runs; run++)
        {
            var costs = await MeasureAsync(times, code, $"run {run}");
            foreach (var cost in costs)
            {
                foreach (var (package, seconds) in cost.Seconds)
                    raw.Add(cost.Code, run, package, cost.Lines, seconds);
            }

            runs.Add(CodeCost.Sum(costs));
        }

        PackageTable.Write(file, runs);
    }

    private static async Task<List<CodeCost>> MeasureAsync(PackageTimes times, IReadOnlyList<CodeFolder> code, string run)
    {
        var costs = new List<CodeCost>();
        foreach (var part in code)
        {
            Console.Error.WriteLine($"{run}: {part.Name}");
            var ofProjects = new List<CodeCost>();
            foreach (var compilation in part.Compile())
            {
                var lines = compilation.SyntaxTrees.Sum(static t => t.GetText().Lines.Count);
                ofProjects.Add(new CodeCost(part.Name, lines, await times.MeasureAsync(compilation)));
            }

            if (ofProjects.Count > 0)
                costs.Add(CodeCost.Sum(ofProjects));
        }

        return costs;
    }
}
