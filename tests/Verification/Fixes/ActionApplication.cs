using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Formatting;
using Microsoft.CodeAnalysis.Simplification;
using Microsoft.CodeAnalysis.Text;

namespace Leveret.Verification.Fixes;

/// <summary>Applies an action the way a host does.</summary>
internal static class ActionApplication
{
    /// <summary>The solution after the action, each changed document parsed from its text; fails if the action changes nothing.</summary>
    public static async Task<Solution> ApplyAsync(FixSettings settings, Solution solution, CodeAction action, CancellationToken cancellationToken)
    {
        var operations = await action.GetOperationsAsync(cancellationToken).ConfigureAwait(false);
        if (operations is not [ApplyChangesOperation apply])
        {
            var kinds = string.Join(", ", operations.Select(static o => o.GetType().Name));
            throw new VerificationException($"Action: '{action.Title}' has {operations.Length} operations ({kinds}); hosts take exactly one ApplyChangesOperation.");
        }

        var changes = apply.ChangedSolution.GetChanges(solution);
        SolutionShape.Verify(action.Title, changes);
        var changed = solution;
        foreach (var project in changes.GetProjectChanges())
        {
            foreach (var id in project.GetChangedDocuments())
            {
                changed = await TakeOverAsync(settings, changed, project.NewProject.GetDocument(id)!, cancellationToken).ConfigureAwait(false);
            }

            foreach (var id in project.GetChangedAdditionalDocuments())
            {
                changed = changed.WithAdditionalDocumentText(id, await project.NewProject.GetAdditionalDocument(id)!.GetTextAsync(cancellationToken).ConfigureAwait(false));
            }

            foreach (var id in project.GetChangedAnalyzerConfigDocuments())
            {
                changed = changed.WithAnalyzerConfigDocumentText(id, await project.NewProject.GetAnalyzerConfigDocument(id)!.GetTextAsync(cancellationToken).ConfigureAwait(false));
            }
        }

        return await SolutionTexts.AreEqualAsync(solution, changed, cancellationToken).ConfigureAwait(false)
            ? throw new VerificationException($"Action: '{action.Title}' changes nothing.")
            : changed;
    }

    private static async Task<Solution> TakeOverAsync(FixSettings settings, Solution solution, Document produced, CancellationToken cancellationToken)
    {
        var original = solution.GetDocument(produced.Id)!;
        var cleaned = await Simplifier.ReduceAsync(produced, Simplifier.Annotation, cancellationToken: cancellationToken).ConfigureAwait(false);
        cleaned = await Formatter.FormatAsync(cleaned, Formatter.Annotation, cancellationToken: cancellationToken).ConfigureAwait(false);
        await DocumentIdentity.VerifyAsync(original, cleaned, cancellationToken).ConfigureAwait(false);

        var root = (await cleaned.GetSyntaxRootAsync(cancellationToken).ConfigureAwait(false))!;
        var before = await original.GetTextAsync(cancellationToken).ConfigureAwait(false);
        var text = SourceText.From(root.ToFullString(), before.Encoding, before.ChecksumAlgorithm);
        var parsed = CSharpSyntaxTree.ParseText(text, (CSharpParseOptions?)cleaned.Project.ParseOptions, cancellationToken: cancellationToken);
        RoundTrip.Verify(settings.ValidationMode, original.FilePath!, root, await parsed.GetRootAsync(cancellationToken).ConfigureAwait(false));
        return solution.WithDocumentText(produced.Id, text);
    }
}
