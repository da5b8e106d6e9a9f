using Leveret.Verification.Tests.Toys;
using Microsoft.CodeAnalysis.CodeFixes;
using Xunit;
using Verify = Leveret.Verification.CSharpCodeFixVerifier<Leveret.Verification.Tests.Toys.MultipleAckAnalyzer, Leveret.Verification.Tests.Toys.SingleAckFix>;

namespace Leveret.Verification.Tests;

/// <summary>Checks 10 to 16, 18 and 19: fixes one by one.</summary>
public class FixTests
{
    [Fact]
    public Task SoundFixPasses() => Verify.VerifyCodeFixAsync(Snippets.Marked, Snippets.Fixed);

    [Fact]
    public Task SoundFixPassesTwice() => Verify.VerifyCodeFixAsync(Snippets.MarkedTwice, Snippets.FixedTwice);

    [Fact]
    public Task ExplicitDiagnostic() => Verify.VerifyCodeFixAsync(
        Snippets.Call("{|#0:true|}"),
        Verify.Diagnostic().WithLocation(0).WithArguments("BasicAckAsync"),
        Snippets.Fixed);

    [Fact]
    public Task DiagnosticsAreVerifiedFirst() =>
        Expect.FailureAsync(() => Verify.VerifyCodeFixAsync(Snippets.Plain, Snippets.Fixed), "Diagnostics of the code: expected 0, found 1");

    [Fact]
    public Task NoFixIsExpected() => FailsAfterAsync<SingleAckFix>(Snippets.Marked, "Iterations of the fix: 'Acknowledge this delivery only' is offered where no fix is expected");

    [Fact]
    public Task NoFixIsOffered() => Fix<BrokenOffers.Nothing>(Snippets.Marked).RunAsync();

    [Fact]
    public Task FixIsNotOffered() => FailsAsync<BrokenOffers.Nothing>("Iterations of the fix: 0 fixes were applied, and at least 1 expected");

    [Fact]
    public Task TextDiffers() => FailsAsync<BrokenFixes.WritesSomethingElse>(
        "Text of the fixed code is not as expected",
        "-         await channel.BasicAckAsync(tag, false);",
        "+         await channel.BasicAckAsync(tag, default);");

    [Fact]
    public Task FixedCodeDoesNotCompile() => Expect.FailureAsync(
        () => Unchecked<BrokenFixes.WritesNonsense>("perhaps", Checks.NewWarnings).RunAsync(),
        "Diagnostics of the fixed code",
        "CS0103");

    [Fact]
    public Task FixedCodeHasDiagnostics() => Expect.FailureAsync(
        () => CSharpCodeFixVerifier<MultipleAckAnalyzer, BrokenOffers.OnlySome>.VerifyCodeFixAsync(
            Snippets.MarkedTwice,
            Snippets.FixedHalf.Replace("[|true|]", "true", StringComparison.Ordinal)),
        "Diagnostics of the fixed code: expected 0, found 1",
        "TOY001");

    [Fact]
    public Task FixedCodeMayHaveDiagnostics() =>
        CSharpCodeFixVerifier<MultipleAckAnalyzer, BrokenOffers.OnlySome>.VerifyCodeFixAsync(Snippets.MarkedTwice, Snippets.FixedHalf);

    [Fact]
    public Task AdditionalFileIsChanged() => Expect.FailureAsync(
        () => new CSharpCodeFixTest<MultipleAckAnalyzer, BrokenFixes.ChangesAdditionalFile>
        {
            TestCode = Snippets.Marked,
            FixedCode = Snippets.Fixed,
            AdditionalFiles = { "settings" },
        }.RunAsync(),
        "Text of the fixed code is not as expected",
        "TestProject /0/Additional0.txt",
        "- settings",
        "+ changed");

    [Fact]
    public Task FixedCodeKeepsDiagnosticsThatHaveNoFix() => new CSharpCodeFixTest<MultipleAckAnalyzer, SingleAckFix>
    {
        TestCode = Snippets.Marked + "class {|#0:Other|} { }",
        FixedCode = Snippets.Fixed + "class {|#0:Other|} { }",
        AdditionalAnalyzers = { new ClassAnalyzers.OffByDefault() },
        ExpectedDiagnostics =
        {
            new DiagnosticResult(ToyRules.Disabled).WithArguments("Worker").WithLocation(4, 14),
            new DiagnosticResult(ToyRules.Disabled).WithArguments("Other").WithLocation(0),
        },
    }.RunAsync();

