using Xunit;

namespace Leveret.Verification.Tests;

/// <summary>Expects the harness to fail.</summary>
internal static class Expect
{
    /// <summary>The test must fail with a message that starts with <paramref name="start"/> and contains all of <paramref name="parts"/>.</summary>
    public static async Task FailureAsync(Func<Task> test, string start, params string[] parts)
    {
        var failure = await Assert.ThrowsAsync<VerificationException>(test);
        Assert.StartsWith(start, failure.Message, StringComparison.Ordinal);
        Assert.All(parts, p => Assert.Contains(p, failure.Message, StringComparison.Ordinal));
    }
}
