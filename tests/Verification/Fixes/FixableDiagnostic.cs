using System.Collections.Immutable;
using Leveret.Verification.Analysis;
using Microsoft.CodeAnalysis;

namespace Leveret.Verification.Fixes;

/// <summary>A diagnostic in a document, which the fix under test takes.</summary>
internal sealed record FixableDiagnostic(Document Document, Diagnostic Diagnostic)
{
    /// <summary>Those of an analysis, in the order of projects, documents and places.</summary>
    public static ImmutableArray<FixableDiagnostic> Of(FixSettings settings, Solution solution, SolutionAnalysis analysis) =>
    [
        .. solution.Projects.SelectMany(project => InProject(settings, project, analysis)),
    ];

    /// <summary>What identifies the diagnostic before and after a change.</summary>
    public string Identity => $"{Document.Project.Name} {Diagnostic.Id} {Display.Place(Diagnostic.Location)}";

    private static IEnumerable<FixableDiagnostic> InProject(FixSettings settings, Project project, SolutionAnalysis analysis)
    {
        var order = project.DocumentIds.ToList();
        return analysis.Unsuppressed
            .Where(f => f.Project == project.Id && f.Diagnostic.Location.IsInSource && settings.Test.FixableIds.Contains(f.Id))
            .Select(f => (Document: project.GetDocument(f.Diagnostic.Location.SourceTree), f.Diagnostic))
            .Where(static f => f.Document is not null)
            .Select(static f => new FixableDiagnostic(f.Document!, f.Diagnostic))
            .OrderBy(f => order.IndexOf(f.Document.Id))
            .ThenBy(static f => f.Diagnostic.Location.SourceSpan.Start);
    }
}
