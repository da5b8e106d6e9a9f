using System.Diagnostics;
using System.Xml.Linq;
using Leveret.Analyzers.Benchmarks.Code;
using Leveret.Analyzers.Benchmarks.Peers;
using Leveret.Corpus;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Leveret.Analyzers.Benchmarks.Builds;

/// <summary>A project in a temporary folder that the analyzers of some packages run over, with a compiler server of its own.</summary>
internal sealed class TemporaryProject : IDisposable
{
    private readonly string _folder;
    private readonly IReadOnlyList<AnalyzerPackage> _packages;

    private TemporaryProject(string folder, IReadOnlyList<string> files, OutputKind kind, IReadOnlyList<AnalyzerPackage> packages)
    {
        _folder = folder;
        _packages = packages;
        Lines = files.Sum(static f => File.ReadLines(f).Count());
        File.WriteAllText(ConfigPath, AnalyzerConfig());
        Project(files, kind).Save(ProjectPath);
    }

    public int Lines { get; }

    private string ProjectPath => Path.Combine(_folder, "Code.csproj");

    private string ConfigPath => Path.Combine(_folder, "all-rules.globalconfig");

    private string LogPath => Path.Combine(_folder, "build.log");

    /// <summary>A program made of the sources in some folders.</summary>
    public static TemporaryProject OfFolders(IEnumerable<string> folders, IReadOnlyList<AnalyzerPackage> packages) =>
        new(NewFolder(), [.. folders.SelectMany(static f => SourceTree.Read(f).Projects).SelectMany(static p => p.Files)], OutputKind.ConsoleApplication, packages);

    /// <summary>A library made of generated files.</summary>
    public static TemporaryProject OfTexts(IEnumerable<CodeFile> files, IReadOnlyList<AnalyzerPackage> packages)
    {
        var folder = NewFolder();
        var paths = new List<string>();
        foreach (var file in files)
        {
            var path = Path.Combine(folder, "Code", file.Path);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, file.Text);
            paths.Add(path);
        }

        return new TemporaryProject(folder, paths, OutputKind.DynamicallyLinkedLibrary, packages);
    }

    public void Restore() => Run("-t:Restore");

    /// <summary>Builds it anew and reads what the compiler reports.</summary>
    public BuildReport Rebuild(bool analyze)
    {
        Run("-t:Rebuild", $"-p:RunAnalyzers={analyze}", "-p:ReportAnalyzer=true", "-noConsoleLogger", $"-fileLoggerParameters:verbosity=detailed;performanceSummary;logfile={LogPath}");
        return BuildReport.Read(LogPath, _packages);
    }

    /// <summary>The next build starts another one.</summary>
    public void StopCompilerServer() => Run("-t:StopCompilerServer");

    public void Dispose()
    {
        StopCompilerServer();
        Directory.Delete(_folder, recursive: true);
    }

    private static string NewFolder() => Directory.CreateTempSubdirectory("leveret-bench-").FullName;

    private void Run(params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo("dotnet", ["msbuild", ProjectPath, "-nodeReuse:false", "-nologo", "-maxCpuCount:1", .. arguments]) { RedirectStandardOutput = true })!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"{string.Join(' ', arguments)} failed: {output}{Errors()}");
    }

    private string Errors() => File.Exists(LogPath) ? File.ReadLines(LogPath).FirstOrDefault(static l => l.Contains(": error ", StringComparison.Ordinal), "") : "";

    private XElement Project(IReadOnlyList<string> files, OutputKind kind) => new(
        "Project",
        new XAttribute("Sdk", "Microsoft.NET.Sdk"),
        new XElement(
            "PropertyGroup",
            new XElement("OutputType", kind == OutputKind.ConsoleApplication ? "Exe" : "Library"),
            new XElement("TargetFramework", "net10.0"),
            new XElement("LangVersion", "13"),
            new XElement("Nullable", "enable"),
            new XElement("ImplicitUsings", "enable"),
            new XElement("EnableDefaultItems", "false"),
            new XElement("EnableNETAnalyzers", "false"),
            new XElement("DiscoverEditorConfigFiles", "false"),
            new XElement("NoWarn", "CS0436"),
            new XElement("UseSharedCompilation", "true"),
            new XElement("SharedCompilationId", Path.GetFileName(_folder))),
        new XElement(
            "ItemGroup",
            new XElement("FrameworkReference", new XAttribute("Include", "Microsoft.AspNetCore.App")),
            new XElement("GlobalAnalyzerConfigFiles", new XAttribute("Include", ConfigPath)),
            files.Select(static f => Item("Compile", f)),
            References().Select(static r => Item("Reference", r)),
            _packages.SelectMany(static p => p.Assemblies).Select(static a => Item("Analyzer", a))),
        new XElement(
            "Target",
            new XAttribute("Name", "StopCompilerServer"),
            new XElement("Exec", new XAttribute("Command", "\"$(RoslynTargetsPath)/bincore/VBCSCompiler\" -pipename:$(SharedCompilationId) -shutdown"))));

    private static XElement Item(string kind, string path) => new(kind, new XAttribute("Include", path));

    /// <summary>The libraries that generated code, the samples and the rules need, beside those of .NET.</summary>
    private static IEnumerable<string> References() =>
        Libraries.For(Client.V7).Concat(CodeFolder.TestLibraries).Select(static r => r.Display!).Where(static p => p.StartsWith(Settings.PackageRoot, StringComparison.Ordinal))
            .Append(typeof(Compilation).Assembly.Location)
            .Append(typeof(CSharpCompilation).Assembly.Location);

    /// <summary>Every rule that is on by default is a warning, since the compiler leaves out what it would not show.</summary>
    private string AnalyzerConfig() =>
        "is_global = true\nglobal_level = 1000\n" + string.Concat(_packages
            .SelectMany(static p => p.Load())
            .SelectMany(static a => a.SupportedDiagnostics)
            .Where(static d => d.IsEnabledByDefault)
            .Select(static d => d.Id)
            .Distinct()
            .Order(StringComparer.Ordinal)
            .Select(static id => $"dotnet_diagnostic.{id}.severity = warning\n"));
}