    [Fact]
    public Task FixedCodeGainsDiagnostics() => Expect.FailureAsync(
        () => new CSharpCodeFixTest<MultipleAckAnalyzer, SingleAckFix>
        {
            TestCode = Snippets.Marked,
            FixedCode = Snippets.Fixed,
            AdditionalAnalyzers = { new DislikesFalse() },
            CodeActionIndex = 0,
        }.RunAsync(),
        "Diagnostics of the fixed code: expected 0, found 1",
        "TOY002");

    [Theory]
    [InlineData(1, 0, "Iterations of the fix: 'Acknowledge this delivery only' is offered where no fix is expected")]
    [InlineData(2, 1, "Iterations of the fix: 'Acknowledge this delivery only' is offered after 1 applications")]
    [InlineData(2, -1, "Iterations of the fix: 'Acknowledge this delivery only' is offered after 1 applications")]
    [InlineData(1, 2, "Iterations of the fix: 1 fixes were applied, and at least 2 expected")]
    public Task WrongNumberOfFixes(int diagnostics, int iterations, string failure) => Expect.FailureAsync(
        () => Iterating(diagnostics, iterations).RunAsync(),
        failure);

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 2)]
    [InlineData(2, -3)]
    public Task RightNumberOfFixes(int diagnostics, int iterations) => Iterating(diagnostics, iterations).RunAsync();

    [Fact]
    public Task ChangesNothing() => FailsAsync<BrokenFixes.ChangesNothing>("Action: 'Acknowledge this delivery only' changes nothing");

    [Fact]
    public Task SameDiagnostics() => FailsAsync<BrokenFixes.ChangesSomethingUnrelated>("No progress: the same diagnostics before and after the fix");

    [Fact]
    public Task Loop() => Expect.FailureAsync(
        () =>
        {
            var test = Fix<BrokenFixes.GoesInCircles>(Snippets.Fixed);
            test.NumberOfIncrementalIterations = -5;
            return test.RunAsync();
        },
        "Loop: the fix returns to code that it has already left");

    [Fact]
    public Task LoopWithoutLimit() => FailsAsync<BrokenFixes.GoesInCircles>("Iterations of the fix", "or loops");

    [Fact]
    public Task TwoOperations() => FailsAsync<BrokenFixes.HasTwoOperations>("Action: 'Apply twice' has 2 operations");

    [Fact]
    public Task AnotherTree() => FailsAsync<BrokenFixes.BuildsAnotherTree>(
        "Round trip: the tree of /0/Test0.cs is not what its text parses to: 'false' is produced as IdentifierName and parsed as FalseLiteralExpression");

    [Fact]
    public Task AnotherTreeCanBeAccepted()
    {
        var test = Fix<BrokenFixes.BuildsAnotherTree>(Snippets.Fixed);
        test.CodeActionValidationMode = CodeActionValidationMode.None;
        return test.RunAsync();
    }

    [Fact]
    public Task OtherTriviaAreAccepted() => Fix<BrokenFixes.BuildsOtherTrivia>(Snippets.Call("false/**/")).RunAsync();

    [Fact]
    public Task OtherTrivia() => Expect.FailureAsync(
        () =>
        {
            var test = Fix<BrokenFixes.BuildsOtherTrivia>(Snippets.Call("false/**/"));
            test.CodeActionValidationMode = CodeActionValidationMode.Full;
            return test.RunAsync();
        },
        "Round trip: the trivia of /0/Test0.cs is not what its text parses to");

    [Fact]
    public Task Encoding() => FailsAsync<BrokenFixes.ChangesEncoding>("Document: the fix changes the encoding of /0/Test0.cs from 'utf-8' to 'utf-16'");

    [Fact]
    public Task Checksum() => FailsAsync<BrokenFixes.ChangesChecksum>("Document: the fix changes the checksum algorithm of /0/Test0.cs from 'Sha1' to 'Sha256'");

    [Fact]
    public Task Name() => FailsAsync<BrokenFixes.RenamesDocument>("Document: the fix changes the name of /0/Test0.cs from 'Test0.cs' to 'Renamed.cs'");

    [Fact]
    public Task Folders() => FailsAsync<BrokenFixes.MovesDocument>("Document: the fix changes the folders of /0/Test0.cs from '0' to 'elsewhere'");

    [Fact]
    public Task DocumentIsAdded() => FailsAsync<BrokenFixes.AddsDocument>("Document count: action 'Acknowledge this delivery only' adds documents");

    [Fact]
    public Task ReferencesAreRemoved() => FailsAsync<BrokenFixes.RemovesReferences>("Document count: action 'Acknowledge this delivery only' removes references");

    [Fact]
    public Task NumberOfSourcesDiffers() => Expect.FailureAsync(
        () => new CSharpCodeFixTest<MultipleAckAnalyzer, SingleAckFix>
        {
            TestCode = Snippets.Marked,
            FixedSources = { Snippets.Fixed, Snippets.Class("Second") },
        }.RunAsync(),
        "Document count of the fixed code: expected TestProject /0/Test0.cs, TestProject /0/Test1.cs; found TestProject /0/Test0.cs");

    [Fact]
    public Task LateDiagnosticsHaveNoFix() => Expect.FailureAsync(
        () => CSharpCodeFixVerifier<BrokenAnalyzers.ReportsAtTheEnd, SingleAckFix>.VerifyCodeFixAsync(Snippets.Marked, Snippets.Fixed),
        "Non-local diagnostic: ");

    [Fact]
    public Task ForeignDiagnosticsAreKeptFromTheFix() => new CSharpCodeFixTest<MultipleAckAnalyzer, BrokenOffers.RefusesForeignDiagnostics>
    {
        TestCode = Snippets.Call("[|{|TOY003:true|}|]"),
        FixedCode = Snippets.Fixed,
        AdditionalAnalyzers = { new DislikesTrue() },
    }.RunAsync();

    [Fact]
    public Task CompilerDiagnosticsMayBeFixed() =>
        CSharpCodeFixVerifier<MultipleAckAnalyzer, UnknownNameFix>.VerifyCodeFixAsync(Snippets.Call("{|CS0103:perhaps|}"), Snippets.Fixed);

    [Fact]
    public Task CompilerDiagnosticsThatMayBeFixedAreExpected() => Expect.FailureAsync(
        () => new CSharpCodeFixTest<MultipleAckAnalyzer, UnknownNameFix>
        {
            TestCode = Snippets.Call("perhaps"),
            FixedCode = Snippets.Fixed,
            CompilerDiagnostics = CompilerDiagnostics.None,
        }.RunAsync(),
        "Diagnostics of the code: expected 0, found 1",
        "CS0103");

    [Fact]
    public Task FixThrows() => FailsAsync<BrokenFixes.Throws>("Fix threw: 'Acknowledge this delivery only': InvalidOperationException: out of ideas");

    [Fact]
    public Task RegistrationThrows() => FailsAsync<BrokenOffers.Throws>("Fix threw: registering fixes: InvalidOperationException: out of ideas");

    [Fact]
    public Task FixHangs() => Expect.FailureAsync(
        () =>
        {
            var test = Fix<BrokenFixes.Hangs>(Snippets.Fixed);
            test.TimeBudget = TimeSpan.FromSeconds(4);
            return test.RunAsync();
        },
        "Time budget: 'Acknowledge this delivery only' is not done after 4 s");

    private static CSharpCodeFixTest<MultipleAckAnalyzer, SingleAckFix> Iterating(int diagnostics, int iterations) => new()
    {
        TestCode = diagnostics == 1 ? Snippets.Marked : Snippets.MarkedTwice,
        FixedCode = diagnostics == 1 ? Snippets.Fixed : Snippets.FixedTwice,
        NumberOfIncrementalIterations = iterations,
    };

    private static CSharpCodeFixTest<MultipleAckAnalyzer, TFix> Fix<TFix>(string after)
        where TFix : CodeFixProvider, new() => new() { TestCode = Snippets.Marked, FixedCode = after };

    private static CSharpCodeFixTest<MultipleAckAnalyzer, TFix> Unchecked<TFix>(string argument, Checks skipped)
        where TFix : CodeFixProvider, new() => new() { TestCode = Snippets.Marked, FixedCode = Snippets.Call(argument), SkippedChecks = skipped };

    private static Task FailsAsync<TFix>(string failure, params string[] parts)
        where TFix : CodeFixProvider, new() => Expect.FailureAsync(() => Fix<TFix>(Snippets.Fixed).RunAsync(), failure, parts);

    private static Task FailsAfterAsync<TFix>(string after, string failure)
        where TFix : CodeFixProvider, new() => Expect.FailureAsync(() => Fix<TFix>(after).RunAsync(), failure);
}
