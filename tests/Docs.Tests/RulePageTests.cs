using Leveret.Docs.Tests.Reading;
using Leveret.Verification;

namespace Leveret.Docs.Tests;

/// <summary>Each rule has a page, and the page says what the rule is.</summary>
public sealed class RulePageTests
{
    private static readonly string[] Sections =
        ["What is reported", "Why", "Wrong code", "Right code", "Fix", "What is not reported", "Options", "When to suppress"];

    public static TheoryData<string> Ids => Rules.Ids;

    [Fact]
    public void Every_rule_has_a_page_and_every_page_a_rule() =>
        Assert.Equal(Rules.All.Select(rule => rule.Id), Repository.RulePages.Keys.Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Ids))]
    public void The_first_line_is_the_title_of_the_rule(string id) =>
        Assert.Equal($"# {id}: {Rules.TitleOf(Rules.Find(id))}", Repository.RulePages[id].Lines[0]);

    [Theory]
    [MemberData(nameof(Ids))]
    public void The_table_describes_the_rule(string id)
    {
        var rule = Rules.Find(id);

        Assert.Equal(
            [
                ["Id", rule.Id],
                ["Category", rule.Category],
                ["Severity", rule.DefaultSeverity.ToString()],
                ["Enabled by default", Rules.Enabled(rule)],
                ["Code fix", Rules.FixOf(id) is null ? "None yet" : "Yes"],
                ["Client versions", "5.x, 6.x, 7.x"],
            ],
            Repository.RulePages[id].Rows(""));
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void The_sections_come_in_the_usual_order(string id)
    {
        var headings = Repository.RulePages[id].Headings.Where(heading => heading.Level == 2).Select(heading => heading.Text);

        Assert.Equal(Rules.FixOf(id) is null ? Sections.Except(["Fix"]) : Sections, headings.Intersect(Sections));
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void Wrong_and_right_code_is_shown_for_both_clients(string id)
    {
        var examples = Example.All.Values.Where(example => example.Rule == id).ToList();
        Assert.All([Client.V6, Client.V7], client =>
        {
            Assert.Contains(examples, example => example.IsWrong && example.Client == client);
            Assert.Contains(examples, example => !example.IsWrong && example.Client == client);
        });
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void The_help_link_leads_to_the_page(string id) =>
        Assert.EndsWith("/" + Repository.RulePages[id].Path, Rules.Find(id).HelpLinkUri, StringComparison.Ordinal);
}
