using Microsoft.CodeAnalysis.Diagnostics;

namespace Leveret.Analyzers.Benchmarks.Measuring;

/// <summary>What the rules cost above the empty analyzer: medians of several runs, taken in turns.</summary>
internal sealed record Cost(double Milliseconds, double InAnalyzer, double Megabytes, double EmptyMilliseconds, int Reports)
{
    public const int Runs = 7;

    public static Cost Of(Func<int, DiagnosticAnalyzer, Sample> run, int runs = Runs, int warmUps = 2)
    {
        var ours = new List<Sample>();
        var empty = new List<Sample>();
        for (var i = -warmUps; i < runs; i++)
        {
            var (first, second) = (run(i, new EmptyAnalyzer()), run(i, new ConsumerAnalyzer()));
            if (i < 0)
                continue;
            empty.Add(first);
            ours.Add(second);
        }

        var before = Median.Of(empty, static s => s.Milliseconds);
        return new Cost(
            Median.Of(ours, static s => s.Milliseconds) - before,
            Median.Of(ours, static s => s.InAnalyzer),
            Median.Of(ours, static s => s.Megabytes) - Median.Of(empty, static s => s.Megabytes),
            before,
            ours[0].Reports);
    }
}
