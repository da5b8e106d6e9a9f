using System.Collections.Immutable;
using Leveret.Analyzers.Tests.Libraries;
using Leveret.Robustness.Tests.Code;
using Leveret.Verification.Solutions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace Leveret.Robustness.Tests.Running;

/// <summary>Makes a project of source files.</summary>
internal static class Subject
{
    private static readonly ImmutableArray<MetadataReference> Libraries =
        [.. typeof(Library).GetProperties().Where(p => p.PropertyType == typeof(Library)).Select(p => ((Library)p.GetValue(null)!).Reference)];

    /// <summary>A project of its own with these files, which shares what was read of its references with other projects.</summary>
    public static Project Create(SourceGroup group)
    {
        var solution = BaseSolutions.Get(new ReferenceSet(group.Client));
        var id = solution.ProjectIds[0];
        solution = solution
            .WithProjectParseOptions(id, new CSharpParseOptions(LanguageVersion.Latest, DocumentationMode.Parse))
            .WithProjectCompilationOptions(id, new CSharpCompilationOptions(Kind(group), allowUnsafe: true, nullableContextOptions: NullableContextOptions.Enable));
        if (group.HasLibraries)
            solution = solution.AddMetadataReferences(id, Libraries);
        if (group.Configuration is { } configuration)
            solution = solution.AddAnalyzerConfigDocument(DocumentId.CreateNewId(id), ".editorconfig", SourceText.From(configuration), filePath: AnalyzerConfigPath.For(configuration));
        foreach (var file in group.Files)
            solution = SolutionFactory.AddDocument(solution, id, file);
        return solution.GetProject(id)!;
    }

    private static OutputKind Kind(SourceGroup group) =>
        group.Files.Any(f => CSharpSyntaxTree.ParseText(f.Text).GetCompilationUnitRoot().Members.Any(SyntaxKind.GlobalStatement))
            ? OutputKind.ConsoleApplication
            : OutputKind.DynamicallyLinkedLibrary;
}
