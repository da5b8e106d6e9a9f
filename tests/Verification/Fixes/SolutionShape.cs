using Microsoft.CodeAnalysis;

namespace Leveret.Verification.Fixes;

/// <summary>A fix edits documents that exist. What else a solution consists of, hosts drop or write in ways of their own.</summary>
internal static class SolutionShape
{
    /// <summary>Fails if projects, documents or references come or go.</summary>
    public static void Verify(string title, SolutionChanges changes)
    {
        Refuse(title, "adds projects", changes.GetAddedProjects());
        Refuse(title, "removes projects", changes.GetRemovedProjects());
        foreach (var project in changes.GetProjectChanges())
        {
            Refuse(title, "adds documents", project.GetAddedDocuments());
            Refuse(title, "removes documents", project.GetRemovedDocuments());
            Refuse(title, "adds additional files", project.GetAddedAdditionalDocuments());
            Refuse(title, "removes additional files", project.GetRemovedAdditionalDocuments());
            Refuse(title, "adds configuration files", project.GetAddedAnalyzerConfigDocuments());
            Refuse(title, "removes configuration files", project.GetRemovedAnalyzerConfigDocuments());
            Refuse(title, "adds references", project.GetAddedMetadataReferences());
            Refuse(title, "removes references", project.GetRemovedMetadataReferences());
            Refuse(title, "adds project references", project.GetAddedProjectReferences());
            Refuse(title, "removes project references", project.GetRemovedProjectReferences());
        }
    }

    private static void Refuse<T>(string title, string what, IEnumerable<T> items)
    {
        if (items.Any())
        {
            throw new VerificationException($"Document count: action '{title}' {what}.");
        }
    }
}
