using Leveret.PostgreSql.Tests.Running;
using Npgsql;

namespace Leveret.PostgreSql.Tests;

/// <summary>Claims in the transaction of the work.</summary>
[Collection(SharedServer.Name)]
[Trait("Category", "Broker")]
public sealed class TransactionTests(ServerFixture server) : IAsyncLifetime
{
    private readonly string _table = "inbox_" + Guid.NewGuid().ToString("N");
    private readonly string _effects = "effects_" + Guid.NewGuid().ToString("N");
    private int _runs;

    public async Task InitializeAsync()
    {
        await new PostgreSqlInbox(server.DataSource, Options).CreateTableAsync();
        await server.DataSource.ExecuteAsync($"CREATE TABLE {_effects} (number serial)");
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task A_message_is_handled_once_and_then_acknowledged()
    {
        var handle = Handler(Outcome.Ack);

        Assert.Equal(Outcome.Ack, await handle(Messages.WithId("1"), default));
        Assert.Equal(Outcome.Ack, await handle(Messages.WithId("1"), default));
        Assert.Equal(1, _runs);
        Assert.Equal(1, await EffectsAsync());
    }

    [Fact]
    public async Task Other_ids_and_other_queues_are_other_messages()
    {
        var handle = Handler(Outcome.Ack);
        await handle(Messages.WithId("1"), default);
        await handle(Messages.WithId("2"), default);
        await handle(Messages.WithId("1", "audit"), default);

        Assert.Equal(3, await EffectsAsync());
    }

    [Fact]
    public async Task A_second_copy_waits_for_the_first_and_is_acknowledged_without_being_handled()
    {
        var working = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var finish = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var handle = Handler(async () =>
        {
            working.TrySetResult();
            await finish.Task;
            return Outcome.Ack;
        });
        await using var other = server.Connect();
        var handleElsewhere = Handler(Outcome.Ack, other);

        var first = handle(Messages.WithId("1"), default).AsTask();
        await working.Task;
        var second = handleElsewhere(Messages.WithId("1"), default).AsTask();
        await WaitForBlockedAsync();
        Assert.False(second.IsCompleted);
        finish.SetResult();

        Assert.Equal(Outcome.Ack, await first);
        Assert.Equal(Outcome.Ack, await second);
        Assert.Equal(1, _runs);
        Assert.Equal(1, await EffectsAsync());
    }

    [Fact]
    public async Task A_second_copy_is_handled_where_the_first_is_rolled_back()
    {
        var working = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var finish = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var handle = Handler(async () =>
        {
            working.TrySetResult();
            await finish.Task;
            return Outcome.Retry();
        });
        var first = handle(Messages.WithId("1"), default).AsTask();
        await working.Task;
        var second = Handler(Outcome.Ack)(Messages.WithId("1"), default).AsTask();
        await WaitForBlockedAsync();
        finish.SetResult();

        Assert.Equal(Outcome.Retry(), await first);
        Assert.Equal(Outcome.Ack, await second);
        Assert.Equal(2, _runs);
        Assert.Equal(1, await EffectsAsync());
    }

    [Fact]
    public async Task Of_twenty_copies_at_once_one_is_handled()
    {
        var handle = Handler(Outcome.Ack);
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => handle(Messages.WithId("1"), default).AsTask()));

