using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Leveret.CodeFixes.InPlace.Acknowledging;

/// <summary>Tells handlers that go on after a failure as if it had been a success. An acknowledgement at their end would count both the same.</summary>
internal static class SwallowedFailures
{
    /// <summary>Whether a catch goes on after a failure; those of <paramref name="main"/> settle for themselves.</summary>
    public static bool ReachEnd(IReadOnlyList<StatementSyntax> work, TryStatementSyntax? main, SemanticModel semantics) =>
        work.SelectMany(static s => s.DescendantNodesAndSelf(static n => n is not (CatchClauseSyntax or FinallyClauseSyntax)))
            .OfType<CatchClauseSyntax>()
            .Any(c => c.Parent != main && (GoesOn(c, semantics) || (IsInFunction(c, work) && semantics.AnalyzeControlFlow(c.Block)!.ReturnStatements.Length > 0)));

    /// <summary>Whether a function of the work ends with the catch, so that what calls the function goes on.</summary>
    private static bool IsInFunction(SyntaxNode clause, IReadOnlyList<StatementSyntax> work) =>
        clause.Ancestors().TakeWhile(a => a != work[0].Parent).Any(static a => a is AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax);

    /// <summary>Whether what follows the try runs after a catch of it, or the loop around goes on.</summary>
    private static bool GoesOn(CatchClauseSyntax clause, SemanticModel semantics) =>
        semantics.AnalyzeControlFlow(clause.Block) is not { Succeeded: true } flow || flow.EndPointIsReachable || flow.ExitPoints.Any(static e => e is not ReturnStatementSyntax);
}
