using System.Globalization;

namespace Leveret.Tests.Inboxes;

public sealed class MemoryInboxTests
{
    private static readonly InboxKey Key = new("orders", "1");

    private readonly ManualTime _time = new();

    [Fact]
    public async Task A_new_message_is_claimed_and_never_runs_out()
    {
        var claim = await ClaimAsync(new MemoryInbox(), Key);

        Assert.Equal(InboxState.Claimed, claim.State);
        Assert.Equal(Key, claim.Key);
        Assert.NotEqual(Guid.Empty, claim.Owner);
        Assert.Null(claim.RenewAfter);
    }

    [Fact]
    public async Task A_second_claim_finds_the_first_busy_and_then_completed()
    {
        var inbox = new MemoryInbox();
        var claim = await ClaimAsync(inbox, Key);

        Assert.Equal(InboxClaim.Busy(Key), await ClaimAsync(inbox, Key));
        Assert.True(await inbox.CompleteAsync(claim, default));
        Assert.Equal(InboxClaim.Completed(Key), await ClaimAsync(inbox, Key));
    }

    [Fact]
    public async Task Two_queues_handle_the_same_message()
    {
        var inbox = new MemoryInbox();

        Assert.Equal(InboxState.Claimed, (await ClaimAsync(inbox, new("orders", "1"))).State);
        Assert.Equal(InboxState.Claimed, (await ClaimAsync(inbox, new("audit", "1"))).State);
    }

    [Fact]
    public async Task An_abandoned_claim_is_free()
    {
        var inbox = new MemoryInbox();
        var first = await ClaimAsync(inbox, Key);
        await inbox.AbandonAsync(first, default);
        var second = await ClaimAsync(inbox, Key);

        Assert.Equal(InboxState.Claimed, second.State);
        Assert.NotEqual(first.Owner, second.Owner);
    }

    [Fact]
    public async Task Only_the_owner_of_a_claim_ends_it()
    {
        var inbox = new MemoryInbox();
        var stale = await ClaimAsync(inbox, Key);
        await inbox.AbandonAsync(stale, default);
        var owner = await ClaimAsync(inbox, Key);

        Assert.False(await inbox.CompleteAsync(stale, default));
        Assert.False(await inbox.CompleteAsync(InboxClaim.Busy(Key), default));
        Assert.False(await inbox.RenewAsync(stale, default));
        await inbox.AbandonAsync(stale, default);
        Assert.Equal(InboxState.Busy, (await ClaimAsync(inbox, Key)).State);
        Assert.True(await inbox.RenewAsync(owner, default));
        Assert.True(await inbox.CompleteAsync(owner, default));
    }

    [Fact]
    public async Task What_is_completed_stays_completed()
    {
        var inbox = new MemoryInbox();
        var claim = await ClaimAsync(inbox, Key);
        await inbox.CompleteAsync(claim, default);
        await inbox.AbandonAsync(claim, default);

        Assert.Equal(InboxState.Completed, (await ClaimAsync(inbox, Key)).State);
        Assert.True(await inbox.CompleteAsync(claim, default));
        Assert.False(await inbox.RenewAsync(claim, default));
    }

    [Fact]
    public async Task A_completed_message_is_forgotten_after_the_retention_and_not_before()
    {
        var inbox = new MemoryInbox(retention: TimeSpan.FromMinutes(10), time: _time);
        await CompleteAsync(inbox, Key);
        _time.Advance(TimeSpan.FromMinutes(10) - TimeSpan.FromTicks(1));
        Assert.Equal(InboxState.Completed, (await ClaimAsync(inbox, Key)).State);

        _time.Advance(TimeSpan.FromTicks(1));
        Assert.Equal(InboxState.Claimed, (await ClaimAsync(inbox, Key)).State);
    }

    [Fact]
    public async Task A_completed_message_is_remembered_for_an_hour_by_default()
    {
        var inbox = new MemoryInbox(time: _time);
        await CompleteAsync(inbox, Key);
        _time.Advance(TimeSpan.FromMinutes(59));
        Assert.Equal(InboxState.Completed, (await ClaimAsync(inbox, Key)).State);

        _time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(InboxState.Claimed, (await ClaimAsync(inbox, Key)).State);
    }

    [Fact]
    public async Task A_running_claim_outlasts_the_retention()
    {
        var inbox = new MemoryInbox(retention: TimeSpan.FromSeconds(1), time: _time);
        var claim = await ClaimAsync(inbox, Key);
        _time.Advance(TimeSpan.FromDays(1));

        Assert.Equal(InboxState.Busy, (await ClaimAsync(inbox, Key)).State);
        Assert.True(await inbox.CompleteAsync(claim, default));
        Assert.Equal(InboxState.Completed, (await ClaimAsync(inbox, Key)).State);
    }

