using System.Collections.Immutable;
using Leveret.Verification.Solutions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace Leveret.Verification.Fixes;

/// <summary>FixAll where the same code occurs in several documents and projects: each scope reaches as far as it should, and no further.</summary>
internal static class AcrossDocumentsRun
{
    public static async Task RunAsync(FixSession session, CodeState before, CodeState after, CancellationToken cancellationToken)
    {
        var doubled = await DoubledCode.LikeAsync(session.Settings.Test, before.Files, cancellationToken).ConfigureAwait(false);
        var code = await session.AnalyseAsync(doubled.Solution(before.Files), cancellationToken).ConfigureAwait(false);
        if (await session.FirstAsync(code, cancellationToken).ConfigureAwait(false) is not var (first, action))
        {
            return;
        }

        if (session.Settings.Test.Makes(Checks.EquivalenceKeys))
        {
            await VerifyKeysAsync(session, code.Diagnostics, first, cancellationToken).ConfigureAwait(false);
        }

        (FixAllScope Scope, Checks Check, Func<Document, bool> Beyond)[] narrow =
        [
            (FixAllScope.Document, Checks.FixAllInDocument, d => d.Id != first.Document.Id && (DoubledCode.IsCopy(d) || DoubledCode.IsTwin(d))),
            (FixAllScope.Project, Checks.FixAllInProject, DoubledCode.IsTwin),
        ];
        foreach (var (scope, _, beyond) in narrow.Where(n => session.Settings.Test.Makes(n.Check)))
        {
            var what = $"FixAll in {scope} of doubled code";
            var changed = await FixAll.ApplyOnceAsync(session, scope, what, code, first, action, cancellationToken).ConfigureAwait(false);
            await VerifyUntouchedAsync(what, code.Solution, changed, beyond, cancellationToken).ConfigureAwait(false);
        }

        if (session.Settings.Test.Makes(Checks.FixAllInSolution))
        {
            const string What = "FixAll in Solution of doubled code";
            var changed = await FixAll.RunAsync(session, FixAllScope.Solution, What, code.Solution, changes: true, cancellationToken).ConfigureAwait(false);
            await SolutionTexts.VerifyAsync(What, doubled.Solution(after.Files), changed, cancellationToken).ConfigureAwait(false);
        }
    }

    private static async Task VerifyKeysAsync(
        FixSession session,
        ImmutableArray<FixableDiagnostic> diagnostics,
        FixableDiagnostic first,
        CancellationToken cancellationToken)
    {
        var twin = diagnostics.FirstOrDefault(d =>
            DoubledCode.IsTwin(d.Document)
            && d.Document.Name == first.Document.Name
            && d.Diagnostic.Id == first.Diagnostic.Id
            && d.Diagnostic.Location.SourceSpan == first.Diagnostic.Location.SourceSpan);
        if (twin is not null)
        {
            EquivalenceKeys.VerifyStable(
                await session.OffersAsync(first, cancellationToken).ConfigureAwait(false),
                await session.OffersAsync(twin, cancellationToken).ConfigureAwait(false),
                "from one document to another");
        }
    }

    private static async Task VerifyUntouchedAsync(string what, Solution before, Solution after, Func<Document, bool> beyond, CancellationToken cancellationToken)
    {
        foreach (var document in before.Projects.SelectMany(static p => p.Documents).Where(beyond))
        {
            var old = await document.GetTextAsync(cancellationToken).ConfigureAwait(false);
            var now = await after.GetDocument(document.Id)!.GetTextAsync(cancellationToken).ConfigureAwait(false);
            if (!old.ContentEquals(now))
            {
                throw new VerificationException($"FixAll scope: {what} changes {document.FilePath} of {document.Project.Name}, which it should not reach.");
            }
        }
    }
}
