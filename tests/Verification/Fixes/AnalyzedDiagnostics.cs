using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace Leveret.Verification.Fixes;

/// <summary>Hands a FixAll provider the diagnostics that an analysis has already found.</summary>
internal sealed class AnalyzedDiagnostics(ImmutableArray<FixableDiagnostic> diagnostics) : FixAllContext.DiagnosticProvider
{
    public override Task<IEnumerable<Diagnostic>> GetAllDiagnosticsAsync(Project project, CancellationToken cancellationToken) =>
        Where(d => d.Document.Project.Id == project.Id);

    public override Task<IEnumerable<Diagnostic>> GetDocumentDiagnosticsAsync(Document document, CancellationToken cancellationToken) =>
        Where(d => d.Document.Id == document.Id);

    public override Task<IEnumerable<Diagnostic>> GetProjectDiagnosticsAsync(Project project, CancellationToken cancellationToken) =>
        Task.FromResult<IEnumerable<Diagnostic>>([]);

    private Task<IEnumerable<Diagnostic>> Where(Func<FixableDiagnostic, bool> condition) =>
        Task.FromResult<IEnumerable<Diagnostic>>([.. diagnostics.Where(condition).Select(static d => d.Diagnostic)]);
}
