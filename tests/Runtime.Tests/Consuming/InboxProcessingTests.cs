using Leveret.Tests.Fakes;

namespace Leveret.Tests.Consuming;

public sealed class InboxProcessingTests
{
    private readonly ScriptedInbox _inbox = new();
    private Func<Delivery, Outcome> _handle = static _ => Outcome.Ack;
    private int _runs;

    [Fact]
    public async Task A_new_message_is_claimed_handled_and_completed()
    {
        await using var fixture = Of();
        await fixture.DeliverAsync();

        Assert.Equal(["claim orders 1", "complete"], _inbox.Calls);
        Assert.Equal((1, SentKind.Ack), (_runs, fixture.Settled));
    }

    [Fact]
    public async Task A_message_that_was_handled_is_acknowledged()
    {
        _inbox.Claim = InboxClaim.Completed;
        await using var fixture = Of();
        await fixture.DeliverAsync();

        Assert.Equal((0, SentKind.Ack), (_runs, fixture.Settled));
        Assert.Empty(fixture.Side.Messages);
    }

    [Fact]
    public async Task A_message_that_another_handles_waits_uncounted()
    {
        _inbox.Claim = InboxClaim.Busy;
        await using var fixture = Of();
        await fixture.DeliverAsync(new Dictionary<string, object?> { [DeliveryHeaders.Attempts] = 2 });

        Assert.Equal((0, SentKind.Ack), (_runs, fixture.Settled));
        Assert.Equal("orders.delay.1s", fixture.Copy.RoutingKey);
        Assert.Equal(2, fixture.Copy.Header(DeliveryHeaders.Attempts));
    }

