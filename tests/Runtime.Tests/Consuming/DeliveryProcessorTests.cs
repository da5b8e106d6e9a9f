using Leveret.Consuming;
using Leveret.Tests.Fakes;

namespace Leveret.Tests.Consuming;

public sealed class DeliveryProcessorTests
{
    private int _runs;

    /// <summary>The ways in which a handler may end.</summary>
    public enum Way
    {
        AtOnce,
        Later,
    }

    [Theory]
    [InlineData(Way.AtOnce)]
    [InlineData(Way.Later)]
    public async Task Ack_acknowledges(Way way)
    {
        await using var fixture = Of(_ => Outcome.Ack, way);
        await fixture.DeliverAsync();

        Assert.Equal([new SentFrame(1, SentKind.Ack, false)], fixture.Frames);
        Assert.Empty(fixture.Side.Messages);
    }

    [Theory]
    [InlineData(Way.AtOnce)]
    [InlineData(Way.Later)]
    public async Task Requeue_returns_uncounted(Way way)
    {
        await using var fixture = Of(_ => Outcome.Requeue, way);
        await fixture.DeliverAsync();

        Assert.Equal(SentKind.Nack, fixture.Settled);
        Assert.Equal(1, _runs);
        Assert.Empty(fixture.Side.Messages);
    }

    [Theory]
    [InlineData(Way.AtOnce)]
    [InlineData(Way.Later)]
    public async Task An_exception_is_retried_at_once_and_then_waits(Way way)
    {
        await using var fixture = Of(_ => throw new InvalidOperationException("no"), way);
        await fixture.DeliverAsync();

        Assert.Equal(3, _runs);
        Assert.Equal(SentKind.Ack, fixture.Settled);
        Assert.Equal(("", "orders.delay.1s", true), (fixture.Copy.Exchange, fixture.Copy.RoutingKey, fixture.Copy.Mandatory));
        Assert.Equal(3, fixture.Copy.Header(DeliveryHeaders.Attempts));
        Assert.Equal("{}"u8.ToArray(), fixture.Copy.Body);
        Assert.Contains("orders.delay.1s", fixture.Side.Declared);
    }

    [Fact]
    public async Task A_retry_at_once_sees_its_attempt_and_the_body_and_may_succeed()
    {
        var attempts = new List<int>();
        await using var fixture = Of(delivery =>
        {
            attempts.Add(delivery.Attempt);
            Assert.Equal("{}"u8.ToArray(), delivery.CopyBody());
            return attempts.Count < 3 ? Outcome.Retry() : Outcome.Ack;
        });
        await fixture.DeliverAsync();

        Assert.Equal([1, 2, 3], attempts);
        Assert.Equal(SentKind.Ack, fixture.Settled);
        Assert.Empty(fixture.Side.Messages);
    }

    [Fact]
    public async Task The_last_attempt_dead_letters()
    {
        await using var fixture = Of(_ => throw new InvalidOperationException("no"));
        await fixture.DeliverAsync(new Dictionary<string, object?> { [DeliveryHeaders.Attempts] = 6L });

        Assert.Equal(1, _runs);
        Assert.Equal(SentKind.Ack, fixture.Settled);
        Assert.Equal("orders.dead-letter", fixture.Copy.RoutingKey);
        Assert.Equal(7, fixture.Copy.Header(DeliveryHeaders.Attempts));
        Assert.Equal("The last attempt failed: no", fixture.Copy.Header(DeliveryHeaders.Reason));
        Assert.Equal("System.InvalidOperationException", fixture.Copy.Header(DeliveryHeaders.ExceptionType));
    }

    [Fact]
    public async Task A_dead_letter_is_one_whatever_attempts_are_left()
    {
        await using var fixture = Of(_ => Outcome.DeadLetter("no such customer", new InvalidOperationException("404")));
        await fixture.DeliverAsync();

        Assert.Equal(1, _runs);
        Assert.Equal("orders.dead-letter", fixture.Copy.RoutingKey);
        Assert.Equal(("no such customer", "404"), (fixture.Copy.Header(DeliveryHeaders.Reason), fixture.Copy.Header(DeliveryHeaders.ExceptionMessage)));
    }

