using System.Globalization;
using System.Text.RegularExpressions;
using Leveret.Analyzers.Benchmarks.Peers;

namespace Leveret.Analyzers.Benchmarks.Builds;

/// <summary>What a detailed build log says: the time of the compiler, and the seconds of each package.</summary>
internal sealed partial record BuildReport(double CompileMilliseconds, IReadOnlyDictionary<string, double> Seconds)
{
    public static BuildReport Read(string log, IEnumerable<AnalyzerPackage> packages)
    {
        var text = File.ReadAllText(log);
        var byAssembly = AnalyzerLine().Matches(text).ToLookup(
            static m => m.Groups["assembly"].Value,
            static m => double.Parse(m.Groups["seconds"].Value, CultureInfo.InvariantCulture));
        return new BuildReport(
            double.Parse(CompilerLine().Match(text).Groups["ms"].Value, CultureInfo.InvariantCulture),
            packages.ToDictionary(
                static p => p.Name,
                p => p.Assemblies.Sum(a => byAssembly[Path.GetFileNameWithoutExtension(a)].Sum())));
    }

    /// <summary>The line of an assembly, above those of its analyzers. What took less than a millisecond counts as one.</summary>
    [GeneratedRegex(@"^ +<?(?<seconds>\d+\.\d+) +<?\d+ +(?<assembly>\S+), Version=", RegexOptions.Multiline)]
    private static partial Regex AnalyzerLine();

    [GeneratedRegex(@"^ *(?<ms>\d+) ms +Csc +1 calls", RegexOptions.Multiline)]
    private static partial Regex CompilerLine();
}
