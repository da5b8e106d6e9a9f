using Leveret.Analyzers.Effects;
using Leveret.CodeFixes.Fixing;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Leveret.CodeFixes.InPlace.Acknowledging;

/// <summary>Tells statements that do work which can take time or fail, or of which that is not known.</summary>
internal static class StatementWork
{
    public static bool Is(StatementSyntax statement, FixSite site) =>
        site.Model.Code.OperationAt(statement) is not { } operation
        || Work.Find(site.Model.ReachedFrom(new[] { operation }, site.Options), site.Model, site.Options) is not null;
}
