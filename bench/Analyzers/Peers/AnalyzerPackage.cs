using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Leveret.Analyzers.Benchmarks.Peers;

/// <summary>A package of analyzers and what is in it.</summary>
internal sealed record AnalyzerPackage(string Name, string Version, ImmutableArray<string> Assemblies)
{
    /// <summary>The rules of this repository.</summary>
    public static AnalyzerPackage Leveret { get; } = new("Leveret.Analyzers", "as built", [typeof(ConsumerAnalyzer).Assembly.Location]);

    /// <summary>The same and the packages that they are compared with.</summary>
    public static ImmutableArray<AnalyzerPackage> All { get; } =
    [
        Leveret,
        .. Settings.All("Peer").Select(static p => p.Split(' ')).Select(static p => new AnalyzerPackage(p[0], p[1], Find(p[0], p[1]))),
    ];

    /// <summary>New instances of its analyzers.</summary>
    public ImmutableArray<DiagnosticAnalyzer> Load()
    {
        var loader = new PackageLoader(Assemblies);
        return [.. Assemblies.SelectMany(a => new AnalyzerFileReference(a, loader).GetAnalyzers(LanguageNames.CSharp))];
    }

    /// <summary>The assemblies for C#, of the newest Roslyn that this program has.</summary>
    private static ImmutableArray<string> Find(string name, string version)
    {
        var root = Path.Combine(Settings.PackageRoot, name.ToLowerInvariant(), version, "analyzers", "dotnet");
        const string prefix = "roslyn";
        var host = typeof(Compilation).Assembly.GetName().Version!;
        var folder = Directory.GetDirectories(root, prefix + "*")
            .Select(static d => (Folder: d, Roslyn: System.Version.Parse(Path.GetFileName(d)[prefix.Length..])))
            .Where(d => d.Roslyn <= host)
            .OrderByDescending(static d => d.Roslyn)
            .Select(static d => d.Folder)
            .FirstOrDefault(root);
        return [.. Directory.GetFiles(Path.Combine(folder, "cs"), "*.dll").Order(StringComparer.Ordinal)];
    }
}
