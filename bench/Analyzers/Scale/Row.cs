using Leveret.Analyzers.Benchmarks.Measuring;

namespace Leveret.Analyzers.Benchmarks.Scale;

/// <summary>A case of a series; the cost should be proportional to <paramref name="Size"/>, lines or consumers.</summary>
internal sealed record Row(string Series, int Size, Cost Cost)
{
    /// <summary>A figure for each line or consumer, in relation to the same for <paramref name="smallest"/>.</summary>
    public double Growth(Row smallest, Func<Cost, double> figure) => figure(Cost) / Size / (figure(smallest.Cost) / smallest.Size);
}
