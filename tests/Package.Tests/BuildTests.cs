using System.Text.Json;
using Xunit;

namespace Leveret.Package.Tests;

/// <summary>What <c>dotnet build</c> says once the package is installed.</summary>
[Collection(PackageTests.Name)]
public sealed class BuildTests(PackageFixture package)
{
    [Fact]
    public async Task Client_7_every_rule_is_reported_and_the_build_succeeds()
    {
        var build = await package.Client7.BuildAsync();

        Assert.Equal(SampleRules.All, build.Rules("warning"));
        Assert.Empty(build.OtherDiagnostics);
        Assert.Empty(build.Rules("error"));
        Assert.Equal(0, build.ExitCode);
    }

    [Fact]
    public async Task Client_6_every_rule_is_reported_and_the_build_succeeds()
    {
        var build = await package.Client6.BuildAsync();

        Assert.Equal(SampleRules.All, build.Rules("warning"));
        Assert.Empty(build.OtherDiagnostics);
        Assert.Empty(build.Rules("error"));
        Assert.Equal(0, build.ExitCode);
    }

    [Fact]
    public async Task Without_the_client_nothing_is_reported_in_the_strictest_mode()
    {
        var build = await package.WithoutClient.BuildAsync(mode: "Strict");

        Assert.Empty(build.Findings);
        Assert.Equal(0, build.ExitCode);
    }

    [Fact]
    public async Task Warnaserror_fails_the_build()
    {
        var build = await package.Client7.BuildAsync(arguments: "-warnaserror");

        Assert.Equal(SampleRules.All, build.Rules("error"));
        Assert.Equal(1, build.ExitCode);
    }

    [Fact]
    public async Task A_finding_names_file_line_and_page()
    {
        var build = await package.Client6.BuildAsync();

        Assert.All(build.Findings, finding =>
        {
            Assert.Equal(".cs", Path.GetExtension(finding.File));
            Assert.InRange(finding.Line, 1, int.MaxValue);
            Assert.EndsWith($"(https://github.com/leveret-dotnet/leveret/blob/main/docs/rules/{finding.Id}.md)", finding.Message, StringComparison.Ordinal);
        });
    }

    [Fact]
    public async Task The_sarif_log_holds_every_finding_and_the_link_of_its_rule()
    {
        var file = Path.Combine(package.Client7.Folder, "findings.sarif");

        var build = await package.Client7.BuildAsync(arguments: $"-p:ErrorLog={file}%2Cversion=2.1");

        using var log = JsonDocument.Parse(await File.ReadAllTextAsync(file));
        var run = log.RootElement.GetProperty("runs")[0];
        var links = run.GetProperty("tool").GetProperty("driver").GetProperty("rules").EnumerateArray()
            .ToDictionary(rule => rule.GetProperty("id").GetString()!, rule => rule.TryGetProperty("helpUri", out var link) ? link.GetString() : null);
        var results = run.GetProperty("results").EnumerateArray()
            .Select(result => (
                Id: result.GetProperty("ruleId").GetString()!,
                Level: result.GetProperty("level").GetString(),
                Place: result.GetProperty("locations")[0].GetProperty("physicalLocation")))
            .Where(result => result.Id.StartsWith("RMQ", StringComparison.Ordinal))
            .ToArray();

        Assert.Equal(
            build.Findings.Select(finding => (finding.Id, "warning", Path.GetFileName(finding.File), finding.Line)).Distinct().Order(),
            results.Select(result => (
                result.Id,
                result.Level!,
                Path.GetFileName(result.Place.GetProperty("artifactLocation").GetProperty("uri").GetString()!),
                result.Place.GetProperty("region").GetProperty("startLine").GetInt32())).Distinct().Order());
        Assert.All(results, result => Assert.Equal($"https://github.com/leveret-dotnet/leveret/blob/main/docs/rules/{result.Id}.md", links[result.Id]));
    }
}
