using Leveret.Analyzers.Benchmarks.Rules;
using Leveret.Analyzers.Benchmarks.Scale;

switch (args)
{
    case ["quick", .. var only]:
        Quick.Run(only);
        return 0;
    case ["rules", var folder]:
        RuleRun.Run(folder);
        return 0;
    case ["cold"]:
        Console.WriteLine(Solution.FirstCompilation());
        return 0;
    default:
        Console.Error.WriteLine("usage: Leveret.Analyzers.Benchmarks quick [lines] [class] [classes] [files] [keystroke] [solution]");
        return 2;
}
