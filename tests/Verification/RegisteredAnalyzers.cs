using System.Collections.Immutable;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Leveret.Verification;

/// <summary>All analyzers of the product. Every test runs them too: none may throw, and none may report where a test expects nothing.</summary>
public static class RegisteredAnalyzers
{
    private static ImmutableArray<DiagnosticAnalyzer> _all = [];

    /// <summary>The analyzers registered so far.</summary>
    public static ImmutableArray<DiagnosticAnalyzer> All => _all;

    /// <summary>Registers an analyzer; best called by a module initializer of the test assembly.</summary>
    public static void Add(DiagnosticAnalyzer analyzer) => ImmutableInterlocked.Update(ref _all, static (all, a) => all.Add(a), analyzer);
}
