using System.Collections.Immutable;
using BenchmarkDotNet.Attributes;
using Leveret.Analyzers.Benchmarks.Code;
using Leveret.Analyzers.Benchmarks.Measuring;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Leveret.Analyzers.Benchmarks.Rules;

/// <summary>One file, parsed and analysed anew each time, by the empty analyzer and by the rules.</summary>
[MemoryDiagnoser]
public class RuleBenchmarks
{
    private readonly EmptyAnalyzer _empty = new();
    private readonly ConsumerAnalyzer _rules = new();
    private Sources _sources = null!;

    public static IEnumerable<RuleCase> Cases => RuleCases.All;

    [ParamsSource(nameof(Cases))]
    public RuleCase Case { get; set; } = null!;

    /// <summary>The case must show what it is there for.</summary>
    [GlobalSetup]
    public void Check()
    {
        _sources = Sources.Of(new CodeFile("Worker.cs", Case.Text)).Checked();
        var reported = string.Join(", ", Analyze(_rules).Select(static d => d.Id));
        if (reported != (Case.Reports ? Case.Rule : ""))
            throw new InvalidOperationException($"{Case}: reported is '{reported}'.");
    }

    [Benchmark(Baseline = true, Description = "empty analyzer")]
    public int Empty() => Analyze(_empty).Length;

    [Benchmark(Description = "rules")]
    public int Rules() => Analyze(_rules).Length;

    private ImmutableArray<Diagnostic> Analyze(DiagnosticAnalyzer analyzer) =>
        Analysis.With(_sources.Compile(), analyzer).GetAnalyzerDiagnosticsAsync(CancellationToken.None).GetAwaiter().GetResult();
}
