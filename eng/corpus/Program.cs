using Leveret.Corpus;

if (args.Length < 2 || args.Contains("--help"))
{
    Console.Error.WriteLine("""
        usage: corpus DIR OUT.sarif [--per-project | --per-file] [--fixes TABLE.tsv]

        DIR            folder of source trees, <owner>/<name> each
        OUT.sarif      where the SARIF 2.1 log is written
        --per-project  each project alone, as a build sees it; default: projects that reference each other together
        --per-file     each file alone, as a snippet
        --fixes TABLE  also tries the first fix of every report, prints how many were offered, ended their report and
                       broke the code, and writes a line for each report to the file TABLE
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
var fixes = Array.IndexOf(args, "--fixes") is var at and >= 0 ? args.ElementAtOrDefault(at + 1) : null;
if (args.Contains("--fixes") && fixes is null or ['-', ..])
{
    Console.Error.WriteLine("corpus: --fixes needs the name of the file for its table");
    return 2;
}

var table = new FixTable(folder);
for (var i = 0; i < trees.Count; i++)
{
    var name = Path.GetRelativePath(folder, trees[i]);
    var clock = System.Diagnostics.Stopwatch.StartNew();
    var source = SourceTree.Read(trees[i]);
    var (units, inRules, reports) = await Analysis.RunAsync(source, mode);
    log.Add(reports);
    if (fixes is not null && reports.Any(r => FixTrial.Rules.Contains(r.Id)))
    {
        var files = reports.Select(r => r.Location.SourceTree?.FilePath).ToHashSet();
        foreach (var compilation in Compilations.Of(source, mode).Where(c => c.SyntaxTrees.Any(t => files.Contains(t.FilePath))))
            table.Add(await FixTrial.RunAsync(compilation));
    }

    Console.Error.WriteLine($"{i + 1}/{trees.Count} {name}: {units} compilations, {reports.Count} reports, {clock.Elapsed.TotalSeconds:0.0} s ({inRules.TotalSeconds:0.00} s in the rules)");
}

log.Write(output);
if (fixes is not null)
{
    table.Write(fixes);
    table.Print(Console.Out);
}

Console.Error.WriteLine($"{log.Count} reports in {output}");
return 0;
