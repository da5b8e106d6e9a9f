using Microsoft.CodeAnalysis;

namespace Leveret.Verification.Analysis;

/// <summary>A reported diagnostic, the project it was reported in, its message in the culture of the run, and whether it was reported with its file.</summary>
internal sealed record FoundDiagnostic(ProjectId Project, Diagnostic Diagnostic, string Message, bool IsLocal)
{
    public string Id => Diagnostic.Id;
}
