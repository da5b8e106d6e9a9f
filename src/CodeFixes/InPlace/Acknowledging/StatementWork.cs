using Leveret.Analyzers.Code;
using Leveret.Analyzers.Effects;
using Leveret.Analyzers.Symbols;
using Leveret.CodeFixes.Fixing;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Leveret.CodeFixes.InPlace.Acknowledging;

/// <summary>Tells statements that do work which can take time or fail, or of which that is not known.</summary>
internal static class StatementWork
{
    public static bool Is(StatementSyntax statement, FixSite site) =>
        site.Model.Code.OperationAt(statement) is not { } operation
        || IsIn(site.Model.ReachedFrom(new[] { operation }, site.Options), site);

    /// <summary>Whether the reached code works. A reply counts, which no message is lost with, but its sender waits for.</summary>
    public static bool IsIn(ReachedCode reached, FixSite site) =>
        Work.Find(reached, site.Model, site.Options) is not null || reached.Leaving.Any(l => IsPublish(l.Call, site));

    public static bool IsPublish(Call call, FixSite site) =>
        call.Method is { } method && site.Model.Rabbit.Classify(method) == ChannelMember.Publish;
}