        Assert.All(outcomes, outcome => Assert.Equal(Outcome.Ack, outcome));
        Assert.Equal(1, _runs);
        Assert.Equal(1, await EffectsAsync());
    }

    public static TheoryData<string> NotDone => ["retry", "requeue", "dead-letter", "exception"];

    [Theory]
    [MemberData(nameof(NotDone))]
    public async Task Work_that_is_not_done_leaves_nothing(string how)
    {
        var outcome = how switch
        {
            "retry" => Outcome.Retry(TimeSpan.FromSeconds(3)),
            "requeue" => Outcome.Requeue,
            _ => Outcome.DeadLetter("no such order"),
        };
        var handle = Handler(() => how == "exception" ? throw new InvalidDataException("no such order") : Task.FromResult(outcome));

        if (how == "exception")
            await Assert.ThrowsAsync<InvalidDataException>(async () => await handle(Messages.WithId("1"), default));
        else
            Assert.Equal(outcome, await handle(Messages.WithId("1"), default));

        Assert.Equal(0, await EffectsAsync());
        Assert.Equal(0, await server.DataSource.ReadAsync<long>($"SELECT count(*) FROM {_table}"));
        Assert.Equal(Outcome.Ack, await Handler(Outcome.Ack)(Messages.WithId("1"), default));
        Assert.Equal(1, await EffectsAsync());
    }

    [Fact]
    public async Task A_handler_that_swallowed_an_error_of_the_server_is_not_acknowledged()
    {
        var handle = PostgreSqlInbox.Transactional(
            server.DataSource,
            async (_, transaction, _) =>
            {
                await transaction.ExecuteAsync($"INSERT INTO {_effects} DEFAULT VALUES");
                await Assert.ThrowsAsync<PostgresException>(() => transaction.ExecuteAsync("SELECT 1 / 0"));
                return Outcome.Ack;
            },
            Options);

        var exception = await Assert.ThrowsAsync<PostgresException>(async () => await handle(Messages.WithId("1"), default));
        Assert.Equal(PostgresErrorCodes.InFailedSqlTransaction, exception.SqlState);
        Assert.Equal(Outcome.Ack, await Handler(Outcome.Ack)(Messages.WithId("1"), default));
        Assert.Equal(1, await EffectsAsync());
    }

    [Fact]
    public async Task A_handler_that_rolled_back_itself_is_not_acknowledged()
    {
        var handle = PostgreSqlInbox.Transactional(
            server.DataSource,
            async (_, transaction, cancellationToken) =>
            {
                await transaction.RollbackAsync(cancellationToken);
                return Outcome.Ack;
            },
            Options);

        await Assert.ThrowsAsync<InvalidOperationException>(async () => await handle(Messages.WithId("1"), default));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    public async Task A_message_without_an_id_is_dead_lettered_and_not_handled(string? id)
    {
        var outcome = await Handler(Outcome.Ack)(Messages.WithId(id), default);

        Assert.StartsWith("DeadLetter: The message has no message id", outcome.ToString(), StringComparison.Ordinal);
        Assert.Equal(0, _runs);
    }

    [Fact]
    public async Task A_message_can_be_known_by_something_else()
    {
        var handle = PostgreSqlInbox.Transactional(
            server.DataSource, (_, _, _) => ValueTask.FromResult(Outcome.Ack), Options, delivery => "key of " + delivery.RoutingKey);
        await handle(Messages.WithId(null), default);

        Assert.Equal("key of orders", await server.DataSource.ReadAsync<string>($"SELECT message_id FROM {_table}"));
    }

    [Fact]
    public async Task A_connection_that_is_cut_between_work_and_commit_leaves_one_effect_after_the_retry()
    {
        var handle = PostgreSqlInbox.Transactional(
            server.DataSource,
            async (_, transaction, _) =>
            {
                await transaction.ExecuteAsync($"INSERT INTO {_effects} DEFAULT VALUES");
                if (++_runs == 1)
                    await server.DataSource.ExecuteAsync($"SELECT pg_terminate_backend({transaction.Connection!.ProcessID})");

                return Outcome.Ack;
            },
            Options);

        await Assert.ThrowsAnyAsync<NpgsqlException>(async () => await handle(Messages.WithId("1"), default));
        Assert.Equal(0, await EffectsAsync());
        Assert.Equal(Outcome.Ack, await handle(Messages.WithId("1"), default));
        Assert.Equal(Outcome.Ack, await handle(Messages.WithId("1"), default));
        Assert.Equal(2, _runs);
        Assert.Equal(1, await EffectsAsync());
    }

    [Fact]
    public async Task A_commit_whose_answer_is_lost_goes_up_and_is_known_by_its_key()
    {
        var direct = new NpgsqlConnectionStringBuilder(server.ConnectionString);
        await using var proxy = new LostCommitProxy(direct.Port);
        await using var dataSource = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(server.ConnectionString) { Port = proxy.Port });
        var handle = Handler(Outcome.Ack, dataSource);

        await Assert.ThrowsAnyAsync<NpgsqlException>(async () => await handle(Messages.WithId("1"), default));
        Assert.Equal(1, await EffectsAsync());
        Assert.Equal(Outcome.Ack, await handle(Messages.WithId("1"), default));
        Assert.Equal(1, _runs);
        Assert.Equal(1, await EffectsAsync());
    }

    [Fact]
    public async Task An_outcome_survives_a_connection_that_was_cut()
    {
        var handle = PostgreSqlInbox.Transactional(
            server.DataSource,
            async (_, transaction, _) =>
            {
                await server.DataSource.ExecuteAsync($"SELECT pg_terminate_backend({transaction.Connection!.ProcessID})");
                return Outcome.DeadLetter("no such order");
            },
            Options);

        Assert.Equal(Outcome.DeadLetter("no such order"), await handle(Messages.WithId("1"), default));
    }

    [Fact]
    public async Task Work_that_is_done_is_committed_also_when_the_consumer_stops()
    {
        using var stop = new CancellationTokenSource();
        var handle = Handler(async () =>
        {
            await stop.CancelAsync();
            return Outcome.Ack;
        });

        Assert.Equal(Outcome.Ack, await handle(Messages.WithId("1"), stop.Token));
        Assert.Equal(1, await EffectsAsync());
    }

    [Fact]
    public async Task A_transaction_of_the_callers_own_can_claim()
    {
        var inbox = new PostgreSqlInbox(server.DataSource, Options);
        var key = new InboxKey("orders", "1");
        foreach (var expected in (bool[])[true, false])
        {
            await using var connection = await server.DataSource.OpenConnectionAsync();
            await using var transaction = await connection.BeginTransactionAsync();
            Assert.Equal(expected, await inbox.TryClaimAsync(transaction, key));
            await transaction.CommitAsync();
        }

        Assert.Equal(InboxState.Completed, (await inbox.ClaimAsync(key, default)).State);
    }

    [Fact]
    public async Task A_message_that_another_holds_by_a_lease_is_neither_acknowledged_nor_handled()
    {
        var inbox = new PostgreSqlInbox(server.DataSource, Options);
        var claim = await inbox.ClaimAsync(new("orders", "1"), default);
        var exception = await Assert.ThrowsAsync<InvalidOperationException>(async () => await Handler(Outcome.Ack)(Messages.WithId("1"), default));
        Assert.StartsWith($"Message '1' of queue 'orders' is claimed with a lease in \"{_table}\" and not completed.", exception.Message, StringComparison.Ordinal);
        Assert.Equal(0, _runs);

        await inbox.CompleteAsync(claim, default);
        Assert.Equal(Outcome.Ack, await Handler(Outcome.Ack)(Messages.WithId("1"), default));
        Assert.Equal(0, _runs);
    }

    [Fact]
    public async Task A_message_whose_lease_has_run_out_is_handled_in_the_transaction_and_its_owner_is_told()
    {
        var inbox = new PostgreSqlInbox(server.DataSource, Options);
        var claim = await inbox.ClaimAsync(new("orders", "1"), default);
        await server.DataSource.ExecuteAsync($"UPDATE {_table} SET lease_until = now() - interval '1 second'");

        Assert.Equal(Outcome.Ack, await Handler(Outcome.Ack)(Messages.WithId("1"), default));
        Assert.Equal(1, _runs);
        Assert.False(await inbox.CompleteAsync(claim, default));
        Assert.Equal(InboxState.Completed, (await inbox.ClaimAsync(claim.Key, default)).State);
    }

    private PostgreSqlInboxOptions Options => new() { Table = _table };

    private Task<long> EffectsAsync() => server.DataSource.ReadAsync<long>($"SELECT count(*) FROM {_effects}");

    private DeliveryHandler Handler(Outcome outcome, NpgsqlDataSource? dataSource = null) => Handler(() => Task.FromResult(outcome), dataSource);

    /// <summary>Writes an effect, then does what the test wants.</summary>
    private DeliveryHandler Handler(Func<Task<Outcome>> then, NpgsqlDataSource? dataSource = null) => PostgreSqlInbox.Transactional(
        dataSource ?? server.DataSource,
        async (_, transaction, _) =>
        {
            Interlocked.Increment(ref _runs);
            await transaction.ExecuteAsync($"INSERT INTO {_effects} DEFAULT VALUES");
            return await then();
        },
        Options);

    private async Task WaitForBlockedAsync()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (await server.DataSource.ReadAsync<long>($"SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND query LIKE '%{_table}%'") == 0)
            await Task.Delay(20, patience.Token);
    }
}
