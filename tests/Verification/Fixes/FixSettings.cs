using System.Collections.Immutable;
using Leveret.Verification.Solutions;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;

namespace Leveret.Verification.Fixes;

/// <summary>The settings of one fix test, fixed when it starts. Their meaning is that of the properties of the public test type.</summary>
internal sealed record FixSettings
{
    public required TestSettings Test { get; init; }

    public required Func<CodeFixProvider> CreateProvider { get; init; }

    public required ImmutableArray<(string Path, string Text)> FixedSources { get; init; }

    public required ImmutableArray<(string Path, string Text)> BatchFixedSources { get; init; }

    public required ImmutableArray<DiagnosticResult> FixedExpectedDiagnostics { get; init; }

    public required ImmutableArray<DiagnosticResult> BatchFixedExpectedDiagnostics { get; init; }

    public required int? ActionIndex { get; init; }

    public required string? ActionKey { get; init; }

    public required Action<CodeAction>? ActionVerifier { get; init; }

    public required CodeActionValidationMode ValidationMode { get; init; }

    public required int? IncrementalIterations { get; init; }

    public required int? DocumentIterations { get; init; }

    public required int? ProjectIterations { get; init; }

    public required int? SolutionIterations { get; init; }
}
