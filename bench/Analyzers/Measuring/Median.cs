namespace Leveret.Analyzers.Benchmarks.Measuring;

internal static class Median
{
    public static double Of(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        return (sorted[(sorted.Count - 1) / 2] + sorted[sorted.Count / 2]) / 2;
    }

    public static double Of<T>(IEnumerable<T> values, Func<T, double> read) => Of(values.Select(read));
}
