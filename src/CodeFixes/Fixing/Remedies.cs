using System.Collections.Immutable;
using Leveret.Analyzers.Code;
using Leveret.Analyzers.Consumers;
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
        var document = context.Document;
        var solution = document.Project.Solution;
        var places = context.Diagnostics.Where(d => d.Id == remedy.Id).Select(static d => d.Location.SourceSpan).ToImmutableHashSet();
        foreach (var (span, fixes) in await ProposeAsync(document, places, remedy, context.CancellationToken).ConfigureAwait(false))
        {
            var isFirst = true;
            foreach (var fix in fixes)
            {
                if (isFirst && fix.IsConditional)
                    continue;

                var round = new FixRound(solution, remedy);
                round.Add(document.Id, span, fix);
                var edited = await round.ApplyAsync(context.CancellationToken).ConfigureAwait(false);
                if (edited == solution)
                    continue;

                isFirst = false;
                context.RegisterCodeFix(CodeAction.Create(fix.Title, _ => Task.FromResult(edited), fix.Key), context.Diagnostics.First(d => d.Id == remedy.Id && d.Location.SourceSpan == span));
            }
        }
    }

    /// <summary>The fixes, not yet checked, for those of the given places in a document at which the rule reports.</summary>
    public static async Task<ImmutableArray<(TextSpan Span, ImmutableArray<Fix> Fixes)>> ProposeAsync(
        Document document, ImmutableHashSet<TextSpan> places, Remedy remedy, CancellationToken cancellationToken)
    {
        var proposed = ImmutableArray.CreateBuilder<(TextSpan, ImmutableArray<Fix>)>();
        await ReadAsync(
            document,
            remedy,
            (model, tree, reports) =>
            {
                foreach (var report in reports.Where(r => places.Contains(r.Location.SourceSpan)))
                    proposed.Add((report.Location.SourceSpan, remedy.Propose(new FixSite(document.Project, model, tree, report)).ToImmutableArray()));
            },
            cancellationToken).ConfigureAwait(false);
        return proposed.ToImmutable();
    }

    /// <summary>The places in a document at which the rule reports.</summary>
    public static async Task<ImmutableHashSet<TextSpan>> ReportedAsync(Document document, Remedy remedy, CancellationToken cancellationToken)
    {
        var reported = ImmutableHashSet<TextSpan>.Empty;
        await ReadAsync(document, remedy, (_, _, reports) => reported = reports.Select(static r => r.Location.SourceSpan).ToImmutableHashSet(), cancellationToken).ConfigureAwait(false);
        return reported;
    }

    private static async Task ReadAsync(Document document, Remedy remedy, Action<RabbitModel, SyntaxTree, List<Diagnostic>> read, CancellationToken cancellationToken)
    {
        if (await document.Project.GetCompilationAsync(cancellationToken).ConfigureAwait(false) is not { } compilation
            || await document.GetSyntaxTreeAsync(cancellationToken).ConfigureAwait(false) is not { } tree
            || Models.Of(compilation) is not { } model)
        {
            return;
        }

        CodeIndex.Run(
            () =>
            {
                var reports = new List<Diagnostic>();
                remedy.Rule(model, tree, FixSite.OptionsOf(document.Project, tree), reports.Add);
                read(model, tree, reports);
            },
            cancellationToken);
    }
}
