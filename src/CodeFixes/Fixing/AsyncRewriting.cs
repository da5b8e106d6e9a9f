using System.Collections.Immutable;
using Leveret.Analyzers.Code;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace Leveret.CodeFixes.Fixing;

/// <summary>Makes a function that hands a task back into one that awaits it.</summary>
internal static class AsyncRewriting
{
    /// <summary>Whether a function awaits, or is top-level code, which may.</summary>
    public static bool MayAwait(IOperation function) => function.Syntax is CompilationUnitSyntax || SymbolOf(function) is { IsAsync: true };

    /// <summary>The words before an expression body that becomes a statement of a block.</summary>
    public static string Keywords(IOperation function, bool awaits)
    {
        var symbol = SymbolOf(function);
        var isAsync = awaits || symbol is { IsAsync: true };
        var returns = isAsync ? symbol?.ReturnType is INamedTypeSymbol { TypeArguments.Length: > 0 } : symbol is { ReturnsVoid: false };
        return (returns ? "return " : "") + (awaits ? "await " : "");
    }

    /// <summary>
    /// The edits that make a function async, apart from its expression body; null where its tasks would not be those that it
    /// returned before.
    /// </summary>
    public static ImmutableArray<Edit>? Edits(IOperation function)
    {
        if (SymbolOf(function) is not { IsAsync: false, ReturnType: INamedTypeSymbol { Name: "Task", ContainingNamespace.Name: "Tasks" } task } symbol
            || symbol.Parameters.Any(static p => p.RefKind != RefKind.None)
            || StartOf(function.Syntax) is not { } start)
        {
            return null;
        }

        var edits = ImmutableArray.CreateBuilder<Edit>();
        edits.Add(Edit.Insert(function.Syntax.SyntaxTree, start, "async "));
        return BodyOf(function.Syntax) is not { } body || AwaitReturned(body, function, task.TypeArguments.Length > 0, edits) ? edits.ToImmutable() : null;
    }

    private static IMethodSymbol? SymbolOf(IOperation function) =>
        function is IAnonymousFunctionOperation lambda ? lambda.Symbol : function.Method();

    private static BlockSyntax? BodyOf(SyntaxNode function) => function switch
    {
        AnonymousFunctionExpressionSyntax lambda => lambda.Block,
        LocalFunctionStatementSyntax local => local.Body,
        MethodDeclarationSyntax method => method.Body,
        _ => null,
    };

    /// <summary>Where <c>async</c> goes: before the returned type and before <c>partial</c>.</summary>
    public static int? StartOf(SyntaxNode function) => function switch
    {
        ParenthesizedLambdaExpressionSyntax lambda => (lambda.ReturnType ?? (SyntaxNode)lambda.ParameterList).SpanStart,
        SimpleLambdaExpressionSyntax lambda => lambda.Parameter.SpanStart,
        AnonymousMethodExpressionSyntax method => method.DelegateKeyword.SpanStart,
        LocalFunctionStatementSyntax local => local.ReturnType.SpanStart,
        MethodDeclarationSyntax method => method.Modifiers.FirstOrDefault(static m => m.IsKind(SyntaxKind.PartialKeyword)) is { RawKind: not 0 } partial
            ? partial.SpanStart
            : method.ReturnType.SpanStart,
        _ => null,
    };

    /// <summary>Awaits what is returned. Where something is left at the return, the task must not have outlived it.</summary>
    private static bool AwaitReturned(BlockSyntax body, IOperation function, bool hasResult, ImmutableArray<Edit>.Builder edits)
    {
        var semantics = function.SelfAndAncestors().Last().SemanticModel!;
        var own = body.DescendantNodes(static n => n is not (AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax)).ToList();
        if (own.Any(static n => n is TryStatementSyntax or UsingStatementSyntax or LockStatementSyntax or FixedStatementSyntax or UnsafeStatementSyntax or LocalDeclarationStatementSyntax { UsingKeyword.RawKind: not 0 }))
            return false;

        foreach (var statement in own.OfType<ReturnStatementSyntax>())
        {
            if (statement.Expression is not InvocationExpressionSyntax returned)
            {
                if (hasResult || !CompletedTask.Is(statement.Expression, semantics))
                    return false;
                edits.Add(new Edit(body.SyntaxTree, Microsoft.CodeAnalysis.Text.TextSpan.FromBounds(statement.ReturnKeyword.Span.End, statement.SemicolonToken.SpanStart), ""));
            }
            else if (hasResult)
            {
                edits.Add(Edit.Insert(body.SyntaxTree, returned.SpanStart, "await "));
            }
            else if (statement == body.Statements.Last())
            {
                edits.Add(new Edit(body.SyntaxTree, statement.ReturnKeyword.Span, "await"));
            }
            else
            {
                return false;
            }
        }

        return true;
    }
}
