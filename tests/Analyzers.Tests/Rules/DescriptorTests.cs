using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;

namespace Leveret.Analyzers.Tests.Rules;

/// <summary>What every rule owes its users: an id, words, a page, a line in the release notes and tests.</summary>
public sealed partial class DescriptorTests
{
    public static TheoryData<string> Ids => [.. Descriptors.Keys];

    private static readonly string[] ReleaseFiles = ["AnalyzerReleases.Shipped.md", "AnalyzerReleases.Unshipped.md"];

    private static readonly Dictionary<string, DiagnosticDescriptor> Descriptors =
        new ConsumerAnalyzer().SupportedDiagnostics.ToDictionary(descriptor => descriptor.Id);

    [Fact]
    public void Ids_are_unique() =>
        Assert.Equal(Descriptors.Count, new ConsumerAnalyzer().SupportedDiagnostics.Length);

    [Theory]
    [MemberData(nameof(Ids))]
    public void Id_follows_the_pattern(string id) => Assert.Matches("^RMQ[0-4][0-9]{3}$", id);

    [Theory]
    [MemberData(nameof(Ids))]
    public void Id_agrees_with_the_category(string id)
    {
        var expected = id[3] switch
        {
            '0' => "Configuration",
            '1' => "FlowControl",
            '2' => "Settlement",
            '3' => "Handlers",
            _ => "Topology",
        };
        Assert.Equal(expected, Descriptors[id].Category);
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void Title_is_one_phrase_without_a_period(string id)
    {
        var title = Text(Descriptors[id].Title);
        Assert.NotEmpty(title);
        Assert.Equal(title.Trim(), title);
        Assert.DoesNotContain('\n', title);
        Assert.False(title.EndsWith('.'), title);
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void Message_is_one_sentence_without_a_trailing_period(string id)
    {
        var message = Text(Descriptors[id].MessageFormat);
        Assert.NotEmpty(message);
        Assert.Equal(message.Trim(), message);
        Assert.DoesNotContain('\n', message);
        Assert.False(message.EndsWith('.'), message);
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void Description_is_made_of_sentences(string id) =>
        Assert.EndsWith(".", Text(Descriptors[id].Description), StringComparison.Ordinal);

    [Theory]
    [MemberData(nameof(Ids))]
    public void Rule_is_a_warning_and_enabled(string id)
    {
        Assert.Equal(DiagnosticSeverity.Warning, Descriptors[id].DefaultSeverity);
        Assert.True(Descriptors[id].IsEnabledByDefault);
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void Help_link_leads_to_the_page_of_the_rule(string id) =>
        Assert.EndsWith("/docs/rules/" + id + ".md", Descriptors[id].HelpLinkUri, StringComparison.Ordinal);

    [Theory]
    [MemberData(nameof(Ids))]
    public void Page_of_the_rule_exists_and_names_it(string id)
    {
        var page = Path.Combine(Root, "docs", "rules", id + ".md");
        Assert.True(File.Exists(page), page);
        Assert.Contains(id, File.ReadLines(page).First(), StringComparison.Ordinal);
    }

    [Fact]
    public void No_page_is_left_without_its_rule()
    {
        var folder = Path.Combine(Root, "docs", "rules");
        var pages = Directory.Exists(folder) ? Directory.GetFiles(folder, "RMQ*.md") : [];
        Assert.All(pages, page => Assert.Contains(Path.GetFileNameWithoutExtension(page), Descriptors.Keys));
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void Release_tracking_lists_the_rule_once_as_it_is(string id)
    {
        var descriptor = Descriptors[id];
        var rows = ReleaseRows().Where(row => row[0] == id).ToList();
        var row = Assert.Single(rows);
        Assert.Equal(descriptor.Category, row[1]);
        Assert.Equal(descriptor.DefaultSeverity.ToString(), row[2]);
    }

    [Fact]
    public void Release_tracking_lists_nothing_else() =>
        Assert.All(ReleaseRows(), row => Assert.Contains(row[0], Descriptors.Keys));

    [Theory]
    [MemberData(nameof(Ids))]
    public void Rule_has_a_test_class(string id)
    {
        var stem = ReleaseRows().Where(row => row[0] == id).Select(row => row[3]).FirstOrDefault();
        Assert.False(string.IsNullOrEmpty(stem), $"The release notes give {id} no stem.");
        var tests = typeof(DescriptorTests).Assembly.GetTypes().Select(type => type.Name);
        Assert.Contains(stem + "Tests", tests);
    }

    /// <summary>The rows of both release files: id, category, severity, and the stem that a rule's files share.</summary>
    private static List<string[]> ReleaseRows() =>
        ReleaseFiles
            .SelectMany(file => File.ReadLines(Path.Combine(Root, "src", "Analyzers", file)))
            .Where(line => RuleRow().IsMatch(line))
            .Select(line => line.Split('|', StringSplitOptions.TrimEntries))
            .ToList();

    private static string Text(LocalizableString text) =>
        text.ToString(System.Globalization.CultureInfo.InvariantCulture);

    private static string Root { get; } = FindRoot();

    private static string FindRoot()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Analyzers.sln")))
        {
            folder = Path.GetDirectoryName(folder) ?? throw new DirectoryNotFoundException("Analyzers.sln");
        }

        return folder;
    }

    [GeneratedRegex(@"^RMQ\d{4}\s*\|")]
    private static partial Regex RuleRow();
}
