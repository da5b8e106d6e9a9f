using Leveret.Consuming;

namespace Leveret.Tests.Consuming;

public sealed class BackoffTests
{
    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 100)]
    [InlineData(2, 200)]
    [InlineData(6, 3200)]
    [InlineData(7, 5000)]
    [InlineData(int.MaxValue, 5000)]
    public void A_pause_doubles_up_to_five_seconds_a_quarter_more_or_less(int tries, double milliseconds)
    {
        Assert.Equal(milliseconds, Backoff.Pause(tries, 0.5).TotalMilliseconds);
        Assert.Equal(milliseconds * 0.75, Backoff.Pause(tries, 0).TotalMilliseconds);
        Assert.Equal(milliseconds * 1.25, Backoff.Pause(tries, 1).TotalMilliseconds);
    }
}
