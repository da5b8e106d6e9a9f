using System.Globalization;
using Leveret.Analyzers.Benchmarks.Builds;
using Leveret.Analyzers.Benchmarks.Peers;
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
    case ["build", var folder]:
        BuildRun.Run(folder);
        return 0;
    case ["peers", var folder]:
        await PeerRun.RunAsync(folder, code: null);
        return 0;
    case ["peers", var folder, var code]:
        await PeerRun.RunAsync(folder, code);
        return 0;
    case ["cold"]:
        var (compile, inRules) = Solution.First();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{compile:0.0} {inRules:0.0}"));
        return 0;
    default:
        Console.Error.WriteLine($"""
            usage: Leveret.Analyzers.Benchmarks rules FOLDER
                   Leveret.Analyzers.Benchmarks scale FOLDER
                   Leveret.Analyzers.Benchmarks build FOLDER
                   Leveret.Analyzers.Benchmarks peers FOLDER [CODE]
                   Leveret.Analyzers.Benchmarks quick [{string.Join("] [", ScaleRun.Parts)}]
            """);
        return 2;
}
