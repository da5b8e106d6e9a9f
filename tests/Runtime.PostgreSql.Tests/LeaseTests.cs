using System.Globalization;
using Leveret.PostgreSql.Tests.Running;
using Npgsql;

namespace Leveret.PostgreSql.Tests;

/// <summary>Claims with an owner and a lease, as a consumer makes them.</summary>
[Collection(SharedServer.Name)]
[Trait("Category", "Broker")]
public sealed class LeaseTests(ServerFixture server) : IAsyncLifetime
{
    private static readonly InboxKey Key = new("orders", "1");

    private readonly string _table = "inbox_" + Guid.NewGuid().ToString("N");

    public Task InitializeAsync() => Inbox().CreateTableAsync();

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task A_new_message_is_claimed_for_a_lease_that_is_renewed_three_times_as_often()
    {
        var claim = await ClaimAsync(Inbox(), Key);

        Assert.Equal(InboxState.Claimed, claim.State);
        Assert.Equal(TimeSpan.FromSeconds(20), claim.RenewAfter);
        Assert.NotEqual(Guid.Empty, claim.Owner);
        Assert.InRange(await LeftAsync(), TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(60));
    }

    [Fact]
    public async Task Of_a_hundred_claims_at_once_one_is_given()
    {
        await using var other = server.Connect();
        var inboxes = new[] { Inbox(), Inbox(other) };
        for (var round = 0; round < 5; round++)
        {
            var key = new InboxKey("orders", round.ToString(CultureInfo.InvariantCulture));
            var start = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            var claims = Enumerable.Range(0, 100).Select(async number =>
            {
                await start.Task;
                return (await ClaimAsync(inboxes[number % 2], key)).State;
            }).ToList();
            start.SetResult();
            var states = await Task.WhenAll(claims);

            Assert.Single(states, state => state == InboxState.Claimed);
            Assert.Equal(99, states.Count(state => state == InboxState.Busy));
        }
    }

    [Fact]
    public async Task Of_a_hundred_claims_of_a_message_whose_lease_has_run_out_one_is_given()
    {
        await ClaimAsync(Inbox(), Key);
        await RunOutAsync();
        var states = await Task.WhenAll(Enumerable.Range(0, 100).Select(async _ => (await ClaimAsync(Inbox(), Key)).State));

        Assert.Single(states, state => state == InboxState.Claimed);
        Assert.Equal(99, states.Count(state => state == InboxState.Busy));
    }

    [Fact]
    public async Task Another_process_finds_a_message_busy_and_then_completed()
    {
        await using var other = server.Connect();
        var claim = await ClaimAsync(Inbox(), Key);

        Assert.Equal(InboxClaim.Busy(Key), await ClaimAsync(Inbox(other), Key));
        Assert.True(await Inbox().CompleteAsync(claim, default));
        Assert.Equal(InboxClaim.Completed(Key), await ClaimAsync(Inbox(other), Key));
    }

    [Fact]
    public async Task Two_queues_handle_the_same_message_and_ids_differ_by_case()
    {
        foreach (var key in (InboxKey[])[new("orders", "a"), new("audit", "a"), new("orders", "A"), new("orders", "a ")])
            Assert.Equal(InboxState.Claimed, (await ClaimAsync(Inbox(), key)).State);
    }

    [Fact]
    public async Task When_the_lease_runs_out_another_claims_and_the_first_is_told()
    {
        var inbox = Inbox();
        var first = await ClaimAsync(inbox, Key);
        Assert.Equal(InboxState.Busy, (await ClaimAsync(inbox, Key)).State);
        await RunOutAsync();
        var second = await ClaimAsync(inbox, Key);

        Assert.Equal(InboxState.Claimed, second.State);
        Assert.NotEqual(first.Owner, second.Owner);
        Assert.False(await inbox.RenewAsync(first, default));
        Assert.False(await inbox.CompleteAsync(first, default));
        await inbox.AbandonAsync(first, default);
        Assert.Equal(InboxState.Busy, (await ClaimAsync(inbox, Key)).State);
        Assert.True(await inbox.CompleteAsync(second, default));
    }

    [Fact]
    public async Task A_claim_that_is_renewed_lasts()
    {
        var inbox = Inbox();
        var claim = await ClaimAsync(inbox, Key);
        for (var renewals = 0; renewals < 3; renewals++)
        {
            await RunOutAsync();
            Assert.True(await inbox.RenewAsync(claim, default));
            Assert.InRange(await LeftAsync(), TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(60));
        }

        Assert.Equal(InboxState.Busy, (await ClaimAsync(inbox, Key)).State);
        Assert.True(await inbox.CompleteAsync(claim, default));
        Assert.False(await inbox.RenewAsync(claim, default));
    }

