using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Leveret.Verification;

/// <summary>Expectations by the descriptors of an analyzer.</summary>
internal static class Descriptors<TAnalyzer>
    where TAnalyzer : DiagnosticAnalyzer, new()
{
    private static readonly DiagnosticDescriptor[] All = [.. new TAnalyzer().SupportedDiagnostics];

    /// <summary>Expects a diagnostic of the only descriptor.</summary>
    public static DiagnosticResult Only() =>
        All is [var only]
            ? new DiagnosticResult(only)
            : throw new InvalidOperationException($"{typeof(TAnalyzer).Name} supports {All.Length} diagnostics; name one of them.");

    /// <summary>Expects a diagnostic of the descriptor <paramref name="id"/>.</summary>
    public static DiagnosticResult Find(string id) =>
        All.Where(d => d.Id == id).ToList() is [var found, ..]
            ? new DiagnosticResult(found)
            : throw new InvalidOperationException($"{typeof(TAnalyzer).Name} does not support {id}.");
}
