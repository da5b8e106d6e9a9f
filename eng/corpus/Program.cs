using Leveret.Corpus;

if (args.Length < 2 || args.Contains("--help"))
{
    Console.Error.WriteLine("""
        usage: corpus DIR OUT.sarif [--per-project] [--per-file]

        DIR            folder of source trees, <owner>/<name> each
        OUT.sarif      where the SARIF 2.1 log is written
        --per-project  each project alone, as a build sees it; default: projects that reference each other together
        --per-file     each file alone, as a snippet
        """);
    return args.Contains("--help") ? 0 : 2;
}

var (folder, output) = (Path.GetFullPath(args[0]), args[1]);
if (!Directory.Exists(folder))
{
    Console.Error.WriteLine($"corpus: there is no folder {folder}");
    return 2;
}

var mode = args.Contains("--per-file") ? Grouping.PerFile : args.Contains("--per-project") ? Grouping.PerProject : Grouping.Together;
var trees = Directory.GetDirectories(folder).SelectMany(Directory.GetDirectories).Order(StringComparer.Ordinal).ToList();
var log = new SarifLog(folder);
for (var i = 0; i < trees.Count; i++)
{
    var name = Path.GetRelativePath(folder, trees[i]);
    var clock = System.Diagnostics.Stopwatch.StartNew();
    var (units, inRules, reports) = await Analysis.RunAsync(SourceTree.Read(trees[i]), mode);
    log.Add(reports);
    Console.Error.WriteLine($"{i + 1}/{trees.Count} {name}: {units} compilations, {reports.Count} reports, {clock.Elapsed.TotalSeconds:0.0} s ({inRules.TotalSeconds:0.00} s in the rules)");
}

log.Write(output);
Console.Error.WriteLine($"{log.Count} reports in {output}");
return 0;
