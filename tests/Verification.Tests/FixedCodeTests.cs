using Leveret.Verification.Tests.Toys;
using Microsoft.CodeAnalysis.CodeFixes;
using Xunit;

namespace Leveret.Verification.Tests;

/// <summary>What a fix has to keep: comments, line endings, a clean compilation.</summary>
public class FixedCodeTests
{
    private static string WithoutComment { get; } = Snippets.Fixed.Replace("        // everything so far\n", "", StringComparison.Ordinal);

    private static string WithUnusedVariable { get; } = Snippets.Fixed.Replace("false);\n", "false);\n        int unused;\n", StringComparison.Ordinal);

    [Fact]
    public Task CommentIsLost() => FailsAsync<BrokenFixes.LosesComments>(WithoutComment, "Comments: the fix loses:\n  everything so far");

    [Fact]
    public Task CommentMayBeLost() => RunAsync<BrokenFixes.LosesComments>(WithoutComment, Checks.Comments);

    [Fact]
    public Task WarningIsNew() => FailsAsync<BrokenFixes.AddsWarnings>(WithUnusedVariable, "New compiler warnings: the fix adds CS0168");

    [Fact]
    public Task WarningMayBeNew() => RunAsync<BrokenFixes.AddsWarnings>(WithUnusedVariable, Checks.NewWarnings | Checks.FixedLineEndings);

    [Fact]
    public Task LineEndingsAreMixed() => FailsAsync<BrokenFixes.WritesLineFeeds>(
        Snippets.Call("\n            false"),
        "Text of the fix of code with the other line endings is not as expected",
        "BasicAckAsync(tag, \\r");

    [Fact]
    public Task LineEndingsMayBeMixed() => RunAsync<BrokenFixes.WritesLineFeeds>(Snippets.Call("\n            false"), Checks.FixedLineEndings);

    [Fact]
    public Task CultureMatters() => FailsAsync<BrokenFixes.WritesLocally>(
        Snippets.Call("\"0.5\".Length > 9"),
        "Text of the fix of code with the other line endings is not as expected",
        "0,5");

    [Fact]
    public Task CodeWithCarriageReturnsIsFixed() => new CSharpCodeFixTest<MultipleAckAnalyzer, SingleAckFix>
    {
        TestCode = Snippets.Marked.Replace("\n", "\r\n", StringComparison.Ordinal),
        FixedCode = Snippets.Fixed.Replace("\n", "\r\n", StringComparison.Ordinal),
    }.RunAsync();

    private static Task FailsAsync<TFix>(string after, string failure, params string[] parts)
        where TFix : CodeFixProvider, new() => Expect.FailureAsync(() => RunAsync<TFix>(after, Checks.None), failure, parts);

    private static Task RunAsync<TFix>(string after, Checks skipped)
        where TFix : CodeFixProvider, new() =>
        new CSharpCodeFixTest<MultipleAckAnalyzer, TFix> { TestCode = Snippets.Marked, FixedCode = after, SkippedChecks = skipped }.RunAsync();
}
