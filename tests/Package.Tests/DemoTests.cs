using Leveret.Package.Tests.Building;
using Xunit;

namespace Leveret.Package.Tests;

/// <summary>What the readme shows of the demo is what the demo prints.</summary>
[Collection(PackageTests.Name)]
public sealed class DemoTests
{
    [Fact]
    public async Task The_demo_prints_what_the_readme_shows()
    {
        var readme = await File.ReadAllTextAsync(Path.Combine(Repository.Root, "README.md"));
        var findings = Block(readme, "```console\n$ eng/demo.sh --no-broker\n");
        var changes = Block(readme, "```diff\n");

        var (exitCode, output) = await DotnetCli.RunScriptAsync(Path.Combine(Repository.Root, "eng", "demo.sh"), "--no-broker");

        Assert.True(exitCode == 0, output);
        Assert.Contains(findings, output, StringComparison.Ordinal);
        Assert.Contains(changes, output, StringComparison.Ordinal);
    }

    private static string Block(string page, string start)
    {
        var from = page.IndexOf(start, StringComparison.Ordinal) + start.Length;
        return page[from..page.IndexOf("```", from, StringComparison.Ordinal)];
    }
}
