using Leveret.Analyzers.Code;
using Leveret.CodeFixes.Fixing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace Leveret.CodeFixes.InPlace.Prefetch;

/// <summary>How the task of a consume is waited for, and so that of BasicQos before it.</summary>
internal sealed class Waiting
{
    private Waiting(bool awaits, string suffix)
    {
        Awaits = awaits;
        Suffix = suffix;
    }

    public bool Awaits { get; }

    /// <summary>What follows the call: <c>.ConfigureAwait(false)</c>, <c>.GetAwaiter().GetResult()</c>.</summary>
    public string Suffix { get; }

    /// <summary>Null where code that may not await does not wait either.</summary>
    public static Waiting? Of(IInvocationOperation consume)
    {
        SyntaxNode task = consume.Syntax;
        var configured = "";
        while (true)
        {
            switch (task.Parent)
            {
                case ParenthesizedExpressionSyntax parenthesized:
                    task = parenthesized;
                    break;
                case ConditionalAccessExpressionSyntax access when access.WhenNotNull == task:
                    if (access.Parent is not (AwaitExpressionSyntax or ExpressionStatementSyntax))
                        return null;
                    task = access;
                    break;
                case MemberAccessExpressionSyntax { Name.Identifier.ValueText: "ConfigureAwait", Parent: InvocationExpressionSyntax call } access when access.Expression == task:
                    configured = ".ConfigureAwait" + call.ArgumentList;
                    task = call;
                    break;
                case MemberAccessExpressionSyntax { Name.Identifier.ValueText: "GetAwaiter" } access when access.Expression == task:
                    return new Waiting(awaits: false, configured + ".GetAwaiter().GetResult()");
                case MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Result" or "Wait" } access when access.Expression == task:
                    return new Waiting(awaits: false, ".Wait()");
                case AwaitExpressionSyntax:
                    return new Waiting(awaits: true, configured);
                case ReturnStatementSyntax or ArrowExpressionClauseSyntax or AnonymousFunctionExpressionSyntax when task is InvocationExpressionSyntax:
                    return new Waiting(awaits: true, "");
                default:
                    return AsyncRewriting.MayAwait(consume.Function()) && task is not ConditionalAccessExpressionSyntax ? new Waiting(awaits: true, "") : null;
            }
        }
    }
}
