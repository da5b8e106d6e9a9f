using Leveret.Verification.Tests.Toys;
using Microsoft.CodeAnalysis.CodeFixes;
using Xunit;

namespace Leveret.Verification.Tests;

/// <summary>Which action is taken, and what holds for those that are not; equivalence keys.</summary>
public class ActionTests
{
    [Fact]
    public Task NoneIsNamed() => FailsAsync<BrokenOffers.Two>(
        "Action: 2 actions are offered and the test names none: 'Acknowledge this delivery only' (single-ack), 'Say so with a constant' (no-ack)",
        index: null);

    [Theory]
    [InlineData(0, null, "false")]
    [InlineData(1, null, "default(bool)")]
    [InlineData(null, SingleAckFix.Key, "false")]
    [InlineData(null, BrokenOffers.Two.OtherKey, "default(bool)")]
    [InlineData(1, BrokenOffers.Two.OtherKey, "default(bool)")]
    public Task Named(int? index, string? key, string argument) => Test<BrokenOffers.Two>(index, key, argument).RunAsync();

    [Theory]
    [InlineData(2, null, "Iterations of the fix: 0 fixes were applied")]
    [InlineData(null, "another-key", "Iterations of the fix: 0 fixes were applied")]
    [InlineData(0, BrokenOffers.Two.OtherKey, "Action: index 0 means 'Acknowledge this delivery only' (single-ack), but key 'no-ack' means 'Say so with a constant' (no-ack)")]
    public Task Misnamed(int? index, string? key, string failure) =>
        Expect.FailureAsync(() => Test<BrokenOffers.Two>(index, key, "false").RunAsync(), failure);

    [Fact]
    public Task ByIndexOnTheVerifier() =>
        CSharpCodeFixVerifier<MultipleAckAnalyzer, BrokenOffers.Two>.VerifyCodeFixAsync(Snippets.Marked, Snippets.Call("default(bool)"), actionIndex: 1);

    [Fact]
    public Task Nested()
    {
        var test = Test<BrokenOffers.Nested>(1, null, "false");
        test.SkippedChecks = Checks.OtherActions;
        return test.RunAsync();
    }

    [Fact]
    public Task ActionIsRefused() => Expect.FailureAsync(
        () =>
        {
            var test = Test<SingleAckFix>(null, null, "false");
            test.CodeActionVerifier = static a => throw new VerificationException($"'{a.Title}' is refused");
            return test.RunAsync();
        },
        "'Acknowledge this delivery only' is refused");

    [Fact]
    public Task OtherActionChangesNothing() =>
        FailsAsync<BrokenOffers.TwoAndTheOtherChangesNothing>("Action: 'Say so with a constant' changes nothing");

    [Fact]
    public Task OtherActionDoesNotCompile() =>
        FailsAsync<BrokenOffers.TwoAndTheOtherDoesNotCompile>("New compiler warnings: action 'Say so with a constant' (no-ack) adds CS0103");

    [Fact]
    public Task KeyIsMissing() => FailsAsync<BrokenOffers.WithoutKey>("Equivalence key: action 'Acknowledge' has none");

    [Fact]
    public Task KeyIsNotUnique() => FailsAsync<BrokenOffers.WithTheSameKeyTwice>("Equivalence key: several actions have the key 'single-ack'");

    [Fact]
    public Task KeyIsNew() => FailsAsync<BrokenOffers.WithANewKeyEachTime>("Equivalence key: not stable from one request to the next");

    [Fact]
    public Task KeyDependsOnDocument() => FailsAsync<BrokenOffers.WithAKeyPerDocument>("Equivalence key: not stable from one document to another");

    private static CSharpCodeFixTest<MultipleAckAnalyzer, TFix> Test<TFix>(int? index, string? key, string argument)
        where TFix : CodeFixProvider, new() => new()
        {
            TestCode = Snippets.Marked,
            FixedCode = Snippets.Call(argument),
            CodeActionIndex = index,
            CodeActionEquivalenceKey = key,
        };

    private static Task FailsAsync<TFix>(string failure, int? index = 0)
        where TFix : CodeFixProvider, new() => Expect.FailureAsync(() => Test<TFix>(index, null, "false").RunAsync(), failure);
}
