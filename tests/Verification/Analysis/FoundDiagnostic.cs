using Microsoft.CodeAnalysis;

namespace Leveret.Verification.Analysis;

/// <summary>A reported diagnostic.</summary>
/// <param name="Project">The project it was reported in.</param>
/// <param name="Diagnostic">The diagnostic.</param>
/// <param name="Message">Its message in the culture of the run.</param>
/// <param name="IsLocal">Whether it was reported with its file.</param>
/// <param name="SuppressedBySource">Whether a pragma or an attribute suppresses it, as opposed to a suppressor.</param>
internal sealed record FoundDiagnostic(ProjectId Project, Diagnostic Diagnostic, string Message, bool IsLocal, bool SuppressedBySource)
{
    public string Id => Diagnostic.Id;
}
