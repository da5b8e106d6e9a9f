using Leveret.Analyzers.Code;
using Leveret.Analyzers.Consumers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Leveret.CodeFixes.InPlace.Acknowledging;

/// <summary>Tells statements that do not fail: they read the delivery, turn its body into text, log or count.</summary>
internal static class Harmless
{
    private static readonly string[] LogNamespaces = { "Microsoft.Extensions.Logging", "Serilog", "NLog", "log4net" };

    public static bool Is(IOperation? statement, RabbitModel model) =>
        statement is IVariableDeclarationGroupOperation or IExpressionStatementOperation or IEmptyOperation
        && statement.Here().All(o => IsHarmless(o, model));

    private static bool IsHarmless(IOperation operation, RabbitModel model) => operation switch
    {
        IInvocationOperation call => IsHarmlessCall(call.TargetMethod),
        IPropertyReferenceOperation { Property: { IsIndexer: true } or { Name: "Value" } } or IArrayElementReferenceOperation => false,
        IPropertyReferenceOperation { Property: var property } => model.Rabbit.IsClient(property) || property.IsStatic || property.ContainingType.IsValueType,
        IFieldReferenceOperation or ILocalReferenceOperation or IParameterReferenceOperation or IInstanceReferenceOperation or ILiteralOperation or IDiscardOperation => true,
        IVariableDeclarationOperation or IVariableDeclaratorOperation or IVariableInitializerOperation or ISimpleAssignmentOperation { IsRef: false } or IIncrementOrDecrementOperation => true,
        IInterpolatedStringOperation or IInterpolatedStringTextOperation or IInterpolationOperation or IBinaryOperation { OperatorKind: BinaryOperatorKind.Add } => true,
        IArgumentOperation or IParenthesizedOperation or IArrayCreationOperation or IArrayInitializerOperation or IExpressionStatementOperation or INameOfOperation or IDefaultValueOperation => true,
        IConversionOperation conversion => conversion.IsImplicit,
        _ => false,
    };

    private static bool IsHarmlessCall(IMethodSymbol method)
    {
        var space = method.ContainingNamespace.ToDisplayString();
        return method.ContainingType.Name switch
        {
            "Console" or "Debug" or "Trace" => method.Name.StartsWith("Write", StringComparison.Ordinal) && space is "System" or "System.Diagnostics",
            "Encoding" => method.Name == "GetString" && space == "System.Text",
            "Stopwatch" => space == "System.Diagnostics",
            "Interlocked" => space == "System.Threading",
            "ReadOnlyMemory" or "ReadOnlySpan" or "Memory" or "Span" or "Enumerable" or "MemoryExtensions" => method.Name is "ToArray" or "AsSpan" or "AsMemory" && space.StartsWith("System", StringComparison.Ordinal),
            _ => LogNamespaces.Any(known => space == known || space.StartsWith(known + ".", StringComparison.Ordinal)) && !method.Name.StartsWith("BeginScope", StringComparison.Ordinal),
        };
    }
}
