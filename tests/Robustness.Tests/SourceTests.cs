using Leveret.Analyzers;
using Leveret.Robustness.Tests.Code;
using Leveret.Robustness.Tests.Running;
using Microsoft.CodeAnalysis;

namespace Leveret.Robustness.Tests;

/// <summary>The code that mutants are made of is good code, and the rules have something to say about it.</summary>
public sealed class SourceTests
{
    public static TheoryData<string> Written => [.. SourceGroups.All.Select(static g => g.Name).Where(static n => n.StartsWith('V'))];

    [Theory]
    [MemberData(nameof(Written))]
    public async Task Sources_compile(string name)
    {
        var compilation = await Subject.Create(SourceGroups.All.Single(g => g.Name == name)).GetCompilationAsync();
        Assert.Empty(compilation!.GetDiagnostics().Where(static d => d.Severity == DiagnosticSeverity.Error));
    }

    [Fact]
    public async Task Every_rule_reports_somewhere_and_every_fix_is_applied_somewhere()
    {
        var reported = new HashSet<string>(StringComparer.Ordinal);
        foreach (var group in SourceGroups.All)
        {
            var outcome = await new Examination([new ConsumerAnalyzer()], static _ => { }).RunAsync(group, hard: false);
            Assert.True(outcome.Problem is null, $"{group.Name}: {outcome.Problem}");
            reported.UnionWith(outcome.Reported);
        }

        Assert.Equal(new ConsumerAnalyzer().SupportedDiagnostics.Select(static d => d.Id).Order(), reported.Order());
    }
}
