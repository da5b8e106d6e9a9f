using System.Collections.Immutable;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Leveret.Analyzers.Benchmarks.Measuring;

/// <summary>An analyzer together with the processor time of its actions.</summary>
[DiagnosticAnalyzer(Microsoft.CodeAnalysis.LanguageNames.CSharp)]
internal sealed class TimedAnalyzer(DiagnosticAnalyzer analyzer) : DiagnosticAnalyzer
{
    public override ImmutableArray<Microsoft.CodeAnalysis.DiagnosticDescriptor> SupportedDiagnostics => analyzer.SupportedDiagnostics;

    public double Milliseconds { get; private set; }

    public override void Initialize(AnalysisContext context) => analyzer.Initialize(new TimedAnalysisContext(context, this));

    /// <summary>The same action; what it takes is added up.</summary>
    public Action<TContext> Timed<TContext>(Action<TContext> action) => context =>
    {
        var start = ProcessorTime.Now;
        try
        {
            action(context);
        }
        finally
        {
            Milliseconds += ProcessorTime.MillisecondsSince(start);
        }
    };
}
