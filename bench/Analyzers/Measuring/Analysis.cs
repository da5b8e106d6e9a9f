using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Leveret.Analyzers.Benchmarks.Measuring;

/// <summary>Runs one analyzer on one thread and measures it.</summary>
internal static class Analysis
{
    /// <summary>All diagnostics of the analyzer.</summary>
    public static Sample OfAll(Compilation compilation, DiagnosticAnalyzer analyzer) =>
        Measure(compilation, analyzer, static analysis => analysis.GetAnalyzerDiagnosticsAsync(CancellationToken.None));

    /// <summary>The diagnostics of one file, as an editor asks for them.</summary>
    public static Sample OfFile(Compilation compilation, SyntaxTree tree, DiagnosticAnalyzer analyzer) =>
        Measure(compilation, analyzer, async analysis =>
        {
            var syntax = await analysis.GetAnalyzerSyntaxDiagnosticsAsync(tree, CancellationToken.None);
            return syntax.AddRange(await analysis.GetAnalyzerSemanticDiagnosticsAsync(compilation.GetSemanticModel(tree), filterSpan: null, CancellationToken.None));
        });

    public static CompilationWithAnalyzers With(Compilation compilation, DiagnosticAnalyzer analyzer) =>
        compilation.WithAnalyzers([analyzer], new CompilationWithAnalyzersOptions(
            new AnalyzerOptions([]),
            onAnalyzerException: static (e, analyzer, _) => Environment.FailFast($"{analyzer} threw", e),
            concurrentAnalysis: false,
            logAnalyzerExecutionTime: true));

    private static Sample Measure(Compilation compilation, DiagnosticAnalyzer analyzer, Func<CompilationWithAnalyzers, Task<ImmutableArray<Diagnostic>>> ask)
    {
        var timed = new TimedAnalyzer(analyzer);
        GC.Collect();
        var allocated = GC.GetTotalAllocatedBytes(precise: true);
        var start = ProcessorTime.Now;
        var analysis = With(compilation, timed);
        var reports = ask(analysis).GetAwaiter().GetResult();
        var total = ProcessorTime.MillisecondsSince(start);
        allocated = GC.GetTotalAllocatedBytes(precise: true) - allocated;
        var telemetry = analysis.GetAnalyzerTelemetryInfoAsync(timed, CancellationToken.None).GetAwaiter().GetResult();
        return new Sample(total, timed.Milliseconds, telemetry.ExecutionTime.TotalMilliseconds, allocated / 1e6, reports.Length);
    }
}
