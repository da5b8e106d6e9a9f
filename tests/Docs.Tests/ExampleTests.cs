using Leveret.Analyzers;
using Leveret.Docs.Tests.Reading;
using Leveret.Verification;
using Microsoft.CodeAnalysis;

namespace Leveret.Docs.Tests;

/// <summary>Every example compiles, and the rules say about it what the page says.</summary>
public sealed class ExampleTests
{
    public static TheoryData<string> Examples => [.. Example.All.Keys];

    [Theory]
    [MemberData(nameof(Examples))]
    public Task The_rules_report_what_the_page_says(string place)
    {
        var example = Example.All[place];
        var test = new CSharpAnalyzerTest<ConsumerAnalyzer>
        {
            Client = example.Client,
            TestCode = example.Marked,
            CompilerDiagnostics = CompilerDiagnostics.Warnings,
            DocumentationMode = DocumentationMode.Parse,
        };

        // The client was compiled for an older .NET than the examples are.
        test.DisabledDiagnostics.Add("CS1701");
        if (example.Configuration is { } configuration)
            test.AnalyzerConfig = configuration;

        return test.RunAsync();
    }

    [Theory]
    [MemberData(nameof(Examples))]
    public void Wrong_code_breaks_the_rule_of_its_page_and_no_other_code_breaks_any(string place)
    {
        var example = Example.All[place];
        if (example.IsWrong)
        {
            Assert.NotEmpty(example.Reported);
            Assert.All(example.Reported, id => Assert.Equal(example.Rule, id));
        }
        else
        {
            Assert.Empty(example.Reported);
        }
    }
}
