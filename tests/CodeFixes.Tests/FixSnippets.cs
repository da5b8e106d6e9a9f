using Leveret.Analyzers;
using Leveret.Analyzers.Tests.Rules;
using Leveret.Verification;
using Microsoft.CodeAnalysis.CodeFixes;

namespace Leveret.CodeFixes.Tests;

/// <summary>Tests a fix on snippets that see the usual namespaces.</summary>
internal static class FixSnippets<TFix>
    where TFix : CodeFixProvider, new()
{
    /// <summary>Every report of the rule is fixed by the action of that index, one by one and in bulk.</summary>
    public static Task Fixes(Client client, string before, string after, int action = 0) => Create(client, [before], [after], action).RunAsync();

    /// <summary>No fix is offered.</summary>
    public static Task OffersNothing(Client client, string code) => Create(client, [code], [code], action: 0).RunAsync();

    public static CSharpCodeFixTest<ConsumerAnalyzer, TFix> Create(Client client, string[] before, string[] after, int action)
    {
        var test = new CSharpCodeFixTest<ConsumerAnalyzer, TFix> { Client = client, CodeActionIndex = action };
        test.Sources.AddRange(before.Select(static file => SnippetUsings.Common + SnippetUsings.RabbitMQ + file));
        test.FixedSources.AddRange(after.Select(static file => SnippetUsings.Common + SnippetUsings.RabbitMQ + file));
        return test;
    }
}
