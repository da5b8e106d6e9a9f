using Leveret.Corpus;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Leveret.Analyzers.Benchmarks.Peers;

/// <summary>Source trees to run analyzers over: our own, and those of a folder of repositories.</summary>
internal sealed record CodeFolder(string Name, string Root)
{
    private static readonly string[] Own = ["samples", "src"];

    /// <summary>What tests refer to.</summary>
    public static IReadOnlyList<MetadataReference> TestLibraries { get; } =
        [.. Settings.All("TestLibrary").Select(static l => MetadataReference.CreateFromFile(Path.Combine(Settings.PackageRoot, l)))];

    public static IEnumerable<CodeFolder> OfThisRepository() => Own.Select(static f => new CodeFolder(f, Path.Combine(Settings.RepositoryRoot, f)));

    /// <summary>The repositories of a folder, owner/name each.</summary>
    public static IEnumerable<CodeFolder> In(string folder) =>
        Directory.GetDirectories(folder).SelectMany(Directory.GetDirectories).Order(StringComparer.Ordinal)
            .Select(d => new CodeFolder(Path.GetRelativePath(folder, d), d));

    /// <summary>One compilation for each project. RabbitMQ.Client and xunit are always referenced, so that each package has to look.</summary>
    public IEnumerable<CSharpCompilation> Compile() =>
        Compilations.Of(SourceTree.Read(Root), Grouping.PerProject)
            .Where(static c => c.SyntaxTrees.Length > 0)
            .Select(static c => c.AddReferences(TestLibraries).WithOptions(c.Options.WithConcurrentBuild(false)));
}
