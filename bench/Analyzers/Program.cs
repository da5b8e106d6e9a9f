using Leveret.Analyzers.Benchmarks.Rules;
using Leveret.Analyzers.Benchmarks.Scale;

switch (args)
{
    case ["quick", .. var parts] when parts.All(ScaleRun.Parts.Contains):
        ScaleRun.Run(Path.Combine(Path.GetTempPath(), "leveret-bench", "scale.csv"), parts);
        return 0;
    case ["scale", var folder]:
        ScaleRun.Run(Path.Combine(folder, "scale.csv"), []);
        return 0;
    case ["rules", var folder]:
        RuleRun.Run(folder);
        return 0;
    case ["cold"]:
        Console.WriteLine(Solution.FirstCompilation());
        return 0;
    default:
        Console.Error.WriteLine($"""
            usage: Leveret.Analyzers.Benchmarks rules FOLDER
                   Leveret.Analyzers.Benchmarks scale FOLDER
                   Leveret.Analyzers.Benchmarks quick [{string.Join("] [", ScaleRun.Parts)}]
            """);
        return 2;
}
