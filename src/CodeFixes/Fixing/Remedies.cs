using System.Collections.Immutable;
using Leveret.Analyzers.Code;
using Leveret.Analyzers.Settings;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Text;

namespace Leveret.CodeFixes.Fixing;

/// <summary>Proposes, checks and registers the fixes of a rule.</summary>
internal static class Remedies
{
    /// <summary>Registers those fixes for the reports of a context that were found to compile and to end the report.</summary>
    public static async Task RegisterAsync(CodeFixContext context, Remedy remedy)
    {
        var solution = context.Document.Project.Solution;
        foreach (var diagnostic in context.Diagnostics)
        {
            foreach (var fix in await ProposeAsync(context.Document, diagnostic.Location.SourceSpan, remedy, context.CancellationToken).ConfigureAwait(false))
            {
                if (await EditedSolution.ApplyAsync(solution, fix.Edits, context.CancellationToken).ConfigureAwait(false) is not { } edited
                    || !await HoldsAsync(context.Document, diagnostic.Location.SourceSpan, fix, edited, remedy, context.CancellationToken).ConfigureAwait(false))
                {
                    continue;
                }

                context.RegisterCodeFix(CodeAction.Create(fix.Title, _ => Task.FromResult(edited), fix.Key), diagnostic);
            }
        }
    }

    /// <summary>The fixes, not yet checked, for the report at a place; empty where the rule reports nothing there (any more).</summary>
    public static async Task<ImmutableArray<Fix>> ProposeAsync(Document document, TextSpan span, Remedy remedy, CancellationToken cancellationToken)
    {
        var fixes = ImmutableArray<Fix>.Empty;
        if (await document.Project.GetCompilationAsync(cancellationToken).ConfigureAwait(false) is not { } compilation
            || await document.GetSyntaxTreeAsync(cancellationToken).ConfigureAwait(false) is not { } tree
            || Models.Of(compilation) is not { } model)
        {
            return fixes;
        }

        var options = Options.Read(document.Project.AnalyzerOptions.AnalyzerConfigOptionsProvider.GetOptions(tree), static (_, _) => { });
        CodeIndex.Run(
            () =>
            {
                Diagnostic? report = null;
                remedy.Rule(model, tree, options, found => report = found.Location.SourceSpan == span ? found : report);
                if (report is not null)
                    fixes = remedy.Propose(new FixSite(model, tree, options, report)).ToImmutableArray();
            },
            cancellationToken);
        return fixes;
    }

    /// <summary>Whether the edited solution has no new complaint of the compiler, and the report is gone.</summary>
    private static async Task<bool> HoldsAsync(Document document, TextSpan span, Fix fix, Solution edited, Remedy remedy, CancellationToken cancellationToken)
    {
        if (await CompilerComplaints.AreAddedAsync(document.Project.Solution, edited, cancellationToken).ConfigureAwait(false))
            return false;

        var tree = await document.GetSyntaxTreeAsync(cancellationToken).ConfigureAwait(false);
        return EditedSolution.Moved(span, tree!, fix.Edits) is not { } moved
            || !await IsReportedAsync(edited.GetDocument(document.Id)!, moved, remedy, cancellationToken).ConfigureAwait(false);
    }

    private static async Task<bool> IsReportedAsync(Document document, TextSpan span, Remedy remedy, CancellationToken cancellationToken)
    {
        var reported = false;
        var compilation = await document.Project.GetCompilationAsync(cancellationToken).ConfigureAwait(false);
        var tree = await document.GetSyntaxTreeAsync(cancellationToken).ConfigureAwait(false);
        if (Models.Of(compilation!) is { } model)
        {
            var options = Options.Read(document.Project.AnalyzerOptions.AnalyzerConfigOptionsProvider.GetOptions(tree!), static (_, _) => { });
            CodeIndex.Run(() => remedy.Rule(model, tree!, options, found => reported |= found.Location.SourceSpan == span), cancellationToken);
        }

        return reported;
    }
}
