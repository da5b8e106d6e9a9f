using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace Leveret.Verification.Fixes;

/// <summary>Applies fixes in bulk, as <c>dotnet format</c> and "fix all" do.</summary>
internal static class FixAll
{
    /// <summary>The solution when nothing is left to fix in <paramref name="scope"/>.</summary>
    public static async Task<Solution> RunAsync(
        FixSession session,
        FixAllScope scope,
        string what,
        Solution solution,
        bool changes,
        CancellationToken cancellationToken)
    {
        var progress = new Progress(what);
        var code = await session.AnalyseAsync(solution, cancellationToken).ConfigureAwait(false);
        var limit = changes ? Limit(session.Settings, scope, code.Diagnostics) : IterationLimit.Never;
        for (var done = 0; ; done++)
        {
            await progress.VerifyAsync(code, cancellationToken).ConfigureAwait(false);
            if (await session.FirstAsync(code, cancellationToken).ConfigureAwait(false) is not var (first, action))
            {
                limit.VerifyDone(what, done);
                return code.Solution;
            }

            limit.VerifyMayApply(what, done, action.Title);
            var changed = await ApplyOnceAsync(session, scope, what, code, first, action, cancellationToken).ConfigureAwait(false);
            code = await session.AnalyseAsync(changed, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>The solution after one application that starts from <paramref name="first"/>.</summary>
    public static async Task<Solution> ApplyOnceAsync(
        FixSession session,
        FixAllScope scope,
        string what,
        AnalysedCode code,
        FixableDiagnostic first,
        OfferedAction action,
        CancellationToken cancellationToken)
    {
        var provider = session.Settings.CreateProvider();
        var fixAll = provider.GetFixAllProvider()
            ?? throw new VerificationException($"FixAll: {provider.GetType().Name} has no FixAll provider.");
        if (!fixAll.GetSupportedFixAllScopes().Contains(scope))
        {
            throw new VerificationException($"FixAll: {provider.GetType().Name} does not support the scope {scope}.");
        }

        var context = new FixAllContext(
            first.Document,
            provider,
            scope,
            action.Key!,
            action.Diagnostics.Select(static d => d.Id).Distinct(StringComparer.Ordinal),
            new AnalyzedDiagnostics(code.Diagnostics),
            cancellationToken);
        var all = await session.WithinBudgetAsync(what, _ => fixAll.GetFixAsync(context), cancellationToken).ConfigureAwait(false)
            ?? throw new VerificationException($"FixAll: {what} offers no action, although one is offered for {first.Identity}.");
        return await session.ApplyAsync(code.Solution, all, cancellationToken).ConfigureAwait(false);
    }

    private static IterationLimit Limit(FixSettings settings, FixAllScope scope, ImmutableArray<FixableDiagnostic> diagnostics) => scope switch
    {
        FixAllScope.Document => IterationLimit.Create(settings.DocumentIterations, diagnostics.Select(static d => d.Document.Id).Distinct().Count()),
        FixAllScope.Project => IterationLimit.Create(settings.ProjectIterations, diagnostics.Select(static d => d.Document.Project.Id).Distinct().Count()),
        _ => IterationLimit.Create(settings.SolutionIterations, Math.Min(diagnostics.Length, 1)),
    };
}
