using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Text;

namespace Leveret.CodeFixes.Fixing;

/// <summary>
/// Fixes many reports at once, in rounds: fixes that meet in the text wait for the next round, in which they are proposed
/// anew for the text as it is by then.
/// </summary>
internal sealed class BulkFixes : FixAllProvider
{
    private readonly Remedy _remedy;

    public BulkFixes(Remedy remedy) => _remedy = remedy;

    public override IEnumerable<FixAllScope> GetSupportedFixAllScopes() =>
        new[] { FixAllScope.Document, FixAllScope.Project, FixAllScope.Solution };

    public override async Task<CodeAction?> GetFixAsync(FixAllContext context)
    {
        var places = await PlacesAsync(context).ConfigureAwait(false);
        if (places.Count == 0 || context.CodeActionEquivalenceKey is not { } key)
            return null;

        return CodeAction.Create(_remedy.Id, cancellationToken => FixAsync(context.Solution, places, key, cancellationToken), key);
    }

    private static async Task<List<(DocumentId Document, TextSpan Span)>> PlacesAsync(FixAllContext context)
    {
        var documents = context.Scope switch
        {
            FixAllScope.Document when context.Document is { } document => new[] { document },
            FixAllScope.Project => context.Project.Documents,
            FixAllScope.Solution => context.Solution.Projects.Where(p => p.Language == context.Project.Language).SelectMany(static p => p.Documents),
            _ => Enumerable.Empty<Document>(),
        };

        var places = new List<(DocumentId, TextSpan)>();
        foreach (var document in documents)
        {
            foreach (var diagnostic in await context.GetDocumentDiagnosticsAsync(document).ConfigureAwait(false))
                places.Add((document.Id, diagnostic.Location.SourceSpan));
        }

        return places;
    }

    private async Task<Solution> FixAsync(Solution solution, List<(DocumentId Document, TextSpan Span)> places, string key, CancellationToken cancellationToken)
    {
        while (places.Count > 0)
        {
            var accepted = new List<Fix>();
            var edited = solution;
            var waiting = new List<(DocumentId Document, TextSpan Span)>();
            foreach (var place in places)
            {
                var document = solution.GetDocument(place.Document)!;
                var proposed = await Remedies.ProposeAsync(document, place.Span, _remedy, cancellationToken).ConfigureAwait(false);
                if (proposed.FirstOrDefault(f => f.Key == key) is not { } fix || accepted.Any(fix.IsSameAs))
                    continue;

                if (accepted.Any(fix.Meets))
                {
                    waiting.Add(place);
                }
                else if (await EditedSolution.ApplyAsync(solution, accepted.Append(fix).SelectMany(static f => f.Edits), cancellationToken).ConfigureAwait(false) is { } next
                    && !await AddComplaintsAsync(edited, next, fix, solution, cancellationToken).ConfigureAwait(false))
                {
                    accepted.Add(fix);
                    edited = next;
                }
            }

            if (accepted.Count == 0)
                break;

            places = await MovedAsync(waiting, solution, accepted, cancellationToken).ConfigureAwait(false);
            solution = edited;
        }

        return solution;
    }

    /// <summary>Whether a fix, made after those before it, adds complaints of the compiler in the documents that it changes.</summary>
    private static async Task<bool> AddComplaintsAsync(Solution before, Solution after, Fix fix, Solution original, CancellationToken cancellationToken)
    {
        foreach (var tree in fix.Edits.Select(static e => e.Tree).Distinct())
        {
            var id = original.GetDocument(tree)!.Id;
            if (await CompilerComplaints.AreAddedAsync(before.GetDocument(id)!, after.GetDocument(id)!, cancellationToken).ConfigureAwait(false))
                return true;
        }

        return false;
    }

    private static async Task<List<(DocumentId Document, TextSpan Span)>> MovedAsync(
        List<(DocumentId Document, TextSpan Span)> places, Solution solution, List<Fix> accepted, CancellationToken cancellationToken)
    {
        var edits = accepted.SelectMany(static f => f.Edits).ToList();
        var moved = new List<(DocumentId, TextSpan)>();
        foreach (var (id, span) in places)
        {
            var tree = await solution.GetDocument(id)!.GetSyntaxTreeAsync(cancellationToken).ConfigureAwait(false);
            if (EditedSolution.Moved(span, tree!, edits) is { } now)
                moved.Add((id, now));
        }

        return moved;
    }
}
