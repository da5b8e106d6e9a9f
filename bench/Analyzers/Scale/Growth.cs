using Leveret.Analyzers.Benchmarks.Code;
using Leveret.Analyzers.Benchmarks.Measuring;

namespace Leveret.Analyzers.Benchmarks.Scale;

/// <summary>The cost as the code grows: lines of one file, consumers in one class, in many classes and in many files.</summary>
internal static class Growth
{
    private static readonly int[] Lengths = [1000, 2000, 4000];
    private static readonly int[] Counts = [10, 100, 1000];

    public static IEnumerable<(string Series, Func<IEnumerable<Row>> Run)> Series { get; } =
    [
        ("lines", () => Lengths.Select(n => Row("lines of one file", n, [LongFile.Create(n)], perLine: true))),
        ("class", () => Counts.Select(n => Row("consumers in one class", n, [ManyConsumers.InOneClass(n)]))),
        ("classes", () => Counts.Select(n => Row("consumers in many classes", n, [ManyConsumers.InManyClasses(n)]))),
        ("files", () => Counts.Select(n => Row("consumers in many files", n, ManyConsumers.InManyFiles(n)))),
    ];

    private static Row Row(string series, int size, IEnumerable<CodeFile> files, bool perLine = false)
    {
        var sources = Sources.Of(files.Append(ServiceFile.Create())).Checked();
        var cost = Cost.Of((_, analyzer) => Analysis.OfAll(sources.Compile(), analyzer));
        return new Row(series, size.ToString(), perLine ? sources.Lines : size, cost);
    }
}
