using Leveret.Analyzers.Benchmarks.Code;
using Leveret.Analyzers.Benchmarks.Measuring;
using Leveret.Analyzers.Benchmarks.Peers;
using Leveret.Analyzers.Benchmarks.Tables;

namespace Leveret.Analyzers.Benchmarks.Builds;

/// <summary>The cost of each package as <c>dotnet build -p:ReportAnalyzer=true</c> reports it, over code that compiles.</summary>
internal static class BuildRun
{
    private const int Runs = 3;
    private const int Files = 1000;
    private const int Consumers = 10;

    public static void Run(string folder)
    {
        string[] own = ["samples/LegacyWorker", "src/Analyzers"];
        using (var project = TemporaryProject.OfFolders(own.Select(static f => Path.Combine(Settings.RepositoryRoot, f)), AnalyzerPackage.All))
            Measure(folder, "build-own", string.Join(" and ", own), project);
        using (var project = TemporaryProject.OfTexts(LargeSolution.Create(Files, Consumers), [AnalyzerPackage.Leveret]))
            Measure(folder, "build-generated", $"{Files} generated files, {Consumers} of them with consumers", project);
    }

    private static void Measure(string folder, string name, string title, TemporaryProject project)
    {
        using var raw = new CsvFile(Path.Combine(folder, name + ".raw.csv"), "run", "build", "package", "lines", "seconds", "compile ms without analyzers");
        project.Restore();
        var first = new List<BuildReport>();
        var later = new List<BuildReport>();
        for (var run = 1; run <= Runs; run++)
        {
            Console.Error.WriteLine($"{name}: run {run} of {Runs}");
            project.StopCompilerServer();
            var (cold, warm, without) = (project.Rebuild(analyze: true), project.Rebuild(analyze: true), project.Rebuild(analyze: false));
            Keep(first, run, "first", cold with { CompileMilliseconds = without.CompileMilliseconds });
            Keep(later, run, "later", warm with { CompileMilliseconds = without.CompileMilliseconds });
        }

        Show("first build of a compiler server", first);
        Show("later build", later);

        void Keep(List<BuildReport> reports, int run, string build, BuildReport report)
        {
            reports.Add(report);
            foreach (var (package, seconds) in report.Seconds)
                raw.Add(run, build, package, project.Lines, seconds, report.CompileMilliseconds);
        }

        void Show(string build, List<BuildReport> reports)
        {
            Console.WriteLine($"{title}: {build}");
            PackageTable.Write(Path.Combine(folder, $"{name}-{build.Split(' ')[0]}.csv"), [.. reports.Select(r => new CodeCost(name, project.Lines, r.Seconds))]);
            var compile = Median.Of(reports, static r => r.CompileMilliseconds);
            var share = Median.Of(reports, static r => r.Seconds[AnalyzerPackage.Leveret.Name]) * 1e5 / compile;
            Console.WriteLine($"The compiler takes {compile:0} ms without analyzers; the rules are {share:0.00} % of that.");
            Console.WriteLine();
        }
    }
}
