using System.Collections.Immutable;
using Leveret.Analyzers.Code;
using Leveret.Analyzers.Rules;
using Leveret.CodeFixes.Fixing;
using Leveret.CodeFixes.InPlace.Acknowledging;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace Leveret.CodeFixes.InPlace;

/// <summary>RMQ2001: switches auto-ack off and acknowledges after the work.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(AutoAckLossFix))]
public sealed class AutoAckLossFix : CodeFixProvider
{
    private static readonly Remedy Remedy = new(AutoAckLoss.Id, AutoAckLoss.Report, Propose);

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(AutoAckLoss.Id);

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => new BulkFixes(Remedy);

    /// <inheritdoc/>
    public override Task RegisterCodeFixesAsync(CodeFixContext context) => Remedies.RegisterAsync(context, Remedy);

    private static IEnumerable<Fix> Propose(FixSite site)
    {
        var place = site.Report.Location.SourceSpan;
        var edits = site.Model.ConsumersIn(site.Tree).FirstOrDefault(c => c.Call.NameOf().Span == place) is { } consumer ? ConsumerAcknowledgement.Edits(consumer, site)
            : site.Model.GetsIn(site.Tree).FirstOrDefault(g => g.NameOf().Span == place) is { } get ? GetAcknowledgement.Edits(get, site)
            : null;
        if (edits is { } found)
            yield return new Fix("Acknowledge after the work", AutoAckLoss.Id, found);
    }
}
