using Leveret.Observing;

namespace Leveret.Tests.Observing;

public sealed class RecentDurationsTests
{
    private const long Start = 10_000_000;

    private readonly RecentDurations _durations = new();

    [Fact]
    public void Where_nothing_ended_lately_there_is_no_time() => Assert.Null(_durations.Percentile(0.95, Start));

    [Fact]
    public void A_share_is_told_to_within_a_fifth()
    {
        var random = new Random(1);
        var all = new List<double>();
        for (var count = 0; count < 10_000; count++)
        {
            var milliseconds = Math.Exp(random.NextDouble() * 12) / 10;
            all.Add(milliseconds);
            _durations.Add(TimeSpan.FromMilliseconds(milliseconds), Start);
        }

        all.Sort();
        foreach (var share in new[] { 0.01, 0.5, 0.95, 0.99, 1 })
        {
            var real = all[(int)Math.Ceiling(all.Count * share) - 1];
            var told = _durations.Percentile(share, Start)!.Value.TotalMilliseconds;
            Assert.InRange(told, real, real * 1.2);
        }
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(0)]
    [InlineData(long.MaxValue)]
    public void Times_beyond_all_measure_are_counted_too(long ticks)
    {
        _durations.Add(TimeSpan.FromTicks(ticks), Start);

        Assert.NotNull(_durations.Percentile(0.95, Start));
    }

    [Fact]
    public void What_is_old_is_forgotten_after_one_to_two_minutes()
    {
        _durations.Add(TimeSpan.FromSeconds(10), 60_000 * 100);
        Assert.NotNull(_durations.Percentile(0.95, (60_000 * 101) + 59_999));
        Assert.Null(_durations.Percentile(0.95, 60_000 * 102));

        _durations.Add(TimeSpan.FromSeconds(10), 60_000 * 102);
        Assert.Null(_durations.Percentile(0.95, 60_000 * 200));
    }

    [Fact]
    public void New_times_count_beside_those_of_the_minute_before()
    {
        for (var count = 0; count < 10; count++)
            _durations.Add(TimeSpan.FromSeconds(10), 60_000 * 100);

        for (var count = 0; count < 10; count++)
            _durations.Add(TimeSpan.FromMilliseconds(1), 60_000 * 101);

        Assert.InRange(_durations.Percentile(0.5, 60_000 * 101)!.Value.TotalMilliseconds, 1, 1.2);
        Assert.InRange(_durations.Percentile(0.51, 60_000 * 101)!.Value.TotalSeconds, 10, 12);
        Assert.InRange(_durations.Percentile(1, 60_000 * 102)!.Value.TotalMilliseconds, 1, 1.2);
    }

    [Fact]
    public void One_who_read_the_clock_before_the_turn_clears_nothing()
    {
        for (var count = 0; count < 10; count++)
            _durations.Add(TimeSpan.FromSeconds(10), (60_000 * 101) - 1);

        _durations.Add(TimeSpan.FromMilliseconds(1), 60_000 * 101);
        _durations.Add(TimeSpan.FromMilliseconds(1), (60_000 * 101) - 1);

        Assert.InRange(_durations.Percentile(0.5, 60_000 * 101)!.Value.TotalSeconds, 10, 12);
    }

    [Fact]
    public void Many_threads_may_add()
    {
        Parallel.For(0, 8, _ =>
        {
            for (var count = 0; count < 10_000; count++)
                _durations.Add(TimeSpan.FromMilliseconds(count % 2 == 0 ? 1 : 100), Start);
        });

        Assert.InRange(_durations.Percentile(0.5, Start)!.Value.TotalMilliseconds, 1, 1.2);
        Assert.InRange(_durations.Percentile(0.501, Start)!.Value.TotalMilliseconds, 100, 120);
    }
}
