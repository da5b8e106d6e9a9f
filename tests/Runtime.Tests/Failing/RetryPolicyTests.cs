using Leveret.Failing;

namespace Leveret.Tests.Failing;

public sealed class RetryPolicyTests
{
    [Theory]
    [InlineData(0, 0, 1)]
    [InlineData(2, 0, 3)]
    [InlineData(0, 4, 5)]
    [InlineData(2, 4, 7)]
    public void There_are_exactly_so_many_attempts(int immediate, int delays, int attempts)
    {
        var policy = Of(immediate, Enumerable.Repeat(TimeSpan.FromSeconds(5), delays), 0);

        Assert.Equal(attempts, policy.Attempts);
        Assert.Equal(1 + immediate, policy.AttemptsAtOnce);
        for (var failed = 1; failed < attempts + 5; failed++)
        {
            Assert.Equal(failed <= immediate, policy.IsImmediate(failed));
            Assert.Equal(failed >= attempts, policy.IsExhausted(failed));
            if (!policy.IsImmediate(failed) && !policy.IsExhausted(failed))
                Assert.Equal(TimeSpan.FromSeconds(5), policy.Delay(failed, 0.99));
        }
    }

    [Fact]
    public void Each_failure_has_the_delay_of_its_number()
    {
        var policy = Of(2, new RetryOptions().Delays, 0);

        Assert.Equal(new RetryOptions().Delays, Enumerable.Range(3, 4).Select(failed => policy.Delay(failed, 0.999)));
    }

    [Fact]
    public void A_delay_grows_by_no_more_than_the_jitter_and_in_whole_grains()
    {
        var random = new Random(7);
        for (var run = 0; run < 20_000; run++)
        {
            var delay = TimeSpan.FromMilliseconds(Math.Ceiling(Math.Exp(random.NextDouble() * 20)));
            var jitter = random.Next(4) == 0 ? random.Next(2) : random.NextDouble();
            var steps = new DelaySteps(new RetryOptions().Steps);
            var policy = new RetryPolicy(new RetryOptions { Immediate = 0, Delays = [delay], Jitter = jitter }, steps);
            var actual = policy.Delay(1, random.Next(10) == 0 ? 0.999999999 : random.NextDouble());

            Assert.True(actual >= delay && actual <= (delay * (1 + jitter)) + TimeSpan.FromMilliseconds(1), $"{delay} with {jitter}: {actual}");
            Assert.Equal(0, (actual - delay).Ticks % steps.GrainOf(delay).Ticks);
            Assert.Equal(delay, policy.Delay(1, 0));
        }
    }

    [Fact]
    public void Every_grain_of_the_jitter_comes_about_equally_often()
    {
        var policy = Of(0, [TimeSpan.FromMinutes(1)], 0.2);
        var random = new Random(8);
        var counts = Enumerable.Range(0, 13_000).Select(_ => policy.Delay(1, random.NextDouble())).CountBy(static delay => delay).ToDictionary();

        Assert.Equal(Enumerable.Range(60, 13).Select(static seconds => TimeSpan.FromSeconds(seconds)), counts.Keys.Order());
        Assert.All(counts.Values, static count => Assert.InRange(count, 850, 1150));
    }

    private static RetryPolicy Of(int immediate, IEnumerable<TimeSpan> delays, double jitter)
    {
        var options = new RetryOptions { Immediate = immediate, Delays = [.. delays], Jitter = jitter };
        return new RetryPolicy(options, new DelaySteps(options.Steps));
    }
}
