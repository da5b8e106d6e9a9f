using Leveret.CodeFixes.Fixing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Leveret.CodeFixes.InPlace.Acknowledging;

/// <summary>Tells work that is done only as a place is left: by the disposal of a resource, or in a finally.</summary>
internal static class WorkOnLeaving
{
    public static bool Follows(SyntaxNode place, FixSite site) =>
        Disposals.FinishWork(place, site.Model.Code.Compilation.GetSemanticModel(place.SyntaxTree))
        || place.Ancestors().TakeWhile(static a => a is not (AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax or BaseMethodDeclarationSyntax))
            .OfType<TryStatementSyntax>().Any(t => t.Finally is { } last && !last.Span.Contains(place.Span) && StatementWork.Is(last.Block, site));
}