    [Fact]
    public async Task A_lease_that_ran_out_and_was_taken_by_nobody_is_still_the_owners()
    {
        var claim = await ClaimAsync(Inbox(), Key);
        await RunOutAsync();
        Assert.True(await Inbox().RenewAsync(claim, default));
        Assert.Equal(InboxState.Busy, (await ClaimAsync(Inbox(), Key)).State);

        await RunOutAsync();
        Assert.True(await Inbox().CompleteAsync(claim, default));
        Assert.Equal(InboxState.Completed, (await ClaimAsync(Inbox(), Key)).State);
    }

    [Fact]
    public async Task A_completed_message_stays_completed_when_its_lease_is_over()
    {
        var claim = await ClaimAsync(Inbox(), Key);
        Assert.True(await Inbox().CompleteAsync(claim, default));
        var completed = await server.DataSource.ReadAsync<DateTime>($"SELECT completed_at FROM {_table}");
        await RunOutAsync();
        await Inbox().AbandonAsync(claim, default);

        Assert.Equal(InboxState.Completed, (await ClaimAsync(Inbox(), Key)).State);
        Assert.True(await Inbox().CompleteAsync(claim, default));
        Assert.Equal(completed, await server.DataSource.ReadAsync<DateTime>($"SELECT completed_at FROM {_table}"));
    }

    [Fact]
    public async Task An_abandoned_message_is_free()
    {
        await Inbox().AbandonAsync(await ClaimAsync(Inbox(), Key), default);

        Assert.Equal(InboxState.Claimed, (await ClaimAsync(Inbox(), Key)).State);
    }

    [Fact]
    public async Task Messages_that_many_claim_complete_and_abandon_are_never_held_by_two()
    {
        await using var other = server.Connect();
        var inboxes = new[] { Inbox(), Inbox(other) };
        var holders = new int[5];
        var completed = new int[5];
        var wrong = 0;
        await Parallel.ForEachAsync(Enumerable.Range(0, 2000), new ParallelOptions { MaxDegreeOfParallelism = 20 }, async (step, cancellationToken) =>
        {
            var inbox = inboxes[step % 2];
            var number = step % 5;
            var claim = await inbox.ClaimAsync(new InboxKey("orders", number.ToString(CultureInfo.InvariantCulture)), cancellationToken);
            if (claim.State != InboxState.Claimed)
                return;

            if (Interlocked.Increment(ref holders[number]) != 1 || completed[number] > 0)
                Interlocked.Increment(ref wrong);

            await Task.Yield();
            if (step > 1000)
                completed[number]++;

            Interlocked.Decrement(ref holders[number]);
            if (step <= 1000)
                await inbox.AbandonAsync(claim, cancellationToken);
            else if (!await inbox.CompleteAsync(claim, cancellationToken))
                Interlocked.Increment(ref wrong);
        });

        Assert.Equal(0, wrong);
        Assert.Equal([1, 1, 1, 1, 1], completed);
    }

    [Fact]
    public async Task A_claim_that_waited_for_longer_than_its_lease_is_given_a_full_one()
    {
        var lease = TimeSpan.FromSeconds(3);
        var inbox = new PostgreSqlInbox(server.DataSource, new PostgreSqlInboxOptions { Table = _table, Lease = lease });
        await using var connection = await server.DataSource.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        Assert.True(await inbox.TryClaimAsync(transaction, Key));
        var claiming = ClaimAsync(inbox, Key).AsTask();
        await Task.Delay(1500);
        Assert.False(claiming.IsCompleted);
        var waited = await server.DataSource.ReadAsync<DateTime>("SELECT clock_timestamp()");
        await transaction.RollbackAsync();

        Assert.Equal(InboxState.Claimed, (await claiming).State);
        Assert.True(await server.DataSource.ReadAsync<DateTime>($"SELECT lease_until FROM {_table}") >= waited + lease, "the lease began with the wait");
    }

    [Theory]
    [InlineData("orders", "")]
    [InlineData("orders", null)]
    [InlineData("", "1")]
    public async Task A_key_that_tells_nothing_apart_is_refused(string? consumer, string? id) =>
        await Assert.ThrowsAnyAsync<ArgumentException>(async () => await ClaimAsync(Inbox(), new(consumer!, id!)));

    private static ValueTask<InboxClaim> ClaimAsync(PostgreSqlInbox inbox, InboxKey key) => inbox.ClaimAsync(key, default);

    private Task RunOutAsync() => server.DataSource.ExecuteAsync($"UPDATE {_table} SET lease_until = now() - interval '1 second'");

    /// <summary>What is left of the lease, by the clock of the database.</summary>
    private Task<TimeSpan> LeftAsync() => server.DataSource.ReadAsync<TimeSpan>($"SELECT lease_until - clock_timestamp() FROM {_table}");

    private PostgreSqlInbox Inbox(NpgsqlDataSource? dataSource = null) => new(dataSource ?? server.DataSource, new PostgreSqlInboxOptions { Table = _table });
}
