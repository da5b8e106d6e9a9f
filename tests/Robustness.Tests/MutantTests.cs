using System.Globalization;
using Leveret.Robustness.Tests.Mutation;
using Xunit.Abstractions;

namespace Leveret.Robustness.Tests;

/// <summary>Broken code makes no rule and no fix throw, hang or overflow the stack.</summary>
public sealed class MutantTests(ITestOutputHelper output)
{
    private const int Few = 300;

    /// <summary>300 mutants; as many as LEVERET_FUZZ says; or from the seed LEVERET_FUZZ_SEED on, that one alone if no number is given.</summary>
    [Fact]
    public async Task Rules_and_fixes_bear_broken_code()
    {
        var first = Setting("LEVERET_FUZZ_SEED");
        var run = new MutantRun(first ?? 1, Setting("LEVERET_FUZZ") ?? (first is null ? Few : 1));
        await run.RunAsync();

        output.WriteLine(run.Report);
        await run.SaveReportAsync();
        Assert.True(run.IsClean, run.Report);
    }

    [Fact]
    public void A_seed_always_gives_the_same_mutant()
    {
        for (var seed = 1; seed <= 50; seed++)
        {
            var (one, other) = (Mutant.Of(seed), Mutant.Of(seed));
            Assert.Equal(one.ToString(), other.ToString());
            Assert.Equal(one.Text, other.Text);
        }
    }

    [Fact]
    public void Mutants_are_broken_in_every_way_and_come_from_every_kind_of_source()
    {
        var mutants = Enumerable.Range(1, Few).Select(Mutant.Of).ToList();
        Assert.Equal(Mutator.Names.Order(), mutants.SelectMany(m => m.Steps).Where(Mutator.Names.Contains).Distinct().Order());
        foreach (var origin in new[] { "samples/", "docs/", "V5/", "V6/", "V7/" })
            Assert.Contains(mutants, m => m.Code.Name.StartsWith(origin, StringComparison.Ordinal));
        Assert.Contains(mutants, m => !m.Code.HasLibraries);
        Assert.InRange(mutants.Count(m => m.Text.Length == 0), 0, Few / 10);
    }

    private static int? Setting(string name) =>
        Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? int.Parse(value, CultureInfo.InvariantCulture) : null;
}
