using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Leveret.Verification.Tests.Toys;

/// <summary>Reports classes in ways that their names ask for, where RabbitMQ.Client is referenced.</summary>
internal abstract class ClassAnalyzer : DiagnosticAnalyzer
{
    public sealed override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterCompilationStartAction(start =>
        {
            if (ToyScope.Includes(start.Compilation))
            {
                start.RegisterSymbolAction(Analyze, SymbolKind.NamedType);
            }
        });
    }

    /// <summary>The diagnostics of one type.</summary>
    protected abstract IEnumerable<Diagnostic> Report(INamedTypeSymbol type);

    private void Analyze(SymbolAnalysisContext context)
    {
        foreach (var diagnostic in Report((INamedTypeSymbol)context.Symbol))
        {
            context.ReportDiagnostic(diagnostic);
        }
    }
}
