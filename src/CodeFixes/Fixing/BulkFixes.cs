using System.Collections.Immutable;
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
        var key = context.CodeActionEquivalenceKey;
        return places.Count == 0 ? null : CodeAction.Create(_remedy.Id, cancellationToken => FixAsync(context.Solution, places, key, cancellationToken), key);
    }

    /// <summary>Where the reports are; one place for all projects that share a file.</summary>
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
        var known = new HashSet<(DocumentId, TextSpan)>();
        foreach (var document in documents)
        {
            foreach (var diagnostic in await context.GetDocumentDiagnosticsAsync(document).ConfigureAwait(false))
            {
                var span = diagnostic.Location.SourceSpan;
                if (!known.Add((document.Id, span)))
                    continue;

                places.Add((document.Id, span));
                known.UnionWith(document.GetLinkedDocumentIds().Select(linked => (linked, span)));
            }
        }

        return places;
    }

    /// <summary>
    /// Makes the fixes of the key; the first of each report where it is null: dotnet format has no key where the diagnostic that it
    /// asks with is one of another rule of the same analyzer, or has no fix.
    /// </summary>
    private async Task<Solution> FixAsync(Solution solution, List<(DocumentId Document, TextSpan Span)> places, string? key, CancellationToken cancellationToken)
    {
        while (places.Count > 0)
        {
            var round = new FixRound(solution, _remedy);
            foreach (var document in places.GroupBy(static p => p.Document, static p => p.Span))
            {
                var proposed = await Remedies.ProposeAsync(solution.GetDocument(document.Key)!, document.ToImmutableHashSet(), _remedy, cancellationToken).ConfigureAwait(false);
                foreach (var (span, fixes) in proposed)
                {
                    if (fixes.FirstOrDefault(f => key is null ? !f.IsConditional : f.Key == key) is { } fix)
                        round.Add(document.Key, span, fix);
                }
            }

            var fixedSolution = await round.ApplyAsync(cancellationToken).ConfigureAwait(false);
            if (fixedSolution == solution)
                break;

            places = await round.WaitingAsync(cancellationToken).ConfigureAwait(false);
            solution = fixedSolution;
        }

        return solution;
    }
}
