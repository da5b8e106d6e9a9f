using System.Runtime.CompilerServices;

namespace Leveret.Tests;

public sealed class OutcomeTests
{
    [Fact]
    public void It_is_small_and_acknowledges_by_default()
    {
        Assert.InRange(Unsafe.SizeOf<Outcome>(), 1, 24);
        Assert.Equal(Outcome.Ack, default);
        Assert.Equal(OutcomeKind.Ack, default(Outcome).Kind);
    }

    [Fact]
    public void It_takes_no_memory_of_its_own()
    {
        var time = DateTimeOffset.UtcNow;
        var before = GC.GetAllocatedBytesForCurrentThread();
        var kinds = 0;
        for (var round = 0; round < 1000; round++)
            kinds += (int)Outcome.Ack.Kind + (int)Outcome.Requeue.Kind + (int)Outcome.Retry().Kind + (int)Outcome.Retry(TimeSpan.FromSeconds(1)).Kind + (int)Outcome.RetryAt(time).Kind;

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 500);
        Assert.Equal(10_000, kinds);
    }

    [Fact]
    public void A_wait_is_what_was_asked_for_and_never_less_than_nothing()
    {
        Assert.Equal(TimeSpan.FromSeconds(3), Outcome.Retry(TimeSpan.FromSeconds(3)).After);
        Assert.Equal(TimeSpan.Zero, Outcome.Retry(TimeSpan.FromSeconds(-3)).After);
        Assert.Null(Outcome.Retry().After);
        Assert.Null(Outcome.Ack.After);
        Assert.Null(Outcome.Retry(TimeSpan.FromSeconds(3)).NotBefore);
    }

    [Fact]
    public void A_time_is_the_same_instant_in_any_zone()
    {
        var time = new DateTimeOffset(2026, 5, 4, 3, 2, 1, TimeSpan.FromHours(5));

        Assert.Equal(time, Outcome.RetryAt(time).NotBefore);
        Assert.Equal(Outcome.RetryAt(time), Outcome.RetryAt(time.ToUniversalTime()));
        Assert.Null(Outcome.RetryAt(time).After);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" \n")]
    public void A_dead_letter_needs_a_reason(string? reason) => Assert.ThrowsAny<ArgumentException>(() => Outcome.DeadLetter(reason!));

    [Fact]
    public void A_dead_letter_keeps_its_reason_and_cause()
    {
        var cause = new InvalidOperationException("no");

        Assert.Equal("why", Outcome.DeadLetter("why").Reason);
        Assert.Null(Outcome.DeadLetter("why").Cause);
        Assert.Equal("why", Outcome.DeadLetter("why", cause).Reason);
        Assert.Same(cause, Outcome.DeadLetter("why", cause).Cause);
        Assert.Equal("", Outcome.Retry().Reason);
    }

    [Fact]
    public void Outcomes_are_equal_by_what_they_say()
    {
        Outcome[] different =
        [
            Outcome.Ack, Outcome.Requeue, Outcome.Retry(), Outcome.Retry(TimeSpan.Zero), Outcome.Retry(TimeSpan.FromTicks(1)),
            Outcome.RetryAt(DateTimeOffset.UnixEpoch), Outcome.DeadLetter("a"), Outcome.DeadLetter("b"), Outcome.DeadLetter("a", new InvalidOperationException()),
        ];

        Assert.Equal(different.Length, different.Distinct().Count());
        Assert.True(Outcome.DeadLetter("a") == Outcome.DeadLetter(new string('a', 1)));
        Assert.Equal(Outcome.DeadLetter("a").GetHashCode(), Outcome.DeadLetter(new string('a', 1)).GetHashCode());
        Assert.True(Outcome.Ack != Outcome.Requeue);
        Assert.False(Outcome.Ack.Equals("Ack"));
    }

    [Fact]
    public void They_say_what_they_are()
    {
        Assert.Equal("Ack", Outcome.Ack.ToString());
        Assert.Equal("Requeue", Outcome.Requeue.ToString());
        Assert.Equal("Retry after 00:00:05", Outcome.Retry(TimeSpan.FromSeconds(5)).ToString());
        Assert.Equal("Retry at 1970-01-01T00:00:00.0000000+00:00", Outcome.RetryAt(DateTimeOffset.UnixEpoch).ToString());
        Assert.Equal("DeadLetter: why", Outcome.DeadLetter("why").ToString());
    }
}
