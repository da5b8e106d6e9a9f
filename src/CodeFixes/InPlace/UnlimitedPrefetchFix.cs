using System.Collections.Immutable;
using System.Globalization;
using Leveret.Analyzers.Rules;
using Leveret.CodeFixes.Fixing;
using Leveret.CodeFixes.InPlace.Prefetch;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace Leveret.CodeFixes.InPlace;

/// <summary>RMQ1002: writes a limit where the count is zero.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(UnlimitedPrefetchFix))]
public sealed class UnlimitedPrefetchFix : CodeFixProvider
{
    private static readonly Remedy Remedy = new(UnlimitedPrefetch.Id, static (model, tree, _, report) => UnlimitedPrefetch.Report(model, tree, report), Propose);

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(UnlimitedPrefetch.Id);

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => new BulkFixes(Remedy);

    /// <inheritdoc/>
    public override Task RegisterCodeFixesAsync(CodeFixContext context) => Remedies.RegisterAsync(context, Remedy);

    private static IEnumerable<Fix> Propose(FixSite site)
    {
        var qos = site.Model.Qos.In(site.Tree).First(q => q.Count.Syntax.Span == site.Report.Location.SourceSpan);
        if (ZeroSource.Of(qos, site.Model) is not { } source)
            yield break;

        var consumers = source.Calls.SelectMany(q => site.Model.ConsumersOn(q.Channel)).Distinct().ToList();
        if (consumers.Any(c => Batches.AreAwaitedBy(c, site)))
            yield break;

        var counts = PrefetchCounts.For(consumers, site.Model, site.OptionsOf(source.Zeros.First().SyntaxTree));
        for (var i = 0; i < counts.Length; i++)
        {
            var count = counts[i].ToString(CultureInfo.InvariantCulture);
            yield return new Fix(
                $"Set the prefetch to {count} ({PrefetchCounts.Reason(counts[i], site.Options)})",
                PrefetchCounts.Key(UnlimitedPrefetch.Id, i),
                source.Zeros.Select(zero => ZeroSource.Replace(zero, count)).ToImmutableArray());
        }
    }
}
