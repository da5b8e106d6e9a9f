using Leveret.Verification.Markup;
using Leveret.Verification.Tests.Toys;
using Xunit;
using Verify = Leveret.Verification.CSharpAnalyzerVerifier<Leveret.Verification.Tests.Toys.ClassAnalyzers.WithMembers>;
using VerifyTwo = Leveret.Verification.CSharpAnalyzerVerifier<Leveret.Verification.Tests.Toys.ClassAnalyzers.TwoRules>;

namespace Leveret.Verification.Tests;

public class MarkupTests
{
    [Theory]
    [InlineData("class [|A|] { }")]
    [InlineData("class {|TOY002:A|} { }")]
    [InlineData("class $$A { }")]
    [InlineData("class {|TOY002:{|#3:A|}|} { }")]
    [InlineData("class [|A|] { class [|B|] { } }")]
    [InlineData("class [|A|] { int F = 1|2; }")]
    public Task Understood(string source) => Verify.VerifyAnalyzerAsync(source);

    [Theory]
    [InlineData("a[|b|]c", "abc", "1-2")]
    [InlineData("a$$b", "ab", "1-1")]
    [InlineData("[||]a", "a", "0-0")]
    [InlineData("[|a[|]b", "a[b", "0-2")]
    [InlineData("{|X1:a[|}", "a[", "X1 0-2")]
    [InlineData("{|X1:a[|b|]c|}", "abc", "X1 0-3, 1-2")]
    [InlineData("{|#0:a{|#1:b|#0}c|#1}", "abc", "#0 0-2, #1 1-3")]
    [InlineData("{|#0:a[|b|#0}c|]", "abc", "#0 0-2, 1-3")]
    [InlineData("a || b", "a || b", "")]
    [InlineData("{ | }", "{ | }", "")]
    public void Parsed(string source, string text, string spans)
    {
        var parsed = MarkupParser.Parse(source);
        Assert.Equal(text, parsed.Text);
        Assert.Equal(spans, string.Join(", ", parsed.Spans.Select(Describe)));
    }

    [Theory]
    [InlineData("class [|A { }", "never closed")]
    [InlineData("class A|] { }", "closes a span that is not open")]
    [InlineData("class A|} { }", "closes a span that is not open")]
    [InlineData("class {|#0:A|#1} { }", "closes a span that is not open")]
    [InlineData("class {|#0:A|} { } class {|#0:B|} { }", "location 0 is defined twice")]
    public Task Misused(string source, string problem) =>
        Expect.FailureAsync(() => Verify.VerifyAnalyzerAsync(source), "Markup: ", problem);

    [Fact]
    public Task LocationIsNotMarked() => Expect.FailureAsync(
        () => Verify.VerifyAnalyzerAsync("class A { }", Verify.Diagnostic().WithLocation(0)),
        "Markup: ",
        "location 0");

    [Fact]
    public Task IdIsNeededWhereThereAreSeveral() =>
        Expect.FailureAsync(() => VerifyTwo.VerifyAnalyzerAsync("class [|A|] { }"), "Markup without an id is ambiguous", "TOY002, TOY005");

    [Fact]
    public Task SeveralIdsOnOneSpan() => VerifyTwo.VerifyAnalyzerAsync("class {|TOY002:{|TOY005:A|}|} { }");

    [Fact]
    public Task CompilerErrorsCanBeMarked() => Verify.VerifyAnalyzerAsync("class [|A|] : {|CS0246:Missing|} { }");

    [Fact]
    public Task MarkupCanBeSwitchedOff() =>
        new CSharpAnalyzerTest<ClassAnalyzers.WithMembers>
        {
            TestCode = "class A { string F = $$\"\"\"{{1}}\"\"\"; }",
            MarkupHandling = MarkupHandling.None,
            ExpectedDiagnostics = { Verify.Diagnostic().WithSpan(1, 7, 1, 8).WithSpan(1, 18, 1, 19).WithArguments("A") },
        }.RunAsync();

    private static string Describe(MarkupSpan span)
    {
        var name = span.Id ?? (span.Number is { } number ? $"#{number}" : "");
        return $"{name} {span.Span.Start}-{span.Span.End}".TrimStart();
    }
}
