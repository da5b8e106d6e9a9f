using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Leveret.CodeFixes.Fixing;

/// <summary>Tells the task that stands for nothing to wait for.</summary>
internal static class CompletedTask
{
    public static bool Is(ExpressionSyntax? expression, SemanticModel semantics) =>
        expression is not null
        && semantics.GetSymbolInfo(expression).Symbol is IPropertySymbol
        {
            Name: "CompletedTask",
            ContainingType: { Name: "Task", ContainingNamespace: { Name: "Tasks", ContainingNamespace.Name: "Threading" } },
        };
}