    [Fact]
    public async Task A_message_that_can_never_be_claimed_is_dead_lettered()
    {
        _inbox.Claim = static _ => throw new MessageFormatException("The message id is too long.");
        await using var fixture = Of();
        await fixture.DeliverAsync();

        Assert.Equal((0, "orders.dead-letter"), (_runs, fixture.Copy.RoutingKey));
        Assert.Equal("The message id is too long.", fixture.Copy.Header(DeliveryHeaders.Reason));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    public async Task A_message_without_an_id_is_dead_lettered(string? id)
    {
        await using var fixture = Of();
        await fixture.DeliverAsync(messageId: id);

        Assert.Empty(_inbox.Calls);
        Assert.Equal((0, "orders.dead-letter"), (_runs, fixture.Copy.RoutingKey));
        Assert.StartsWith("The message has no id", (string)fixture.Copy.Header(DeliveryHeaders.Reason)!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_key_of_ones_own_is_asked_for()
    {
        await using var fixture = Of(options => options.InboxKey = static delivery => delivery.RoutingKey);
        await fixture.DeliverAsync(messageId: null);

        Assert.Equal("claim orders order.new", _inbox.Calls[0]);
        Assert.Equal(SentKind.Ack, fixture.Settled);
    }

    [Theory]
    [InlineData("requeue")]
    [InlineData("retry")]
    [InlineData("exception")]
    [InlineData("dead-letter")]
    public async Task What_was_not_done_is_abandoned(string outcome)
    {
        _handle = _ => outcome switch
        {
            "requeue" => Outcome.Requeue,
            "retry" => Outcome.Retry(TimeSpan.FromSeconds(1)),
            "dead-letter" => Outcome.DeadLetter("no"),
            _ => throw new InvalidOperationException("no"),
        };
        await using var fixture = Of();
        await fixture.DeliverAsync();

        Assert.Equal(["claim orders 1", "abandon"], _inbox.Calls);
        Assert.Equal(outcome == "requeue" ? SentKind.Nack : SentKind.Ack, fixture.Settled);
        Assert.Equal(outcome == "requeue" ? 0 : 1, fixture.Side.Messages.Count);
    }

    [Fact]
    public async Task A_claim_that_fails_is_tried_again_and_counts_for_nothing()
    {
        var claims = 0;
        _inbox.Claim = key => ++claims < 3 ? throw new InvalidOperationException("no database") : InboxClaim.Claimed(key, Guid.NewGuid());
        await using var fixture = Of(options => options.Retry.Immediate = 0);
        await fixture.DeliverAsync();

        Assert.Equal((3, 1, SentKind.Ack), (claims, _runs, fixture.Settled));
        Assert.Empty(fixture.Side.Messages);
    }

    [Fact]
    public async Task A_key_that_fails_is_a_failed_attempt()
    {
        await using var fixture = Of(options => (options.InboxKey, options.Retry.Immediate) = (_ => throw new InvalidOperationException("no key"), 0));
        await fixture.DeliverAsync();

        Assert.Equal(0, _runs);
        Assert.Equal("orders.delay.1s", fixture.Copy.RoutingKey);
    }

    [Fact]
    public async Task Where_giving_back_fails_the_verdict_stays()
    {
        _handle = static _ => Outcome.DeadLetter("no");
        _inbox.Abandon = () => throw new InvalidOperationException("no database");
        await using var fixture = Of();
        await fixture.DeliverAsync();

        Assert.Equal("orders.dead-letter", fixture.Copy.RoutingKey);
        Assert.Equal("no", fixture.Copy.Header(DeliveryHeaders.Reason));
    }

    [Fact]
    public async Task A_claim_that_was_lost_does_not_undo_the_work()
    {
        _inbox.Complete = static () => false;
        await using var fixture = Of();
        await fixture.DeliverAsync();

        Assert.Equal((1, SentKind.Ack), (_runs, fixture.Settled));
        Assert.Empty(fixture.Side.Messages);
    }

    [Fact]
    public async Task Work_that_could_not_be_noted_is_not_done_again()
    {
        _inbox.Complete = () => throw new InvalidOperationException("no database");
        await using var fixture = Of();
        await fixture.DeliverAsync();

        Assert.Equal((1, SentKind.Ack), (_runs, fixture.Settled));
        Assert.Empty(fixture.Side.Messages);
    }

    [Fact]
    public async Task A_stop_while_a_claim_is_waited_for_hands_back()
    {
        var fixture = Of();
        _inbox.Claim = _ =>
        {
            fixture.GiveUpAsync().GetAwaiter().GetResult();
            throw new OperationCanceledException();
        };
        await using (fixture)
        {
            await fixture.DeliverAsync();
            Assert.Equal((0, SentKind.Nack), (_runs, fixture.Settled));
        }
    }

    [Theory]
    [InlineData(nameof(InvalidOperationException))]
    [InlineData(nameof(TaskCanceledException))]
    [InlineData("")]
    public async Task A_claim_is_renewed_while_its_handler_runs_also_after_a_renewal_failed(string failure)
    {
        _inbox.Claim = static key => InboxClaim.Claimed(key, Guid.NewGuid(), TimeSpan.FromMilliseconds(10));
        _inbox.Renew = () => _inbox.Count("renew") > 1 ? true : failure switch
        {
            nameof(InvalidOperationException) => throw new InvalidOperationException("no database"),
            nameof(TaskCanceledException) => throw new TaskCanceledException("the database took too long"),
            _ => true,
        };
        await using var fixture = new ProcessorFixture(
            async (_, token) =>
            {
                for (var wait = 0; wait < 300 && _inbox.Count("renew") < 3; wait++)
                    await Task.Delay(10, token);

                return Outcome.Ack;
            },
            options => options.Inbox = _inbox);
        await fixture.DeliverAsync();
        var renewals = _inbox.Count("renew");
        await Task.Delay(100);

        Assert.InRange(renewals, 3, 300);
        Assert.InRange(_inbox.Count("renew"), renewals, renewals + 1);
        Assert.Equal(SentKind.Ack, fixture.Settled);
    }

    [Fact]
    public async Task A_claim_that_is_lost_is_renewed_no_longer()
    {
        _inbox.Claim = static key => InboxClaim.Claimed(key, Guid.NewGuid(), TimeSpan.FromMilliseconds(10));
        _inbox.Renew = static () => false;
        await using var fixture = new ProcessorFixture(
            static async (_, token) =>
            {
                await Task.Delay(200, token);
                return Outcome.Ack;
            },
            options => options.Inbox = _inbox);
        await fixture.DeliverAsync();

        Assert.Equal(1, _inbox.Count("renew"));
    }

    [Fact]
    public async Task Of_two_copies_at_a_time_one_runs()
    {
        var work = new TaskCompletionSource();
        await using var fixture = new ProcessorFixture(
            async (_, _) =>
            {
                Interlocked.Increment(ref _runs);
                await work.Task;
                return Outcome.Ack;
            },
            static options => options.Inbox = new MemoryInbox());
        var session = await fixture.OpenAsync();
        var first = fixture.DeliverAsync(session);
        await fixture.DeliverAsync(session).WaitAsync(TimeSpan.FromSeconds(10));
        Assert.Equal("orders.delay.1s", fixture.Copy.RoutingKey);

        work.SetResult();
        await first.WaitAsync(TimeSpan.FromSeconds(10));
        await fixture.DeliverAsync(session).WaitAsync(TimeSpan.FromSeconds(10));

        Assert.Equal(1, _runs);
    }

    private ProcessorFixture Of(Action<ConsumerOptions>? set = null) =>
        new(
            (delivery, _) =>
            {
                _runs++;
                return new ValueTask<Outcome>(_handle(delivery));
            },
            options =>
            {
                options.Inbox = _inbox;
                set?.Invoke(options);
            });
}
