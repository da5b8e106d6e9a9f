using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Leveret.CodeFixes.Fixing;

/// <summary>Finds spans and references that are used after an <c>await</c>. The compiler complains of them only when it emits.</summary>
internal static class LostReferences
{
    public static int Count(SemanticModel semantics, CancellationToken cancellationToken)
    {
        var awaits = semantics.SyntaxTree.GetRoot(cancellationToken).DescendantNodes().Where(IsAwait).ToLookup(FunctionOf);
        return awaits.Sum(function => Locals(function.Key, semantics, cancellationToken).Sum(local => UsesAfter(function, local.Name, local.Symbol, function.Key, semantics) + AwaitsBeforeDisposal(function, local.Name)))
            + awaits.Sum(function => function.Count(a => a.Ancestors().TakeWhile(n => n != function.Key).Any(n => IsLoopOverSpan(n, a, semantics))));
    }

    private static bool IsAwait(SyntaxNode node) => node
        is AwaitExpressionSyntax
        or CommonForEachStatementSyntax { AwaitKeyword.RawKind: not 0 }
        or UsingStatementSyntax { AwaitKeyword.RawKind: not 0 }
        or LocalDeclarationStatementSyntax { AwaitKeyword.RawKind: not 0 };

    private static SyntaxNode FunctionOf(SyntaxNode node) =>
        node.Ancestors().First(static n => n is AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax or MemberDeclarationSyntax and not GlobalStatementSyntax or CompilationUnitSyntax);

    private static IEnumerable<(SyntaxNode Name, ILocalSymbol Symbol)> Locals(SyntaxNode function, SemanticModel semantics, CancellationToken cancellationToken) =>
        from node in HereIn(function)
        where node is VariableDeclaratorSyntax or SingleVariableDesignationSyntax or ForEachStatementSyntax
        let local = semantics.GetDeclaredSymbol(node, cancellationToken) as ILocalSymbol
        where local is not null && (local.IsRef || local.Type.IsRefLikeType)
        select (node, local);

    /// <summary>The awaits before the end of the scope of a <c>using</c>, which disposes of the local there.</summary>
    private static int AwaitsBeforeDisposal(IEnumerable<SyntaxNode> awaits, SyntaxNode declaration) => declaration.Parent?.Parent switch
    {
        LocalDeclarationStatementSyntax { UsingKeyword.RawKind: not 0, Parent: { } scope } => awaits.Count(a => a.SpanStart > declaration.SpanStart && scope.Span.Contains(a.Span)),
        UsingStatementSyntax scope => awaits.Count(a => scope.Statement.Span.Contains(a.Span)),
        _ => 0,
    };

    private static int UsesAfter(IEnumerable<SyntaxNode> awaits, SyntaxNode declaration, ILocalSymbol local, SyntaxNode function, SemanticModel semantics) =>
        HereIn(function).OfType<IdentifierNameSyntax>().Count(use =>
            use.Identifier.ValueText == local.Name
            && SymbolEqualityComparer.Default.Equals(semantics.GetSymbolInfo(use).Symbol, local)
            && awaits.Any(a => a.SpanStart > declaration.SpanStart && (a.SpanStart < use.SpanStart ? GoesOnTo(use, a, semantics) : IsInLoopWith(use, a, declaration))));

    /// <summary>Whether what follows an await is not left before a later use.</summary>
    private static bool GoesOnTo(SyntaxNode use, SyntaxNode await, SemanticModel semantics)
    {
        foreach (var block in await.Ancestors().TakeWhile(n => !n.Span.Contains(use.Span)).OfType<BlockSyntax>())
        {
            if (block.Parent is TryStatementSyntax tried && tried.Span.Contains(use.Span))
                return true;
            if (semantics.AnalyzeControlFlow(block) is { Succeeded: true, EndPointIsReachable: false })
                return false;
        }

        return true;
    }

    private static bool IsInLoopWith(SyntaxNode use, SyntaxNode await, SyntaxNode declaration) =>
        await.Ancestors().TakeWhile(n => !n.Span.Contains(declaration.Span)).Any(n =>
            n is ForStatementSyntax or WhileStatementSyntax or DoStatementSyntax or CommonForEachStatementSyntax && n.Span.Contains(use.Span));

    private static bool IsLoopOverSpan(SyntaxNode node, SyntaxNode await, SemanticModel semantics) =>
        node is CommonForEachStatementSyntax { Expression: var source, Statement: var body }
        && body.Span.Contains(await.Span)
        && (semantics.GetTypeInfo(source).Type is { IsRefLikeType: true } || semantics.GetForEachStatementInfo((CommonForEachStatementSyntax)node).GetEnumeratorMethod is { ReturnType.IsRefLikeType: true });

    private static IEnumerable<SyntaxNode> HereIn(SyntaxNode function) =>
        function.DescendantNodes(n => n == function || n is not (AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax));
}
