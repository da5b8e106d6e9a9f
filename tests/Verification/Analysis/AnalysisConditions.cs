using System.Collections.Immutable;
using System.Globalization;
using Leveret.Verification.Solutions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Leveret.Verification.Analysis;

/// <summary>What runs over a solution, and how.</summary>
internal sealed record AnalysisConditions
{
    public required ImmutableArray<DiagnosticAnalyzer> Analyzers { get; init; }

    public required TimeSpan TimeBudget { get; init; }

    /// <summary>The diagnostics of the compiler that are asked for, besides those of these ids.</summary>
    public CompilerDiagnostics CompilerDiagnostics { get; init; } = CompilerDiagnostics.None;

    public ImmutableArray<string> FixableIds { get; init; } = [];

    public CultureInfo Culture { get; init; } = CultureInfo.InvariantCulture;

    /// <summary>The conditions of a derived run: the analyzers of the test alone.</summary>
    public static AnalysisConditions AnalyzersOnly(TestSettings settings) => new()
    {
        Analyzers = settings.Analyzers,
        TimeBudget = settings.TimeBudget,
    };

    /// <summary>The conditions of a test itself.</summary>
    public static AnalysisConditions WithCompiler(TestSettings settings) => AnalyzersOnly(settings) with
    {
        CompilerDiagnostics = settings.CompilerDiagnostics,
        FixableIds = settings.FixableIds,
    };

    /// <summary>Whether a diagnostic of the compiler is asked for.</summary>
    public bool Includes(Diagnostic diagnostic) =>
        FixableIds.Contains(diagnostic.Id) || CompilerDiagnostics switch
        {
            CompilerDiagnostics.None => false,
            CompilerDiagnostics.Errors => diagnostic.Severity >= DiagnosticSeverity.Error,
            CompilerDiagnostics.Warnings => diagnostic.Severity >= DiagnosticSeverity.Warning,
            CompilerDiagnostics.Suggestions => diagnostic.Severity >= DiagnosticSeverity.Info,
            _ => true,
        };

    /// <summary>Whether any diagnostic of the compiler can be asked for.</summary>
    public bool NeedsCompiler => CompilerDiagnostics != CompilerDiagnostics.None || FixableIds.Any(static i => i.StartsWith("CS", StringComparison.Ordinal));
}
