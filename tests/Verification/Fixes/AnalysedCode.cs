using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace Leveret.Verification.Fixes;

/// <summary>A solution and its diagnostics that can be fixed.</summary>
internal sealed record AnalysedCode(Solution Solution, ImmutableArray<FixableDiagnostic> Diagnostics);
