using Leveret.Analyzers.Benchmarks.Code;
using Leveret.Analyzers.Benchmarks.Measuring;

namespace Leveret.Analyzers.Benchmarks.Scale;

/// <summary>The cost as the code grows: lines of one file, consumers in one class, in many classes and in many files.</summary>
internal static class Growth
{
    private static readonly int[] Lengths = [1000, 2000, 4000];
    private static readonly int[] Counts = [10, 100, 1000];

    public static IEnumerable<Row> Of(string series) => series switch
    {
        "lines" => Lengths.Select(LongFile.Create).Select(f => Measure("lines of one file", f.Lines, [f])),
        "class" => Counts.Select(n => Measure("consumers in one class", n, [ManyConsumers.InOneClass(n)])),
        "classes" => Counts.Select(n => Measure("consumers in many classes", n, [ManyConsumers.InManyClasses(n)])),
        "files" => Counts.Select(n => Measure("consumers in many files", n, ManyConsumers.InManyFiles(n))),
        _ => throw new ArgumentOutOfRangeException(nameof(series), series, "There is no such series."),
    };

    private static Row Measure(string series, int size, IEnumerable<CodeFile> files)
    {
        var sources = Sources.Of(files.Append(ServiceFile.Create())).Checked();
        return new Row(series, size, Cost.Of((_, analyzer) => Analysis.OfAll(sources.Compile(), analyzer)));
    }
}