    [Fact]
    public async Task A_body_that_cannot_be_read_is_dead_lettered_and_not_retried()
    {
        await using var fixture = Of(_ => throw new MessageFormatException("no order", new InvalidOperationException()));
        await fixture.DeliverAsync();

        Assert.Equal(1, _runs);
        Assert.Equal("orders.dead-letter", fixture.Copy.RoutingKey);
        Assert.Equal("no order", fixture.Copy.Header(DeliveryHeaders.Reason));
    }

    [Fact]
    public async Task An_exception_that_does_not_tell_its_text_dead_letters_like_any_other()
    {
        await using var fixture = Of(_ => throw new MuteException(), set: options => (options.Retry.Immediate, options.Retry.Delays) = (0, []));
        await fixture.DeliverAsync();

        Assert.Equal("orders.dead-letter", fixture.Copy.RoutingKey);
        Assert.Equal(SentKind.Ack, fixture.Settled);
    }

    [Theory]
    [InlineData(0, "orders.delay.1s")]
    [InlineData(15, "orders.delay.10s")]
    [InlineData(7200, "orders.delay.1h")]
    public async Task A_wait_that_the_handler_asks_for_is_not_retried_at_once(int seconds, string queue)
    {
        await using var fixture = Of(_ => Outcome.Retry(TimeSpan.FromSeconds(seconds)));
        var before = DateTimeOffset.UtcNow;
        await fixture.DeliverAsync();

        Assert.Equal(1, _runs);
        Assert.Equal(queue, fixture.Copy.RoutingKey);
        Assert.Equal(1, fixture.Copy.Header(DeliveryHeaders.Attempts));
        Assert.InRange((long)fixture.Copy.Header(DeliveryHeaders.NotBefore)!, before.AddSeconds(seconds).ToUnixTimeMilliseconds(), DateTimeOffset.UtcNow.AddSeconds(seconds).ToUnixTimeMilliseconds() + 1);
    }

    [Fact]
    public async Task A_time_that_the_handler_asks_for_is_kept()
    {
        var time = DateTimeOffset.FromUnixTimeMilliseconds(DateTimeOffset.UtcNow.AddMinutes(90).ToUnixTimeMilliseconds());
        await using var fixture = Of(_ => Outcome.RetryAt(time));
        await fixture.DeliverAsync();

        Assert.Equal("orders.delay.1h", fixture.Copy.RoutingKey);
        Assert.Equal(time.ToUnixTimeMilliseconds(), fixture.Copy.Header(DeliveryHeaders.NotBefore));
    }

    [Fact]
    public async Task A_wait_beyond_all_time_is_the_longest()
    {
        var waits = new Queue<Outcome>([Outcome.Retry(TimeSpan.MaxValue), Outcome.RetryAt(DateTimeOffset.MaxValue), Outcome.RetryAt(DateTimeOffset.MinValue)]);
        await using var fixture = Of(_ => waits.Dequeue());
        await fixture.DeliverAsync();
        await fixture.DeliverAsync();
        await fixture.DeliverAsync();

        Assert.Equal(["orders.delay.1h", "orders.delay.1h", "orders.delay.1s"], fixture.Side.Messages.Select(static message => message.RoutingKey));
        Assert.Equal(3, fixture.Frames.Count);
    }

    [Theory]
    [InlineData(long.MaxValue)]
    [InlineData(int.MaxValue)]
    public async Task Counts_beyond_all_measure_dead_letter(long count)
    {
        await using var fixture = Of(_ => _runs > 100 ? Outcome.Ack : Outcome.Retry());
        fixture.Processor.QueueDelays = true;
        await fixture.DeliverAsync(new Dictionary<string, object?> { [DeliveryHeaders.Attempts] = count, ["x-delivery-count"] = count });

        Assert.Equal(1, _runs);
        Assert.Equal("orders.dead-letter", fixture.Copy.RoutingKey);
    }

    [Fact]
    public async Task An_exchange_that_holds_back_is_published_to_where_it_is_asked_for()
    {
        await using var fixture = Of(_ => Outcome.Retry(TimeSpan.FromSeconds(15)), set: options => (options.Retry.Mechanism, options.Retry.DelayExchange) = (DelayMechanism.DelayedExchange, "later"));
        await fixture.DeliverAsync();

        Assert.Equal(("later", "orders", false), (fixture.Copy.Exchange, fixture.Copy.RoutingKey, fixture.Copy.Mandatory));
        Assert.InRange((int)fixture.Copy.Header("x-delay")!, 14_000, 15_000);
    }

