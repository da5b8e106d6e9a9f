using System.Globalization;
using Leveret.Package.Tests.Reading;
using Microsoft.CodeAnalysis;
using Xunit;

namespace Leveret.Package.Tests;

[Collection(PackageTests.Name)]
public sealed class PresetFileTests(PackageFixture package)
{
    [Theory]
    [InlineData("All", "warning")]
    [InlineData("Strict", "error")]
    [InlineData("None", "none")]
    public void A_preset_names_every_rule(string mode, string severity)
    {
        var settings = File.ReadAllLines(Path.Combine(package.Content, "config", $"Leveret.{mode}.globalconfig"))
            .Where(line => line.Length > 0 && !line.StartsWith('#'))
            .ToArray();

        Assert.Equal("is_global = true", settings[0]);
        Assert.StartsWith("global_level = -", settings[1], StringComparison.Ordinal);
        Assert.InRange(int.Parse(settings[1].Split('=')[1], CultureInfo.InvariantCulture), -99, -1);
        Assert.Equal(Rules().Select(rule => $"dotnet_diagnostic.{rule.Id}.severity = {severity}"), settings[2..]);
    }

    [Fact]
    public void The_readme_names_every_rule_with_its_title_and_page()
    {
        var readme = File.ReadAllLines(Path.Combine(package.Content, "README.md"));

        Assert.Equal(
            Rules().Select(rule => $"| [{rule.Id}]({rule.HelpLinkUri}) | {rule.Title.ToString(CultureInfo.InvariantCulture)} |"),
            readme.Where(line => line.StartsWith("| [RMQ", StringComparison.Ordinal)));
    }

    private IReadOnlyList<DiagnosticDescriptor> Rules() =>
        ShippedRules.Read(Path.Combine(package.Content, "analyzers", "dotnet", "cs", "Leveret.Analyzers.dll"));
}
