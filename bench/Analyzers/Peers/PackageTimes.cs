using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Leveret.Analyzers.Benchmarks.Peers;

/// <summary>Runs the analyzers of all packages together over a compilation and adds up what each package took.</summary>
internal sealed class PackageTimes
{
    private readonly Dictionary<DiagnosticAnalyzer, string> _packages = AnalyzerPackage.All
        .SelectMany(static p => p.Load().Select(a => (Analyzer: a, p.Name)))
        .ToDictionary(static p => p.Analyzer, static p => p.Name);

    /// <summary>Seconds by package; rules that are on by default run, whatever their severity.</summary>
    public async Task<IReadOnlyDictionary<string, double>> MeasureAsync(CSharpCompilation compilation)
    {
        var seconds = AnalyzerPackage.All.ToDictionary(static p => p.Name, static _ => 0.0);
        var analysis = compilation.WithAnalyzers([.. _packages.Keys], new CompilationWithAnalyzersOptions(
            new AnalyzerOptions([]), onAnalyzerException: Ignore, concurrentAnalysis: false, logAnalyzerExecutionTime: true));
        await analysis.GetAnalyzerDiagnosticsAsync();
        foreach (var (analyzer, package) in _packages)
            seconds[package] += (await analysis.GetAnalyzerTelemetryInfoAsync(analyzer, CancellationToken.None)).ExecutionTime.TotalSeconds;
        return seconds;
    }

    /// <summary>Some analyzers do not bear code that does not compile. Ours have to.</summary>
    private static void Ignore(Exception exception, DiagnosticAnalyzer analyzer, Microsoft.CodeAnalysis.Diagnostic report)
    {
        if (analyzer is ConsumerAnalyzer)
            Environment.FailFast(report.ToString(), exception);
    }
}