    [Theory]
    [InlineData(null, 3, false)]
    [InlineData(3L, 1, false)]
    [InlineData(4L, 1, true)]
    public async Task A_queue_that_delays_is_given_back_what_failed(long? rejected, int runs, bool exhausted)
    {
        await using var fixture = Of(_ => throw new InvalidOperationException("no"));
        fixture.Processor.QueueDelays = true;
        await fixture.DeliverAsync(rejected is null ? null : new Dictionary<string, object?> { ["x-delivery-count"] = rejected }, redelivered: rejected is not null);

        Assert.Equal(runs, _runs);
        Assert.Equal(exhausted ? SentKind.Ack : SentKind.Reject, fixture.Settled);
        Assert.Equal(exhausted ? 1 : 0, fixture.Side.Messages.Count);
    }

    [Theory]
    [InlineData(9L, false, null)]
    [InlineData(10L, true, 14)]
    public async Task A_queue_that_delays_and_counts_crashes_does_not_come_to_its_limit(long returned, bool copied, int? attempts)
    {
        await using var fixture = Of(_ => Outcome.Ack);
        fixture.Processor.QueueDelays = true;
        await fixture.DeliverAsync(new Dictionary<string, object?> { ["x-delivery-count"] = returned, [DeliveryHeaders.Attempts] = 4 }, redelivered: true);

        Assert.Equal(copied ? 0 : 1, _runs);
        Assert.Equal(copied ? ["orders"] : [], fixture.Side.Messages.Select(static message => message.RoutingKey));
        if (copied)
            Assert.Equal(attempts, fixture.Copy.Header(DeliveryHeaders.Attempts));
    }

    [Theory]
    [InlineData(4L, false)]
    [InlineData(5L, true)]
    public async Task What_went_back_too_often_is_published_anew_where_that_counts(long returned, bool copied)
    {
        await using var fixture = Of(_ => Outcome.Requeue);
        fixture.Processor.ReturnsCount = true;
        await fixture.DeliverAsync(new Dictionary<string, object?> { ["x-delivery-count"] = returned });

        Assert.Equal(copied ? SentKind.Ack : SentKind.Nack, fixture.Settled);
        Assert.Equal(copied ? ["orders"] : [], fixture.Side.Messages.Select(static message => message.RoutingKey));
    }

    [Fact]
    public async Task A_handler_that_is_told_to_stop_hands_back()
    {
        await using var fixture = new ProcessorFixture(async (_, token) =>
        {
            _runs++;
            await Task.Delay(Timeout.Infinite, token);
            return Outcome.Ack;
        });
        var delivering = fixture.DeliverAsync();
        await fixture.GiveUpAsync();
        await delivering;

        Assert.Equal(SentKind.Nack, fixture.Settled);
        Assert.Equal(1, _runs);
        Assert.Empty(fixture.Side.Messages);
    }

    [Fact]
    public async Task A_handler_that_is_cancelled_by_itself_has_failed()
    {
        await using var fixture = Of(_ => throw new TaskCanceledException());
        await fixture.DeliverAsync();

        Assert.Equal(3, _runs);
        Assert.Equal("orders.delay.1s", fixture.Copy.RoutingKey);
    }

    [Fact]
    public async Task What_cannot_be_moved_stays_unsettled()
    {
        await using var fixture = Of(_ => Outcome.DeadLetter("no"));
        fixture.Side.Publish = static _ => Task.FromException(new InvalidOperationException("full"));
        var session = await fixture.OpenAsync();
        await fixture.DeliverAsync();

        Assert.Empty(fixture.Frames);
        Assert.Equal(1, session.Held.Count);
        Assert.Equal(1, session.Unsettled);

        fixture.Side.Publish = static _ => Task.CompletedTask;
        for (var wait = 0; wait < 200 && fixture.Frames.Count == 0; wait++)
            await Task.Delay(50);

        Assert.Equal(SentKind.Ack, fixture.Settled);
        Assert.Equal("orders.dead-letter", fixture.Copy.RoutingKey);
        Assert.Equal("{}"u8.ToArray(), fixture.Copy.Body);
    }

