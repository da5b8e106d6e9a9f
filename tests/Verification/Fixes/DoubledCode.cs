using System.Collections.Immutable;
using Leveret.Verification.Solutions;
using Microsoft.CodeAnalysis;

namespace Leveret.Verification.Fixes;

/// <summary>The code of a test several times: in its own documents, in copies with other type names beside them, and in a second project.</summary>
internal sealed class DoubledCode
{
    private readonly TestSettings _settings;
    private readonly TopLevelTypes _types;
    private readonly bool _withCopies;

    private DoubledCode(TestSettings settings, TopLevelTypes types, bool withCopies)
    {
        _settings = settings;
        _types = types;
        _withCopies = withCopies;
    }

    /// <summary>Doubles code like <paramref name="files"/>; without copies beside the documents where those would not compile.</summary>
    public static async Task<DoubledCode> LikeAsync(TestSettings settings, ImmutableArray<CodeFile> files, CancellationToken cancellationToken)
    {
        var types = TopLevelTypes.Of(settings, files);
        var doubled = new DoubledCode(settings, types, withCopies: true);
        var single = await ErrorsAsync(SolutionFactory.Create(settings, files, new ReferenceSet(settings.Client)), cancellationToken).ConfigureAwait(false);
        var all = await ErrorsAsync(doubled.Solution(files), cancellationToken).ConfigureAwait(false);
        return all <= 2 * single ? doubled : new DoubledCode(settings, types, withCopies: false);
    }

    /// <summary>The solution in which <paramref name="files"/> are doubled.</summary>
    public Solution Solution(ImmutableArray<CodeFile> files)
    {
        var main = files.Where(static f => f.Project == CodeState.MainProject).ToList();
        var copies = _withCopies ? main.Select(f => f with { Path = CopyPath(f.Path), Text = _types.Rename(f.Text) }) : [];
        var twins = main.Select(static f => f with { Project = CodeState.TwinProject, Path = "/twin" + f.Path });
        return SolutionFactory.Create(_settings, [.. files, .. copies, .. twins], new ReferenceSet(_settings.Client));
    }

    /// <summary>Whether <paramref name="document"/> is a copy within the main project.</summary>
    public static bool IsCopy(Document document) => document.FilePath!.EndsWith(".Copy.cs", StringComparison.Ordinal);

    /// <summary>Whether <paramref name="document"/> belongs to the second project.</summary>
    public static bool IsTwin(Document document) => document.Project.Name == CodeState.TwinProject;

    private static string CopyPath(string path) => Path.ChangeExtension(path, ".Copy.cs");

    private static async Task<int> ErrorsAsync(Solution solution, CancellationToken cancellationToken)
    {
        var project = solution.Projects.Single(static p => p.Name == CodeState.MainProject);
        var compilation = await project.GetCompilationAsync(cancellationToken).ConfigureAwait(false);
        return compilation!.GetDiagnostics(cancellationToken).Count(static d => d.Severity == DiagnosticSeverity.Error);
    }
}
