using System.Collections.Immutable;
using Leveret.Analyzers.Code;
using Leveret.Analyzers.Rules;
using Leveret.CodeFixes.Fixing;
using Leveret.CodeFixes.InPlace.Requeueing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;

namespace Leveret.CodeFixes.InPlace;

/// <summary>RMQ2002: requeues once where a dead-letter exchange takes what fails again, else waits before the requeue.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(RequeueStormFix))]
public sealed class RequeueStormFix : CodeFixProvider
{
    private static readonly Remedy Remedy = new(RequeueStorm.Id, static (model, tree, _, report) => RequeueStorm.Report(model, tree, report), Propose);

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(RequeueStorm.Id);

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => new BulkFixes(Remedy);

    /// <inheritdoc/>
    public override Task RegisterCodeFixesAsync(CodeFixContext context) => Remedies.RegisterAsync(context, Remedy);

    private static IEnumerable<Fix> Propose(FixSite site)
    {
        var settlement = site.Model.NegativeSettlementsIn(site.Tree).Select(static s => s.Call).First(c => c.NameOf().Span == site.Report.Location.SourceSpan);
        if (settlement.Argument("requeue") is not { } requeue || !requeue.Syntax.IsKind(SyntaxKind.TrueLiteralExpression))
            yield break;

        var once = RedeliveredFlag.Of(settlement, site.Model) is { } flag ? ImmutableArray.Create(Edit.Replace(requeue.Syntax, "!" + flag)) : (ImmutableArray<Edit>?)null;
        if (once is not null && DeadLettering.IsDeclaredFor(settlement, site))
        {
            yield return new Fix("Requeue once, then dead-letter", RequeueStorm.Id, once.Value);
        }
        else if (Pause.Before(settlement, site.Model) is { } pause)
        {
            yield return new Fix("Wait a second before the requeue", RequeueStorm.Id, pause);
            if (once is not null)
                yield return new Fix("Requeue once (only if the queue has a dead-letter exchange: otherwise the second failure drops the message)", RequeueStorm.Id + ".conditional", once.Value, isConditional: true);
        }
    }
}
