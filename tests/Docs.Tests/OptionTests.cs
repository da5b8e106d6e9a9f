using System.Text.RegularExpressions;
using Leveret.Analyzers.Settings;
using Leveret.Docs.Tests.Reading;

namespace Leveret.Docs.Tests;

/// <summary>The options on the pages are those of the analyzer.</summary>
public sealed partial class OptionTests
{
    private static readonly Page Configuration = Repository.Pages["docs/configuration.md"];

    [Fact]
    public void The_configuration_page_lists_the_options() =>
        Assert.Equal(
            Options.All.Select(option => new[] { $"`{option.Key}`", option.Expected, option.Default }),
            Table().Select(row => row[..3]));

    [Fact]
    public void The_configuration_page_explains_each_option() =>
        Assert.All(Options.All, option => Assert.Contains(Configuration.Lines, line => line.StartsWith($"- **`{option.Key}`**: ", StringComparison.Ordinal)));

    [Fact]
    public void The_page_of_each_rule_lists_the_options_that_it_reads() =>
        Assert.All(Repository.RulePages, page => Assert.Equal(
            Table().Where(row => row[3].Contains(page.Key, StringComparison.Ordinal)).Select(row => row[0]),
            page.Value.Rows("Options").Skip(1).Select(row => row[0])));

    [Fact]
    public void Pages_name_no_option_that_does_not_exist()
    {
        var known = Options.All.Select(option => option.Key).ToHashSet();
        Assert.Empty(
            from page in Repository.Pages.Values
            from line in page.Lines
            from Match key in Key().Matches(line)
            where !known.Contains(key.Value)
            select $"{page.Path}: {key.Value}");
    }

    private static IEnumerable<string[]> Table() => Configuration.Rows("Options").Skip(1);

    [GeneratedRegex(@"\bleveret\.[a-z]+_[a-z_]+|\bRMQ\d{4}\.(?!md|cs|severity)[a-z_]+")]
    private static partial Regex Key();
}
