using Leveret.Failing;

namespace Leveret.Tests.Failing;

public sealed class DelayStepsTests
{
    private static readonly TimeSpan[] Default = new RetryOptions().Steps.ToArray();

    [Fact]
    public void Steps_are_in_order_and_each_once()
    {
        var steps = new DelaySteps([TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(10)]);

        Assert.Equal([TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(10)], steps.All);
        Assert.Equal(TimeSpan.FromSeconds(1), steps.Smallest);
    }

    [Theory]
    [InlineData(-5, 1)]
    [InlineData(0, 1)]
    [InlineData(0.3, 1)]
    [InlineData(9.4, 1)]
    [InlineData(9.6, 10)]
    [InlineData(10, 10)]
    [InlineData(57, 10)]
    [InlineData(58, 60)]
    [InlineData(599, 600)]
    [InlineData(3599, 3600)]
    [InlineData(1e9, 3600)]
    public void The_next_step_is_the_largest_that_is_not_much_longer(double seconds, double step) =>
        Assert.Equal(TimeSpan.FromSeconds(step), new DelaySteps(Default).Next(TimeSpan.FromSeconds(seconds)));

    [Theory]
    [InlineData(10, 1)]
    [InlineData(60, 1)]
    [InlineData(100, 10)]
    [InlineData(3600, 60)]
    [InlineData(0.5, 1)]
    public void A_wait_varies_in_steps_of_a_tenth_of_it(double seconds, double grain) =>
        Assert.Equal(TimeSpan.FromSeconds(grain), new DelaySteps(Default).GrainOf(TimeSpan.FromSeconds(seconds)));

    [Fact]
    public void Any_wait_is_reached_neither_early_nor_much_too_late_nor_with_many_moves()
    {
        var random = new Random(4);
        for (var run = 0; run < 20_000; run++)
        {
            var all = random.Next(3) == 0 ? Default : Enumerable.Range(0, random.Next(1, 6)).Select(_ => TimeSpan.FromMilliseconds(Math.Ceiling(Math.Exp(random.NextDouble() * 15)) + 200)).ToArray();
            var steps = new DelaySteps(all);
            var wait = steps.Smallest + TimeSpan.FromMilliseconds(Math.Exp(random.NextDouble() * Math.Log(Math.Min(2 * steps.All[^1].TotalMilliseconds, 3e8))));
            var (waited, moves) = Wait(steps, wait, TimeSpan.FromMilliseconds(random.Next(0, 20)), random);

            Assert.True(waited >= wait, $"run {run}: {wait} took {waited}");
            Assert.True(waited <= wait + (steps.Smallest * 1.05) + (wait / 20) + TimeSpan.FromMilliseconds(20), $"run {run}: {wait} took {waited}");
            Assert.True(moves <= MostMoves(steps, wait), $"run {run}: {wait} took {moves} moves through {string.Join(", ", steps.All)}");
        }
    }

    [Fact]
    public void A_wait_that_is_a_step_is_one_move_although_time_passes_before_it_begins()
    {
        foreach (var step in Default)
            Assert.Equal(step, new DelaySteps(Default).Next(step - TimeSpan.FromMilliseconds(40)));
    }

    /// <summary>A message moves from step to step until its time has come; each move takes a little.</summary>
    private static (TimeSpan Waited, int Moves) Wait(DelaySteps steps, TimeSpan wait, TimeSpan slowest, Random random)
    {
        var waited = TimeSpan.Zero;
        var moves = 0;
        while (waited < wait)
        {
            waited += steps.Next(wait - waited) + (slowest * random.NextDouble());
            moves++;
        }

        return (waited, moves);
    }

    /// <summary>As often each step as it fits into the next, and once more.</summary>
    private static double MostMoves(DelaySteps steps, TimeSpan wait)
    {
        var moves = (wait / steps.All[^1]) + 2;
        for (var index = 1; index < steps.All.Count; index++)
            moves += (steps.All[index] / steps.All[index - 1]) + 1;

        return moves;
    }
}
