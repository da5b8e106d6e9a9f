using System.Collections.Immutable;
using Leveret.Verification.Analysis;
using Leveret.Verification.Solutions;
using Microsoft.CodeAnalysis;

namespace Leveret.Verification.Derived;

/// <summary>A test whose own run is done, and from which other runs are derived: the same code in other conditions.</summary>
/// <param name="Settings">The settings of the test.</param>
/// <param name="State">The code.</param>
/// <param name="All">What the analyzers reported in the run of the test itself, also where the source suppresses it.</param>
internal sealed record DerivedRun(TestSettings Settings, CodeState State, ImmutableArray<FoundDiagnostic> All)
{
    /// <summary>What the analyzers reported and the source does not suppress.</summary>
    public ImmutableArray<FoundDiagnostic> Reported { get; } = [.. All.Where(static f => !f.SuppressedBySource)];

    /// <summary>The code, with every text changed.</summary>
    public Solution With(Func<string, string> change) => With(new ReferenceSet(Settings.Client), change);

    /// <summary>The code with other references.</summary>
    public Solution With(ReferenceSet references) => SolutionFactory.Create(Settings, State.Files, references);

    /// <summary>The code with other references and every text changed.</summary>
    public Solution With(ReferenceSet references, Func<string, string> change) =>
        SolutionFactory.Create(Settings, [.. State.Files.Select(f => f with { Text = change(f.Text) })], references);

    /// <summary>Analyses a derived solution with the analyzers of the test.</summary>
    public Task<SolutionAnalysis> AnalyzeAsync(Solution solution, string culture, CancellationToken cancellationToken) =>
        SolutionAnalysis.RunAsync(
            solution,
            AnalysisConditions.AnalyzersOnly(Settings) with { Culture = Cultures.Get(culture) },
            cancellationToken);

    /// <summary>Fails if anything is reported.</summary>
    public static void VerifySilent(string what, SolutionAnalysis analysis) =>
        DiagnosticVerification.Verify(what, [], analysis.Unsuppressed);
}
