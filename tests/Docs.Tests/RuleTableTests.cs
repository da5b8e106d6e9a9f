using System.Text.RegularExpressions;
using Leveret.Docs.Tests.Reading;

namespace Leveret.Docs.Tests;

/// <summary>What pages and release files say about the rules together.</summary>
public sealed partial class RuleTableTests
{
    private static readonly string[] ReleaseFiles = ["AnalyzerReleases.Shipped.md", "AnalyzerReleases.Unshipped.md"];

    [Fact]
    public void The_index_lists_the_rules() =>
        Assert.Equal(
            Rules.All.Select(rule => new[] { $"[{rule.Id}]({rule.Id}.md)", Rules.TitleOf(rule), rule.Category, rule.DefaultSeverity.ToString(), Rules.Enabled(rule) }),
            RuleRows(Repository.Pages["docs/rules/README.md"]));

    [Fact]
    public void The_readme_lists_the_rules() =>
        Assert.Equal(
            Rules.All.Select(rule => new[] { $"[{rule.Id}](docs/rules/{rule.Id}.md)", Rules.TitleOf(rule) }),
            RuleRows(Repository.Pages["README.md"]).Select(row => row[..2]));

    [Fact]
    public void The_release_files_list_each_rule_once() =>
        Assert.Equal(
            Rules.All.Select(rule => $"{rule.Id} | {rule.Category} | {rule.DefaultSeverity}"),
            ReleaseFiles
                .SelectMany(file => Repository.Lines("src/Analyzers/" + file))
                .Where(line => RuleId().Match(line) is { Success: true, Index: 0 })
                .Select(line => string.Join(" | ", line.Split('|', StringSplitOptions.TrimEntries)[..3]))
                .Order(StringComparer.Ordinal));

    [Fact]
    public void Pages_name_no_rule_that_does_not_exist()
    {
        var known = Rules.All.Select(rule => rule.Id).ToHashSet();
        Assert.Empty(
            from page in Repository.Pages.Values
            from line in page.Lines
            from Match id in RuleId().Matches(line)
            where !known.Contains(id.Value)
            select $"{page.Path}: {id.Value}");
    }

    private static IEnumerable<string[]> RuleRows(Page page) =>
        page.Rows().Where(row => row[0].StartsWith("[RMQ", StringComparison.Ordinal));

    [GeneratedRegex(@"RMQ\d{4}\b")]
    private static partial Regex RuleId();
}
