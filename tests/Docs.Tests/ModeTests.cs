using System.Text.RegularExpressions;
using Leveret.Docs.Tests.Reading;

namespace Leveret.Docs.Tests;

/// <summary>What the pages say about the modes is what the package has.</summary>
public sealed partial class ModeTests
{
    /// <summary>The severity that each preset gives to every rule.</summary>
    private static readonly Dictionary<string, string> Presets = Directory
        .EnumerateFiles(Repository.PathOf("src/Analyzers.Package/config"), "*.globalconfig")
        .ToDictionary(
            file => Path.GetFileName(file).Split('.')[1],
            file => Assert.Single(File.ReadLines(file).Where(line => line.StartsWith("dotnet_diagnostic.", StringComparison.Ordinal)).Select(line => line.Split('=')[1].Trim()).Distinct()));

    public static TheoryData<string> Pages => ["docs/configuration.md", "docs/ci.md", "src/Analyzers.Package/README.md"];

    [Theory]
    [MemberData(nameof(Pages))]
    public void A_page_lists_the_modes(string page) =>
        Assert.Equal(
            Presets.Keys.Append("Recommended").Order(StringComparer.Ordinal),
            Modes(page).Select(row => row[0].Trim('`')).Order(StringComparer.Ordinal));

    [Fact]
    public void The_configuration_page_gives_the_severity_of_each_mode()
    {
        foreach (var row in Modes("docs/configuration.md").Where(row => row[0] != "`Recommended`"))
            Assert.Equal((row[0], $"`{Presets[row[0].Trim('`')]}`"), (row[0], row[1].Split(',')[0]));
    }

    [Fact]
    public void The_build_accepts_the_modes_of_the_pages()
    {
        var targets = File.ReadAllText(Repository.PathOf("src/Analyzers.Package/buildTransitive/Leveret.Analyzers.targets"));

        Assert.Equal(
            Modes("docs/configuration.md").Select(row => row[0].Trim('`')).Order(StringComparer.Ordinal),
            Refused().Matches(targets).Select(match => match.Groups[1].Value).Order(StringComparer.Ordinal));
    }

    private static IEnumerable<string[]> Modes(string page) =>
        Repository.Pages[page].Rows().SkipWhile(row => row[0] != "mode").Skip(1).TakeWhile(row => row[0].StartsWith('`'));

    [GeneratedRegex(@"'\$\(_LeveretAnalysisMode\)' != '(\w+)'")]
    private static partial Regex Refused();
}
