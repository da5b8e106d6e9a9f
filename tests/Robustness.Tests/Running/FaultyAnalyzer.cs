using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Leveret.Robustness.Tests.Running;

/// <summary>A rule that goes wrong, to see that it is noticed.</summary>
[SuppressMessage("MicrosoftCodeAnalysisCorrectness", "RS1001", Justification = "It is made by hand, and for no language in particular.")]
internal sealed class FaultyAnalyzer(Fault fault) : DiagnosticAnalyzer
{
    private static readonly DiagnosticDescriptor Descriptor = new("FAULT", "Fault", "Fault", "Fault", DiagnosticSeverity.Warning, isEnabledByDefault: true);

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => [Descriptor];

    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterCompilationAction(_ => GoWrong());
    }

    private void GoWrong()
    {
        switch (fault)
        {
            case Fault.Throws:
                throw new InvalidOperationException("This rule throws.");
            case Fault.OverflowsStack:
                Descend(0);
                break;
            case Fault.NeedsStack:
                Span<byte> used = stackalloc byte[700 * 1024];
                used.Fill(1);
                break;
            case Fault.IsSlow:
                Work(Examination.MostTime * 1.5);
                break;
            case Fault.Hangs:
                Thread.Sleep(Timeout.Infinite);
                break;
            default:
                Environment.Exit(7);
                break;
        }
    }

    private static void Work(TimeSpan time)
    {
        for (var before = Environment.CpuUsage.TotalTime; Environment.CpuUsage.TotalTime - before < time;)
            Thread.SpinWait(1000);
    }

    private static int Descend(int depth) => depth < 0 ? 0 : Descend(depth + 1) + 1;
}
