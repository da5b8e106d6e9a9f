using Microsoft.CodeAnalysis.Diagnostics;

namespace Leveret.Analyzers.Benchmarks.Measuring;

/// <summary>
/// What the rules cost, medians of several runs: <paramref name="Added"/> and <paramref name="Megabytes"/> above the empty
/// analyzer, which ran in turns with them; <paramref name="InRules"/> and <paramref name="ExecutionTime"/> in their actions.
/// Times are in milliseconds.
/// </summary>
internal sealed record Cost(double Empty, double Added, double InRules, double ExecutionTime, double Megabytes, int Reports)
{
    public const int Runs = 7;

    public static Cost Of(Func<int, DiagnosticAnalyzer, Sample> run, int runs = Runs, int warmUps = 2)
    {
        var rules = new List<Sample>();
        var empty = new List<Sample>();
        for (var i = -warmUps; i < runs; i++)
        {
            var (before, after) = (run(i, new EmptyAnalyzer()), run(i, new ConsumerAnalyzer()));
            if (i < 0)
                continue;
            empty.Add(before);
            rules.Add(after);
        }

        var baseline = Median.Of(empty, static s => s.Total);
        return new Cost(
            baseline,
            Median.Of(rules, static s => s.Total) - baseline,
            Median.Of(rules, static s => s.InActions),
            Median.Of(rules, static s => s.ExecutionTime),
            Median.Of(rules, static s => s.Megabytes) - Median.Of(empty, static s => s.Megabytes),
            rules[0].Reports);
    }
}
