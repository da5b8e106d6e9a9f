using Leveret.Analyzers.Code;
using Leveret.Analyzers.Consumers;
using Leveret.Analyzers.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Leveret.CodeFixes.InPlace.Acknowledging;

/// <summary>
/// Recognises handlers that settle each delivery once on every path, although their consumer uses auto-ack: the work in a
/// try that ends with the acknowledgement, and a settlement in each catch.
/// </summary>
internal static class SettledAlready
{
    public static bool IsCertain(IOperation function, RabbitModel model)
    {
        var body = function is IMethodBodyOperation method ? method.BlockBody : function.ChildOperations.OfType<IBlockOperation>().FirstOrDefault();
        var statements = body?.Operations.Where(static o => o is not IReturnOperation { ReturnedValue: null or IPropertyReferenceOperation { Property.Name: "CompletedTask" } }).ToList();
        return statements is { Count: > 0 }
            && statements[statements.Count - 1] is ITryOperation { Finally: null, Catches.Length: > 0 } tried
            && statements.Take(statements.Count - 1).All(s => Harmless.Is(s, model))
            && EndsWithOnlySettlement(tried.Body, model)
            && tried.Catches.All(c => EndsWithOnlySettlement(c.Handler, model))
            && tried.Catches.Any(static c => c.Filter is null && c.ExceptionType is { Name: "Exception" or "Object", ContainingNamespace.Name: "System" });
    }

    private static bool EndsWithOnlySettlement(IBlockOperation block, RabbitModel model) =>
        block.Operations.LastOrDefault() is IExpressionStatementOperation last
        && last.Operation.Unwrapped() is IInvocationOperation settlement && Settles(settlement, model)
        && block.Here().All(o => o is not (IReturnOperation or IBranchOperation) && (!ConsumerAcknowledgement.IsSettlement(o, model) || o == settlement));

    /// <summary>Whether a call settles one delivery, and does not put it back again and again.</summary>
    private static bool Settles(IInvocationOperation call, RabbitModel model) =>
        ConsumerAcknowledgement.IsSettlement(call, model)
        && call.Argument("multiple")?.ConstantValue is null or { HasValue: true, Value: false }
        && (call.Argument("requeue")?.ConstantValue is null or { HasValue: true, Value: false } || !MakesStorm(call, model));

    private static bool MakesStorm(IInvocationOperation call, RabbitModel model)
    {
        var reported = false;
        RequeueStorm.Report(model, call.Syntax.SyntaxTree, report => reported |= report.Location.SourceSpan == call.NameOf().Span);
        return reported;
    }
}
