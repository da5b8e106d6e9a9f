using System.Globalization;
using Leveret.Verification.Derived;
using Leveret.Verification.Solutions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace Leveret.Verification.Fixes;

/// <summary>All checks of a fix.</summary>
internal sealed class FixVerification
{
    private readonly FixSettings _settings;
    private readonly FixSession _session;
    private readonly CodeState _initial;
    private readonly CodeState _fixed;
    private readonly CodeState _batchFixed;
    private readonly bool _changes;

    private FixVerification(FixSettings settings, CodeState initial)
    {
        _settings = settings;
        _session = new FixSession(settings, CultureInfo.InvariantCulture);
        _initial = initial;
        var sources = settings.FixedSources.IsEmpty ? settings.BatchFixedSources : settings.FixedSources;
        _fixed = FixedState.Create("the fixed code", settings, initial, sources, settings.FixedExpectedDiagnostics);
        _batchFixed = settings.BatchFixedSources.IsEmpty
            ? _fixed
            : FixedState.Create("the code fixed in bulk", settings, initial, settings.BatchFixedSources, settings.BatchFixedExpectedDiagnostics);
        _changes = !_fixed.Files.SequenceEqual(_initial.Files);
    }

    /// <summary>Makes the checks that the settings ask for.</summary>
    public static async Task RunAsync(FixSettings settings, CancellationToken cancellationToken)
    {
        var initial = CodeState.Initial(settings.Test);
        await AnalyzerVerification.RunAsync(settings.Test, initial, cancellationToken).ConfigureAwait(false);
        if (!settings.FixedSources.IsEmpty || !settings.BatchFixedSources.IsEmpty)
        {
            await new FixVerification(settings, initial).RunAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task RunAsync(CancellationToken cancellationToken)
    {
        var before = Solution(_initial);
        var after = await IterativeFix.RunAsync(_session, "the fix", before, _changes, cancellationToken).ConfigureAwait(false);
        await SolutionTexts.VerifyAsync(_fixed.Label, Solution(_fixed), after, cancellationToken).ConfigureAwait(false);
        if (!_changes)
        {
            return;
        }

        await FixedCodeChecks.VerifyAsync(_settings, "the fix", before, after, cancellationToken).ConfigureAwait(false);
        await OtherActions.VerifyAsync(_session, before, cancellationToken).ConfigureAwait(false);
        await FixInBulkAsync(before, cancellationToken).ConfigureAwait(false);
        await AnalyseFixedAsync(cancellationToken).ConfigureAwait(false);
        if (_settings.Test.Makes(Checks.FixedLineEndings))
        {
            await FixedLineEndingsRun.RunAsync(_settings, _initial, _fixed, cancellationToken).ConfigureAwait(false);
        }

        if (_settings.Test.Makes(Checks.FixAllAcrossDocuments))
        {
            await AcrossDocumentsRun.RunAsync(_session, _initial, _batchFixed, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task FixInBulkAsync(Solution before, CancellationToken cancellationToken)
    {
        (FixAllScope Scope, Checks Check)[] scopes =
        [
            (FixAllScope.Document, Checks.FixAllInDocument),
            (FixAllScope.Project, Checks.FixAllInProject),
            (FixAllScope.Solution, Checks.FixAllInSolution),
        ];
        foreach (var (scope, check) in scopes)
        {
            if (_settings.Test.Makes(check))
            {
                var what = $"FixAll in {scope}";
                var after = await FixAll.RunAsync(_session, scope, what, before, _changes, cancellationToken).ConfigureAwait(false);
                await SolutionTexts.VerifyAsync($"{_batchFixed.Label} ({what})", Solution(_batchFixed), after, cancellationToken).ConfigureAwait(false);
                await FixedCodeChecks.VerifyAsync(_settings, what, before, after, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private async Task AnalyseFixedAsync(CancellationToken cancellationToken)
    {
        if (_settings.Test.Makes(Checks.FixedCode))
        {
            await AnalyzerVerification.RunOnFixedAsync(_settings.Test, _fixed, cancellationToken).ConfigureAwait(false);
            if (_batchFixed != _fixed)
            {
                await AnalyzerVerification.RunOnFixedAsync(_settings.Test, _batchFixed, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private Solution Solution(CodeState state) =>
        SolutionFactory.Create(_settings.Test, state.Files, new ReferenceSet(_settings.Test.Client));
}
