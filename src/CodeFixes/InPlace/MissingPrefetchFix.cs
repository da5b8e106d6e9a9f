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
        var key = MissingPrefetch.Id;
        foreach (var count in PrefetchCounts.For(consumer, site.Model, site.Options))
        {
            if (PrefetchEdits.Insert(consumer, count, site.Model) is { } edits)
                yield return new Fix(string.Format(CultureInfo.InvariantCulture, "Set a prefetch of {0} before consuming", count), key, edits);
            key = MissingPrefetch.Id + ".other";
        }
    }
}
