using Leveret.Analyzers.Code;
using Leveret.Analyzers.Consumers;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace Leveret.CodeFixes.InPlace.Acknowledging;

/// <summary>Tells code that puts channels into transactions. On such a channel a settlement waits for a commit.</summary>
internal static class Transactions
{
    private static readonly string[] Names = { "TxSelect", "TxSelectAsync" };

    public static bool AreUsed(RabbitModel model) =>
        Names.SelectMany(name => model.Code.Named(name)).Any(node =>
            node.Expression().Parent is InvocationExpressionSyntax syntax
            && model.Code.OperationAt(syntax) is IInvocationOperation call && model.Rabbit.IsClient(call.TargetMethod));
}
