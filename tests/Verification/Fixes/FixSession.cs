using System.Collections.Immutable;
using System.Globalization;
using Leveret.Verification.Analysis;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;

namespace Leveret.Verification.Fixes;

/// <summary>What every way of fixing needs: analysing, asking for actions and applying them, each within the time budget.</summary>
internal sealed class FixSession(FixSettings settings, CultureInfo culture)
{
    private readonly List<AnalysedCode> _analysed = [];

    /// <summary>The settings of the test.</summary>
    public FixSettings Settings { get; } = settings;

    /// <summary>The diagnostics that can be fixed. A solution whose texts were analysed before is replaced by the earlier one.</summary>
    public async Task<AnalysedCode> AnalyseAsync(Solution solution, CancellationToken cancellationToken)
    {
        foreach (var earlier in _analysed)
        {
            if (await SolutionTexts.AreEqualAsync(earlier.Solution, solution, cancellationToken).ConfigureAwait(false))
            {
                return earlier;
            }
        }

        var conditions = AnalysisConditions.AnalyzersOnly(Settings.Test) with { FixableIds = Settings.Test.FixableIds, Culture = culture };
        var analysis = await SolutionAnalysis.RunAsync(solution, conditions, cancellationToken).ConfigureAwait(false);
        var analysed = new AnalysedCode(solution, FixableDiagnostic.Of(Settings, solution, analysis));
        _analysed.Add(analysed);
        return analysed;
    }

    /// <summary>The actions offered for <paramref name="diagnostic"/>.</summary>
    public Task<ImmutableArray<OfferedAction>> OffersAsync(FixableDiagnostic diagnostic, CancellationToken cancellationToken) =>
        WithinBudgetAsync("registering fixes", token => Offers.ForAsync(Settings, diagnostic, token), cancellationToken);

    /// <summary>The first diagnostic for which the action that the test means is offered.</summary>
    public async Task<(FixableDiagnostic Diagnostic, OfferedAction Action)?> FirstAsync(
        AnalysedCode code,
        CancellationToken cancellationToken)
    {
        foreach (var diagnostic in code.Diagnostics)
        {
            var offered = await OffersAsync(diagnostic, cancellationToken).ConfigureAwait(false);
            if (ActionChoice.From(Settings, offered) is { } action)
            {
                return (diagnostic, action);
            }
        }

        return null;
    }

    /// <summary>The solution after <paramref name="action"/>.</summary>
    public Task<Solution> ApplyAsync(Solution solution, CodeAction action, CancellationToken cancellationToken) =>
        WithinBudgetAsync(
            $"'{action.Title}'",
            token => ActionApplication.ApplyAsync(Settings, solution, action, token),
            cancellationToken);

    /// <summary>Runs a part of the fix under test; what it throws fails the test.</summary>
    public async Task<T> WithinBudgetAsync<T>(string what, Func<CancellationToken, Task<T>> work, CancellationToken cancellationToken)
    {
        try
        {
            return await TimeBudget.RunAsync(what, Settings.Test.TimeBudget, culture, work, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is not VerificationException && !cancellationToken.IsCancellationRequested)
        {
            throw new VerificationException($"Fix threw: {what}: {e.GetType().Name}: {e.Message}\n{e.StackTrace}", e);
        }
    }
}
