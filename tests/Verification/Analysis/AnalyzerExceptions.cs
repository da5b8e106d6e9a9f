using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Leveret.Verification.Analysis;

/// <summary>Collects what analyzers throw during a run; Roslyn itself would only report AD0001.</summary>
internal sealed class AnalyzerExceptions
{
    private readonly ConcurrentQueue<(Exception Exception, DiagnosticAnalyzer Analyzer)> _thrown = new();

    /// <summary>Records an exception.</summary>
    public void Add(Exception exception, DiagnosticAnalyzer analyzer, Diagnostic diagnostic) => _thrown.Enqueue((exception, analyzer));

    /// <summary>Fails if there was one.</summary>
    public void ThrowIfAny()
    {
        if (_thrown.TryPeek(out var first))
        {
            throw new VerificationException(
                $"AD0001: {first.Analyzer.GetType().Name} threw {first.Exception.GetType().Name}: {first.Exception.Message}\n{first.Exception.StackTrace}",
                first.Exception);
        }
    }
}
