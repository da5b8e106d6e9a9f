using System.Text.RegularExpressions;

namespace Leveret.Corpus;

/// <summary>A project file and the sources in its folder.</summary>
internal sealed partial class Project(string path, List<string> files, List<string> references, Client client, bool implicitUsings)
{
    public string Path { get; } = path;

    public string Folder { get; } = System.IO.Path.GetDirectoryName(path)!;

    public List<string> Files { get; } = files;

    /// <summary>The full paths of the projects that it references.</summary>
    public List<string> References { get; } = references;

    public Client Client { get; set; } = client;

    public bool ImplicitUsings { get; } = implicitUsings;

    /// <summary>Whether a project or props file switches implicit usings on.</summary>
    public static bool HasImplicitUsings(string path) => SwitchOn().IsMatch(File.ReadAllText(path));

    public static Project Read(string path, Client client, bool implicitUsings)
    {
        var text = File.ReadAllText(path);
        var folder = System.IO.Path.GetDirectoryName(path)!;
        var references = ProjectReference().Matches(text)
            .Select(m => System.IO.Path.GetFullPath(System.IO.Path.Combine(folder, m.Groups[1].Value.Replace('\\', '/'))))
            .ToList();
        return new Project(path, [], references, client, implicitUsings || HasImplicitUsings(path));
    }

    /// <summary>Several project files in one folder share its sources.</summary>
    public static Project Merge(IEnumerable<Project> projects)
    {
        var all = projects.ToList();
        return new Project(
            all[0].Path,
            [],
            all.SelectMany(p => p.References).Distinct().ToList(),
            all.Select(p => p.Client).FirstOrDefault(c => c != Client.Unknown),
            all.Any(p => p.ImplicitUsings));
    }

    [GeneratedRegex("<ImplicitUsings>(enable|true)", RegexOptions.IgnoreCase)]
    private static partial Regex SwitchOn();

    [GeneratedRegex("""<ProjectReference\s+Include\s*=\s*"([^"]+)["]""")]
    private static partial Regex ProjectReference();
}
