using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Leveret.Verification.Solutions;

/// <summary>The settings of one test, fixed when it starts. Their meaning is that of the properties of the public test types.</summary>
internal sealed record TestSettings
{
    public required DiagnosticAnalyzer Analyzer { get; init; }

    public required ImmutableArray<string> FixableIds { get; init; }

    public required Client Client { get; init; }

    public required ImmutableArray<(string Path, string Text)> Sources { get; init; }

    public required ImmutableArray<(string Path, string Text)> AdditionalFiles { get; init; }

    public required ImmutableArray<(string Path, string Text)> AnalyzerConfigFiles { get; init; }

    public required ImmutableArray<TestProject> AdditionalProjects { get; init; }

    public required ImmutableArray<MetadataReference> AdditionalReferences { get; init; }

    public required ImmutableArray<DiagnosticAnalyzer> AdditionalAnalyzers { get; init; }

    public required ImmutableArray<DiagnosticResult> ExpectedDiagnostics { get; init; }

    public required ImmutableArray<string> DisabledDiagnostics { get; init; }

    public required ImmutableArray<Func<Solution, ProjectId, Solution>> SolutionTransforms { get; init; }

    public required CompilerDiagnostics CompilerDiagnostics { get; init; }

    public required MarkupHandling MarkupHandling { get; init; }

    public required OutputKind OutputKind { get; init; }

    public required LanguageVersion LanguageVersion { get; init; }

    public required NullableContextOptions NullableContextOptions { get; init; }

    public required DocumentationMode DocumentationMode { get; init; }

    public required Checks SkippedChecks { get; init; }

    public required TimeSpan TimeBudget { get; init; }

    public required Action<Diagnostic, DiagnosticResult>? DiagnosticVerifier { get; init; }

    /// <summary>The analyzer under test and those that run with it.</summary>
    public ImmutableArray<DiagnosticAnalyzer> Analyzers => [Analyzer, .. AdditionalAnalyzers];

    /// <summary>Whether <paramref name="check"/> is made.</summary>
    public bool Makes(Checks check) => !SkippedChecks.HasFlag(check);
}
