using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace Leveret.CodeFixes.Fixing;

/// <summary>Fixes that are made together: none meets another in the text, and they are checked as one.</summary>
internal sealed class FixRound
{
    private readonly Solution _solution;
    private readonly Remedy _remedy;
    private readonly List<(DocumentId Document, TextSpan Span, Fix Fix)> _chosen = new();
    private readonly List<(DocumentId Document, TextSpan Span)> _waiting = new();

    public FixRound(Solution solution, Remedy remedy)
    {
        _solution = solution;
        _remedy = remedy;
    }

    /// <summary>Takes a fix into the round, or keeps its report for the next one. The same fix for several reports is made once.</summary>
    public void Add(DocumentId document, TextSpan span, Fix fix)
    {
        if (_chosen.Any(c => c.Fix.IsSameAs(fix)))
            return;

        if (_chosen.Any(c => c.Fix.Meets(fix)))
            _waiting.Add((document, span));
        else
            _chosen.Add((document, span, fix));
    }

    /// <summary>The solution with all fixes of the round that hold.</summary>
    public Task<Solution> ApplyAsync(CancellationToken cancellationToken)
    {
        var candidates = _chosen.ToList();
        _chosen.Clear();
        return AddHoldingAsync(_solution, candidates, cancellationToken);
    }

    /// <summary>The reports that are left for the next round, where they are after this one.</summary>
    public Task<List<(DocumentId Document, TextSpan Span)>> WaitingAsync(CancellationToken cancellationToken) => MovedAsync(_waiting, cancellationToken);

    /// <summary>Makes the candidates besides the fixes made so far; where they do not hold together, each half of them.</summary>
    private async Task<Solution> AddHoldingAsync(
        Solution edited, List<(DocumentId Document, TextSpan Span, Fix Fix)> candidates, CancellationToken cancellationToken)
    {
        var before = _chosen.Count;
        _chosen.AddRange(candidates);
        if (await EditedSolution.ApplyAsync(_solution, _chosen.SelectMany(static c => c.Fix.Edits), cancellationToken).ConfigureAwait(false) is { } next
            && await Acceptance.HoldsAsync(edited, next, await MovedAsync(candidates.Select(static c => (c.Document, c.Span)), cancellationToken).ConfigureAwait(false), _remedy, cancellationToken).ConfigureAwait(false))
        {
            return next;
        }

        _chosen.RemoveRange(before, candidates.Count);
        if (candidates.Count < 2)
            return edited;

        var half = candidates.Count / 2;
        edited = await AddHoldingAsync(edited, candidates.GetRange(0, half), cancellationToken).ConfigureAwait(false);
        return await AddHoldingAsync(edited, candidates.GetRange(half, candidates.Count - half), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Where places are after the fixes made so far, without those that the fixes change.</summary>
    private async Task<List<(DocumentId Document, TextSpan Span)>> MovedAsync(IEnumerable<(DocumentId Document, TextSpan Span)> places, CancellationToken cancellationToken)
    {
        var edits = _chosen.SelectMany(static c => c.Fix.Edits).ToList();
        var moved = new List<(DocumentId, TextSpan)>();
        foreach (var (id, span) in places)
        {
            var tree = await _solution.GetDocument(id)!.GetSyntaxTreeAsync(cancellationToken).ConfigureAwait(false);
            if (EditedSolution.Moved(span, tree!, edits) is { } now)
                moved.Add((id, now));
        }

        return moved;
    }
}
