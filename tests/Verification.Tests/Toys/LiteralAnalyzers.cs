using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Leveret.Verification.Tests.Toys;

/// <summary>Reports literals of one kind, where RabbitMQ.Client is referenced and used.</summary>
internal abstract class LiteralAnalyzer(DiagnosticDescriptor rule, SyntaxKind kind) : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => [rule];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterCompilationStartAction(start =>
        {
            if (ToyScope.Includes(start.Compilation))
            {
                start.RegisterSyntaxNodeAction(c => c.ReportDiagnostic(Diagnostic.Create(rule, c.Node.GetLocation(), c.Node)), kind);
            }
        });
    }
}

/// <summary>Reports <c>true</c>.</summary>
internal sealed class DislikesTrue() : LiteralAnalyzer(ToyRules.Disabled, SyntaxKind.TrueLiteralExpression);

/// <summary>Reports <c>false</c>.</summary>
internal sealed class DislikesFalse() : LiteralAnalyzer(ToyRules.Second, SyntaxKind.FalseLiteralExpression);
