namespace Leveret.Docs.Tests.Reading;

/// <summary>Where the repository lies on this machine, and its pages.</summary>
internal static class Repository
{
    public static string Root { get; } = Find();

    /// <summary>Every page that people read, by its path in the repository.</summary>
    public static IReadOnlyDictionary<string, Page> Pages { get; } = new[] { "README.md", "CHANGELOG.md" }
        .Concat(Below("docs"))
        .Concat(Below("samples"))
        .Concat(Below("src/Analyzers.Package"))
        .ToDictionary(path => path, path => new Page(path, Lines(path)));

    /// <summary>The pages of the rules, by id.</summary>
    public static IReadOnlyDictionary<string, Page> RulePages { get; } = Pages.Values
        .Where(page => page.Path.StartsWith("docs/rules/RMQ", StringComparison.Ordinal))
        .ToDictionary(page => Path.GetFileNameWithoutExtension(page.Path));

    public static string PathOf(string path) => Path.Combine(Root, path);

    public static string[] Lines(string path) => File.ReadAllLines(PathOf(path));

    private static IEnumerable<string> Below(string folder) =>
        Directory.EnumerateFiles(PathOf(folder), "*.md", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(Root, file).Replace('\\', '/'))
            .Where(path => !path.Contains("/obj/", StringComparison.Ordinal) && !path.Contains("/bin/", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal);

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Analyzers.sln")))
                return folder.FullName;
        }

        throw new InvalidOperationException($"{AppContext.BaseDirectory} is not inside the repository.");
    }
}
