using System.Collections.Immutable;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace Leveret.Verification.Solutions;

/// <summary>Builds the solution that a test analyses and fixes.</summary>
internal static class SolutionFactory
{
    /// <summary>A solution with <paramref name="files"/>, whose projects refer to <paramref name="references"/>.</summary>
    public static Solution Create(TestSettings settings, ImmutableArray<CodeFile> files, ReferenceSet references)
    {
        var solution = BaseSolutions.Get(references);
        var main = solution.ProjectIds[0];
        solution = Configure(solution, main, settings, settings.OutputKind, settings.AdditionalReferences);
        foreach (var project in settings.AdditionalProjects)
        {
            var id = ProjectId.CreateNewId(project.Name);
            solution = solution
                .AddProject(ProjectInfo.Create(
                    id,
                    VersionStamp.Default,
                    project.Name,
                    project.Name,
                    LanguageNames.CSharp,
                    metadataReferences: references.References))
                .AddProjectReference(main, new ProjectReference(id));
            solution = Configure(solution, id, settings, OutputKind.DynamicallyLinkedLibrary, project.AdditionalReferences);
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
            solution = solution.AddAnalyzerConfigDocument(DocumentId.CreateNewId(project, path), Path.GetFileName(path), Text(text), Folders(path), path);
        }

        return solution;
    }

    private static IEnumerable<string> Folders(string path) =>
        path.Split('/', StringSplitOptions.RemoveEmptyEntries).SkipLast(1);

    private static TextLoader Loader(string path, string text) =>
        TextLoader.From(TextAndVersion.Create(Text(text), VersionStamp.Default, path));

    private static SourceText Text(string text) => SourceText.From(text, Encoding.UTF8, SourceHashAlgorithm.Sha256);
}