    [Fact]
    public async Task An_early_message_waits_uncounted()
    {
        await using var fixture = Of(_ => Outcome.Ack);
        await fixture.DeliverAsync(new Dictionary<string, object?> { [DeliveryHeaders.NotBefore] = DateTimeOffset.UtcNow.AddSeconds(30).ToUnixTimeMilliseconds() });

        Assert.Equal(0, _runs);
        Assert.Equal("orders.delay.10s", fixture.Copy.RoutingKey);
        Assert.Equal(0, fixture.Copy.Header(DeliveryHeaders.Attempts));
        Assert.Equal(SentKind.Ack, fixture.Settled);
    }

    [Theory]
    [InlineData(80)]
    [InlineData(-5000)]
    public async Task A_message_whose_time_has_come_or_nearly_is_handled(int milliseconds)
    {
        var time = DateTimeOffset.FromUnixTimeMilliseconds(DateTimeOffset.UtcNow.AddMilliseconds(milliseconds).ToUnixTimeMilliseconds());
        var ran = DateTimeOffset.MinValue;
        await using var fixture = Of(_ =>
        {
            ran = DateTimeOffset.UtcNow;
            return Outcome.Ack;
        });
        await fixture.DeliverAsync(new Dictionary<string, object?> { [DeliveryHeaders.NotBefore] = time.ToUnixTimeMilliseconds() });

        Assert.True(ran >= time.AddMilliseconds(-2), $"{time - ran} early");
        Assert.Equal(SentKind.Ack, fixture.Settled);
        Assert.Empty(fixture.Side.Messages);
    }

    [Fact]
    public async Task What_was_done_on_a_lost_channel_is_acknowledged_when_it_comes_again()
    {
        await using var fixture = Of(_ => Outcome.Ack);
        var first = await fixture.OpenAsync();
        await fixture.DeliverAsync();
        first.End(new SessionEnd("lost"));
        await fixture.OpenAsync();
        await fixture.DeliverAsync(redelivered: true);

        Assert.Equal(1, _runs);
        Assert.Equal(2, fixture.Frames.Count);
    }

    [Fact]
    public async Task What_still_runs_for_a_lost_channel_is_waited_for_and_not_run_twice()
    {
        var work = new TaskCompletionSource();
        await using var fixture = new ProcessorFixture(async (_, _) =>
        {
            _runs++;
            await work.Task;
            return Outcome.Ack;
        });
        var first = await fixture.OpenAsync();
        var running = fixture.DeliverAsync(first);
        first.End(new SessionEnd("lost"));
        var second = await fixture.OpenAsync();
        var again = fixture.DeliverAsync(second, redelivered: true);
        await Task.Delay(50);
        Assert.False(again.IsCompleted);
        Assert.Empty(fixture.Frames);

        work.SetResult();
        await running.WaitAsync(TimeSpan.FromSeconds(10));
        await again.WaitAsync(TimeSpan.FromSeconds(10));

        Assert.Equal(1, _runs);
        Assert.Equal([new SentFrame(1, SentKind.Ack, false)], fixture.Frames);
    }

    [Fact]
    public async Task A_channel_that_is_lost_settles_nothing_more()
    {
        var work = new TaskCompletionSource();
        await using var fixture = new ProcessorFixture(async (_, _) =>
        {
            await work.Task;
            return Outcome.Requeue;
        });
        var session = await fixture.OpenAsync();
        var running = fixture.DeliverAsync(session);
        session.End(new SessionEnd("lost"));
        work.SetResult();
        await running.WaitAsync(TimeSpan.FromSeconds(10));

        Assert.Empty(fixture.Frames);
        Assert.Equal(0, session.Unsettled);
        Assert.Equal(0, session.Running);
    }

    private ProcessorFixture Of(Func<Delivery, Outcome> handle, Way way = Way.AtOnce, Action<ConsumerOptions>? set = null)
    {
        return way == Way.AtOnce ? new ProcessorFixture(AtOnce, set) : new ProcessorFixture(LaterAsync, set);

        ValueTask<Outcome> AtOnce(Delivery delivery, CancellationToken cancellationToken)
        {
            _runs++;
            return new ValueTask<Outcome>(handle(delivery));
        }

        async ValueTask<Outcome> LaterAsync(Delivery delivery, CancellationToken cancellationToken)
        {
            await Task.Yield();
            _runs++;
            return handle(delivery);
        }
    }
}
