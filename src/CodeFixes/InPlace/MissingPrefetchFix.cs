using System.Collections.Immutable;
using System.Globalization;
using Leveret.Analyzers.Code;
using Leveret.Analyzers.Rules;
using Leveret.CodeFixes.Fixing;
using Leveret.CodeFixes.InPlace.Prefetch;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace Leveret.CodeFixes.InPlace;

/// <summary>RMQ1001: sets a limit before the consumer starts.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(MissingPrefetchFix))]
public sealed class MissingPrefetchFix : CodeFixProvider
{
    private static readonly Remedy Remedy = new(MissingPrefetch.Id, static (model, tree, _, report) => MissingPrefetch.Report(model, tree, report), Propose);

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(MissingPrefetch.Id);

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => new BulkFixes(Remedy);

    /// <inheritdoc/>
    public override Task RegisterCodeFixesAsync(CodeFixContext context) => Remedies.RegisterAsync(context, Remedy);

    private static IEnumerable<Fix> Propose(FixSite site)
    {
        var consumer = site.Model.ConsumersIn(site.Tree).First(c => c.Call.NameOf().Span == site.Report.Location.SourceSpan);
        var groups = PrefetchGroup.On(consumer, site, c => MissingPrefetch.IsBrokenBy(c, site.Model));
        if (groups.FirstOrDefault(g => g.Consumers.Contains(consumer)) is not { } own || groups.Any(g => g.Consumers.Any(c => Batches.AreAwaitedBy(c, site))))
            yield break;

        var others = groups.Sum(static g => g.Consumers.Count) - 1;
        var also = others == 0 ? "" : string.Format(CultureInfo.InvariantCulture, ", also for {0} more on this channel", others);
        var moves = own.Move(site.Model) is not null;
        var counts = PrefetchCounts.For(own.Consumers, site.Model, site.Options);
        for (var i = 0; i < (moves ? 1 : counts.Length); i++)
        {
            var title = moves
                ? "Move BasicQos before consuming" + also
                : string.Format(CultureInfo.InvariantCulture, "Set a prefetch of {0} before consuming ({1}){2}", counts[i], PrefetchCounts.Reason(counts[i], site.Options), also);
            if (PrefetchGroup.Edits(groups, own, i, site) is { } edits)
                yield return new Fix(title, PrefetchCounts.Key(MissingPrefetch.Id, i), edits);
        }
    }
}
