using Leveret.Analyzers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Leveret.Corpus;

/// <summary>Runs all rules over the sources of a tree.</summary>
internal static class Analysis
{
    /// <summary>The reports over a tree, with the number of compilations and the time spent in the rules themselves.</summary>
    public static async Task<(int Compilations, TimeSpan InRules, List<Diagnostic> Reports)> RunAsync(SourceTree source, Grouping grouping)
    {
        var reports = new List<Diagnostic>();
        var compilations = 0;
        var inRules = TimeSpan.Zero;
        foreach (var compilation in Compilations.Of(source, grouping))
        {
            if (!compilation.SyntaxTrees.Any(MentionsClient))
                continue;

            compilations++;
            var analyzer = new ConsumerAnalyzer();
            var analysis = compilation.WithAnalyzers([analyzer], new CompilationWithAnalyzersOptions(
                new AnalyzerOptions([]), onAnalyzerException: null, concurrentAnalysis: true, logAnalyzerExecutionTime: true));
            reports.AddRange(await analysis.GetAnalyzerDiagnosticsAsync());
            inRules += (await analysis.GetAnalyzerTelemetryInfoAsync(analyzer, CancellationToken.None)).ExecutionTime;
        }

        return (compilations, inRules, reports);
    }

    private static bool MentionsClient(SyntaxTree tree) => tree.GetText().ToString().Contains("RabbitMQ.Client", StringComparison.Ordinal);
}
