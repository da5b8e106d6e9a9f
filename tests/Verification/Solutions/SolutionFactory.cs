using System.Collections.Immutable;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace Leveret.Verification.Solutions;

/// <summary>Builds the solution that a test analyses and fixes.</summary>
internal static class SolutionFactory
{
    /// <summary>A solution with <paramref name="files"/>, whose projects refer to <paramref name="references"/>. Files of the twin project bring that project with them.</summary>
    public static Solution Create(TestSettings settings, ImmutableArray<CodeFile> files, ReferenceSet references)
    {
        var solution = BaseSolutions.Get(references);
        var main = solution.ProjectIds[0];
        solution = Configure(solution, main, settings, settings.OutputKind, settings.AdditionalReferences);
        foreach (var project in settings.AdditionalProjects)
        {
            var id = ProjectId.CreateNewId(project.Name);
            solution = AddProject(solution, id, project.Name, references).AddProjectReference(main, new ProjectReference(id));
            solution = Configure(solution, id, settings, OutputKind.DynamicallyLinkedLibrary, project.AdditionalReferences);
        }

        if (files.Any(static f => f.Project == CodeState.TwinProject))
        {
            var id = ProjectId.CreateNewId(CodeState.TwinProject);
            solution = AddProject(solution, id, CodeState.TwinProject, references)
                .AddProjectReferences(id, solution.GetProject(main)!.ProjectReferences);
            solution = Configure(solution, id, settings, settings.OutputKind, settings.AdditionalReferences);
        }

        foreach (var file in files)
        {
            solution = AddDocument(solution, solution.Projects.Single(p => p.Name == file.Project).Id, file);
        }

        return settings.SolutionTransforms.Aggregate(solution, (s, transform) => transform(s, main));
    }

    /// <summary>The solution with one more document.</summary>
    public static Solution AddDocument(Solution solution, ProjectId project, CodeFile file) =>
        solution.AddDocument(DocumentInfo.Create(
            DocumentId.CreateNewId(project, file.Path),
            Path.GetFileName(file.Path),
            Folders(file.Path),
            loader: Loader(file.Path, file.Text),
            filePath: file.Path));

    private static Solution AddProject(Solution solution, ProjectId id, string name, ReferenceSet references) =>
        solution.AddProject(ProjectInfo.Create(
            id,
            VersionStamp.Default,
            name,
            name,
            LanguageNames.CSharp,
            metadataReferences: references.References));

    private static Solution Configure(
        Solution solution,
        ProjectId project,
        TestSettings settings,
        OutputKind kind,
        IEnumerable<MetadataReference> references)
    {
        solution = solution
            .WithProjectParseOptions(project, ProjectOptions.Parse(settings))
            .WithProjectCompilationOptions(project, ProjectOptions.Compilation(settings, kind))
            .AddMetadataReferences(project, references);
        foreach (var (path, text) in settings.AdditionalFiles)
        {
            solution = solution.AddAdditionalDocument(DocumentId.CreateNewId(project, path), Path.GetFileName(path), Text(text), Folders(path), path);
        }

        foreach (var (path, text) in settings.AnalyzerConfigFiles)
        {
            solution = AddConfig(solution, project, path, text);
        }

        return EnabledRules.Config(settings) is { } enabled ? AddConfig(solution, project, EnabledRules.Path, enabled) : solution;
    }

    private static Solution AddConfig(Solution solution, ProjectId project, string path, string text) =>
        solution.AddAnalyzerConfigDocument(DocumentId.CreateNewId(project, path), Path.GetFileName(path), Text(text), Folders(path), path);

    private static IEnumerable<string> Folders(string path) =>
        path.Split('/', StringSplitOptions.RemoveEmptyEntries).SkipLast(1);

    private static TextLoader Loader(string path, string text) =>
        TextLoader.From(TextAndVersion.Create(Text(text), VersionStamp.Default, path));

    private static SourceText Text(string text) => SourceText.From(text, Encoding.UTF8, SourceHashAlgorithm.Sha1);
}
