namespace Leveret.Analyzers.Benchmarks.Peers;

/// <summary>The seconds of each package over some code.</summary>
internal sealed record CodeCost(string Code, int Lines, IReadOnlyDictionary<string, double> Seconds)
{
    public static CodeCost Sum(IReadOnlyList<CodeCost> parts) => new(
        parts[0].Code,
        parts.Sum(static p => p.Lines),
        parts.SelectMany(static p => p.Seconds).GroupBy(static s => s.Key).ToDictionary(static g => g.Key, static g => g.Sum(s => s.Value)));
}
