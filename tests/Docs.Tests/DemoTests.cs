using System.Text.RegularExpressions;
using Leveret.Docs.Tests.Reading;

namespace Leveret.Docs.Tests;

/// <summary>The output of the demo in the readme is about the sample as it is.</summary>
public sealed partial class DemoTests
{
    private const string Sample = "samples/LegacyWorker/";

    private static readonly string[] Output = Assert.Single(Repository.Pages["README.md"].Blocks, block => block.Lines[0] == "$ eng/demo.sh --no-broker").Lines;

    [Fact]
    public void Each_finding_quotes_the_line_that_it_names()
    {
        var findings = Findings();
        Assert.NotEmpty(findings);
        Assert.All(findings, finding => Assert.Equal("> " + Repository.Lines(Sample + finding.File)[finding.Line - 1].Trim(), finding.Quote));
    }

    [Fact]
    public void Each_rule_about_code_reports_in_the_sample() =>
        Assert.Equal(Rules.All.Select(rule => rule.Id).Where(id => id != "RMQ0001"), Findings().Select(finding => finding.Id).Distinct());

    [Fact]
    public void The_last_line_counts_the_findings()
    {
        var findings = Findings();
        var rules = findings.Select(finding => finding.Id).Distinct().Count();
        var files = findings.Select(finding => finding.File).Distinct().Count();

        Assert.Equal($"{findings.Count} warnings of {rules} rules in {files} files", Output[^1]);
    }

    private static List<(string Id, string File, int Line, string Quote)> Findings() =>
        [
            .. Enumerable.Range(0, Output.Length)
                .Select(i => (Match: Finding().Match(Output[i]), Next: i + 1))
                .Where(line => line.Match.Success)
                .Select(line => (line.Match.Groups[1].Value, line.Match.Groups[2].Value, int.Parse(line.Match.Groups[3].ValueSpan, System.Globalization.CultureInfo.InvariantCulture), Output[line.Next].Trim())),
        ];

    [GeneratedRegex(@"^(RMQ\d{4})  (\S+):(\d+)$")]
    private static partial Regex Finding();
}