    [Fact]
    public async Task The_oldest_completed_message_makes_room_and_a_running_one_never()
    {
        var inbox = new MemoryInbox(capacity: 3);
        var running = await ClaimAsync(inbox, Numbered(0));
        for (var number = 1; number <= 4; number++)
            await CompleteAsync(inbox, Numbered(number));

        Assert.Equal(InboxState.Busy, (await ClaimAsync(inbox, Numbered(0))).State);
        Assert.True(await inbox.RenewAsync(running, default));
        for (var number = 2; number <= 4; number++)
            Assert.Equal(InboxState.Completed, (await ClaimAsync(inbox, Numbered(number))).State);

        Assert.Equal(InboxState.Claimed, (await ClaimAsync(inbox, Numbered(1))).State);
    }

    [Fact]
    public async Task A_message_that_was_forgotten_and_completed_again_is_remembered_anew()
    {
        var inbox = new MemoryInbox(capacity: 2);
        foreach (var number in (int[])[1, 2, 3, 1])
            await CompleteAsync(inbox, Numbered(number));

        Assert.Equal(InboxState.Completed, (await ClaimAsync(inbox, Numbered(1))).State);
        Assert.Equal(InboxState.Completed, (await ClaimAsync(inbox, Numbered(3))).State);
        Assert.Equal(InboxState.Claimed, (await ClaimAsync(inbox, Numbered(2))).State);
    }

    [Fact]
    public void Of_any_number_of_threads_one_gets_the_message()
    {
        var inbox = new MemoryInbox();
        for (var round = 0; round < 200; round++)
        {
            var claimed = 0;
            using var start = new Barrier(8);
            var threads = Enumerable.Range(0, 8).Select(_ => new Thread(() =>
            {
                start.SignalAndWait();
                if (inbox.ClaimAsync(Numbered(round), default).AsTask().Result.State == InboxState.Claimed)
                    Interlocked.Increment(ref claimed);
            })).ToList();
            threads.ForEach(thread => thread.Start());
            threads.ForEach(thread => thread.Join());
            Assert.Equal(1, claimed);
        }
    }

    [Fact]
    public async Task Many_threads_that_claim_complete_and_abandon_never_hold_a_message_together()
    {
        var inbox = new MemoryInbox(capacity: 5);
        var holders = new int[10];
        var together = 0;
        var lost = 0;
        await Parallel.ForEachAsync(Enumerable.Range(0, 20_000), new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (step, cancellationToken) =>
        {
            var claim = await inbox.ClaimAsync(Numbered(step % 10), cancellationToken);
            if (claim.State != InboxState.Claimed)
                return;

            if (Interlocked.Increment(ref holders[step % 10]) != 1)
                Interlocked.Increment(ref together);

            await Task.Yield();
            Interlocked.Decrement(ref holders[step % 10]);
            if (step % 3 == 0)
                await inbox.AbandonAsync(claim, cancellationToken);
            else if (!await inbox.CompleteAsync(claim, cancellationToken))
                Interlocked.Increment(ref lost);
        });

        Assert.Equal(0, together);
        Assert.Equal(0, lost);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public void A_capacity_or_retention_of_nothing_is_refused(int number)
    {
        Assert.Equal("capacity", Assert.Throws<ArgumentOutOfRangeException>(() => new MemoryInbox(capacity: number)).ParamName);
        Assert.Equal("retention", Assert.Throws<ArgumentOutOfRangeException>(() => new MemoryInbox(retention: TimeSpan.FromSeconds(number))).ParamName);
    }

    [Theory]
    [InlineData("orders", "")]
    [InlineData("orders", null)]
    [InlineData(null, "1")]
    public async Task A_key_that_tells_nothing_apart_is_refused(string? consumer, string? id) =>
        await Assert.ThrowsAnyAsync<ArgumentException>(async () => await new MemoryInbox().ClaimAsync(new(consumer!, id!), default));

    private static InboxKey Numbered(int number) => new("orders", number.ToString(CultureInfo.InvariantCulture));

    private static ValueTask<InboxClaim> ClaimAsync(MemoryInbox inbox, InboxKey key) => inbox.ClaimAsync(key, default);

    private static async Task CompleteAsync(MemoryInbox inbox, InboxKey key) => Assert.True(await inbox.CompleteAsync(await ClaimAsync(inbox, key), default));
}
