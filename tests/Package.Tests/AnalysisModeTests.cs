using Xunit;

namespace Leveret.Package.Tests;

/// <summary>LeveretAnalysisMode and the settings of the user that win over it.</summary>
[Collection(PackageTests.Name)]
public sealed class AnalysisModeTests(PackageFixture package)
{
    [Theory]
    [InlineData("Recommended")]
    [InlineData("All")]
    public async Task Every_rule_is_a_warning(string mode)
    {
        var build = await package.Client7.BuildAsync(mode);

        Assert.Equal(SampleRules.All, build.Rules("warning"));
        Assert.Empty(build.Rules("error"));
        Assert.Equal(0, build.ExitCode);
    }

    [Theory]
    [InlineData("Strict")]
    [InlineData(" strict ")]
    public async Task Strict_makes_every_rule_an_error(string mode)
    {
        var build = await package.Client7.BuildAsync(mode);

        Assert.Equal(SampleRules.All, build.Rules("error"));
        Assert.Empty(build.Rules("warning"));
        Assert.Equal(1, build.ExitCode);
    }

    [Fact]
    public async Task All_still_fails_with_warnaserror()
    {
        var build = await package.Client7.BuildAsync("All", arguments: "-warnaserror");

        Assert.Equal(SampleRules.All, build.Rules("error"));
        Assert.Equal(1, build.ExitCode);
    }

    [Fact]
    public async Task None_switches_every_rule_off()
    {
        var build = await package.Client7.BuildAsync("None", arguments: "-warnaserror");

        Assert.Empty(build.Findings);
        Assert.Equal(0, build.ExitCode);
    }

    [Fact]
    public async Task Any_other_mode_fails_the_build_and_names_those_there_are()
    {
        var build = await package.Client7.BuildAsync("Strickt");

        var finding = Assert.Single(build.Findings);
        Assert.Equal(("RMQ0001", "error"), (finding.Id, finding.Severity));
        Assert.EndsWith("LegacyWorker.csproj", finding.File, StringComparison.Ordinal);
        Assert.StartsWith(
            "LeveretAnalysisMode is 'Strickt', which is not one of Recommended, All, Strict or None.",
            finding.Message,
            StringComparison.Ordinal);
        Assert.Equal(1, build.ExitCode);
    }

    [Fact]
    public async Task The_mode_can_stand_in_Directory_Build_props()
    {
        var build = await package.Client6.BuildAsync(
            configuration: ("Directory.Build.props", "<Project><PropertyGroup><LeveretAnalysisMode>Strict</LeveretAnalysisMode></PropertyGroup></Project>"));

        Assert.Equal(SampleRules.All, build.Rules("error"));
        Assert.Equal(1, build.ExitCode);
    }

    [Fact]
    public async Task Editorconfig_makes_one_rule_an_error_and_switches_another_off()
    {
        var build = await package.Client7.BuildAsync(configuration: (".editorconfig", """
            [*.cs]
            dotnet_diagnostic.RMQ2002.severity = error
            dotnet_diagnostic.RMQ1003.severity = none
            """));

        Assert.Equal(["RMQ2002"], build.Rules("error"));
        Assert.Equal(SampleRules.All.Except(["RMQ2002", "RMQ1003"]), build.Rules("warning"));
        Assert.Equal(1, build.ExitCode);
    }

    [Fact]
    public async Task Editorconfig_wins_over_Strict()
    {
        var build = await package.Client7.BuildAsync("Strict", (".editorconfig", "[*.cs]\n" + SampleRules.Severity("warning")));

        Assert.Equal(SampleRules.All, build.Rules("warning"));
        Assert.Empty(build.Rules("error"));
        Assert.Equal(0, build.ExitCode);
    }

    [Fact]
    public async Task Editorconfig_wins_over_None()
    {
        var build = await package.Client7.BuildAsync("None", (".editorconfig", "[*.cs]\ndotnet_diagnostic.RMQ1001.severity = warning\n"));

        Assert.Equal(["RMQ1001"], build.Findings.Select(finding => finding.Id).Distinct());
        Assert.Equal(0, build.ExitCode);
    }

    [Fact]
    public async Task Globalconfig_of_the_user_wins_over_Strict()
    {
        var build = await package.Client7.BuildAsync("Strict", (".globalconfig", "is_global = true\n" + SampleRules.Severity("warning")));

        Assert.Equal(SampleRules.All, build.Rules("warning"));
        Assert.Equal(0, build.ExitCode);
    }
}
