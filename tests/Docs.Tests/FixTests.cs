using Leveret.Analyzers;
using Leveret.Docs.Tests.Reading;
using Leveret.Verification;
using Microsoft.CodeAnalysis.CodeFixes;

namespace Leveret.Docs.Tests;

/// <summary>A block <c>diff</c> on the page of a rule is what the first fix makes of the wrong code for the same client.</summary>
public sealed class FixTests
{
    private static readonly Dictionary<string, CodeBlock> Diffs = Repository.RulePages.Values
        .SelectMany(page => page.Blocks)
        .Where(block => block is { Language: "diff", Section: "Fix" })
        .ToDictionary(block => block.ToString());

    public static TheoryData<string> Places => [.. Diffs.Keys];

    public static TheoryData<string> Fixed => [.. Rules.All.Select(rule => rule.Id).Where(id => Rules.FixOf(id) is not null)];

    [Theory]
    [MemberData(nameof(Fixed))]
    public void Fixes_are_shown_for_both_clients(string id) =>
        Assert.Equal(
            ["RabbitMQ.Client 6", "RabbitMQ.Client 7"],
            Diffs.Values.Where(diff => diff.Page == Repository.RulePages[id]).Select(diff => diff.Subsection).Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Places))]
    public Task The_fix_makes_the_change_that_the_page_shows(string place)
    {
        var diff = Diffs[place];
        var wrong = Example.All.Values.First(example => example.IsWrong && example.Stands(diff.Page, diff.Subsection));
        var verify = typeof(FixTests).GetMethod(nameof(VerifyAsync), System.Reflection.BindingFlags.NonPublic | System.Reflection.BindingFlags.Static)!;
        return (Task)verify.MakeGenericMethod(Rules.FixOf(wrong.Rule)!).Invoke(null, [wrong, Changed(wrong.Plain, diff)])!;
    }

    private static Task VerifyAsync<TFix>(Example wrong, string expected)
        where TFix : CodeFixProvider, new() =>
        new CSharpCodeFixTest<ConsumerAnalyzer, TFix> { Client = wrong.Client, TestCode = wrong.Marked, FixedCode = expected, CodeActionIndex = 0 }.RunAsync();

    /// <summary>The code with the lines of the diff taken out and put in; <c>@@</c> stands between lines that are apart.</summary>
    private static string Changed(string code, CodeBlock diff)
    {
        foreach (var part in string.Join('\n', diff.Lines).Split("\n@@\n"))
        {
            var lines = part.Split('\n');
            var before = Text(lines.Where(line => line[0] != '+'));
            Assert.True(code.Contains(before, StringComparison.Ordinal), $"{diff}: the wrong code does not have these lines:\n{before}");
            code = code.Replace(before, Text(lines.Where(line => line[0] != '-')), StringComparison.Ordinal);
        }

        return code;
    }

    private static string Text(IEnumerable<string> lines) => string.Concat(lines.Select(line => line[1..] + "\n"));
}
