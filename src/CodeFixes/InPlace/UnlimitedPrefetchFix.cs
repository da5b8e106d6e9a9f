using System.Collections.Immutable;
using Leveret.Analyzers.Rules;
using Leveret.CodeFixes.Fixing;
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

    private static IEnumerable<Fix> Propose(FixSite site) => Enumerable.Empty<Fix>();
}
