using System.Text.RegularExpressions;

namespace Leveret.Corpus;

/// <summary>The projects and files of one repository on disk.</summary>
internal sealed partial class SourceTree
{
    private SourceTree(string root, List<Project> projects)
    {
        Root = root;
        Projects = projects;
    }

    public string Root { get; }

    public List<Project> Projects { get; }

    /// <summary>Reads the project files below <paramref name="root"/>; files outside any project make one of their own.</summary>
    public static SourceTree Read(string root)
    {
        var shared = Directory.EnumerateFiles(root, "Directory.*.props", SearchOption.AllDirectories).ToList();
        var central = ClientVersionIn(shared) ?? Client.Unknown;
        var implicitUsings = shared.Any(Project.HasImplicitUsings);
        var projects = Directory.EnumerateFiles(root, "*.csproj", SearchOption.AllDirectories)
            .Select(path => Project.Read(path, ClientVersionIn(Settings(path)) ?? Client.Unknown, implicitUsings))
            .OrderBy(p => p.Path, StringComparer.Ordinal)
            .OrderBy(p => Path.GetFileNameWithoutExtension(p.Path) == Path.GetFileName(p.Folder) ? 0 : 1)
            .GroupBy(p => p.Folder)
            .Select(Project.Merge)
            .ToList();
        var loose = new Project(Path.Combine(root, "(loose files)"), [], [], Client.Unknown, implicitUsings: false);
        var byFolder = projects.ToDictionary(p => p.Folder);
        foreach (var file in Directory.EnumerateFiles(root, "*.cs", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            if (!IsBuildOutput(root, file))
                OwnerOf(file).Files.Add(file);
        }

        if (loose.Files.Count > 0)
            projects.Add(loose);
        var fallback = central != Client.Unknown ? central : projects.Select(p => p.Client).FirstOrDefault(c => c != Client.Unknown);
        foreach (var project in projects)
            project.Client = project.Client == Client.Unknown ? fallback : project.Client;
        return new SourceTree(root, projects);

        Project OwnerOf(string file)
        {
            for (var folder = Path.GetDirectoryName(file); folder is not null && folder.Length >= root.Length; folder = Path.GetDirectoryName(folder))
            {
                if (byFolder.TryGetValue(folder, out var owner))
                    return owner;
            }

            return loose;
        }
    }

    /// <summary>The projects in groups that reference each other, each group one compilation.</summary>
    public IEnumerable<List<Project>> Groups()
    {
        var byPath = Projects.GroupBy(p => p.Path).ToDictionary(g => g.Key, g => g.First());
        var neighbours = Projects.ToDictionary(p => p, _ => new HashSet<Project>());
        foreach (var project in Projects)
        {
            foreach (var reference in project.References)
            {
                if (byPath.TryGetValue(reference, out var other))
                {
                    neighbours[project].Add(other);
                    neighbours[other].Add(project);
                }
            }
        }

        var seen = new HashSet<Project>();
        foreach (var project in Projects)
        {
            if (!seen.Add(project))
                continue;
            var group = new List<Project> { project };
            for (var i = 0; i < group.Count; i++)
                group.AddRange(neighbours[group[i]].Where(seen.Add));
            yield return group;
        }
    }

    private static IEnumerable<string> Settings(string project)
    {
        yield return project;
        var packages = Path.Combine(Path.GetDirectoryName(project)!, "packages.config");
        if (File.Exists(packages))
            yield return packages;
    }

    private static Client? ClientVersionIn(IEnumerable<string> files)
    {
        foreach (var file in files)
        {
            var match = ClientReference().Match(File.ReadAllText(file));
            if (match.Success && int.TryParse(match.Groups["major"].Value, out var major))
                return major >= 7 ? Client.V7 : major == 6 ? Client.V6 : Client.V5;
        }

        return null;
    }

    private static bool IsBuildOutput(string root, string file)
    {
        var parts = Path.GetRelativePath(root, file).Split(Path.DirectorySeparatorChar);
        return parts.Contains("bin") || parts.Contains("obj");
    }

    [GeneratedRegex("""RabbitMQ\.Client"\s+version\s*=\s*"[\[(]?(?<major>\d+)\.|RabbitMQ\.Client"\s*>\s*<Version>(?<major>\d+)\.|RabbitMQ\.Client, Version=(?<major>\d+)\.""", RegexOptions.IgnoreCase)]
    private static partial Regex ClientReference();
}
