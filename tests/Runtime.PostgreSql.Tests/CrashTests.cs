using Leveret.PostgreSql.Tests.Running;
using Leveret.Servers;
using Npgsql;

namespace Leveret.PostgreSql.Tests;

/// <summary>The server dies, with all its processes.</summary>
[Trait("Category", "Broker")]
public sealed class CrashTests : IAsyncLifetime
{
    private PostgreSqlServer _server = null!;
    private NpgsqlDataSource _dataSource = null!;

    public async Task InitializeAsync()
    {
        _server = await PostgreSqlServer.StartAsync();
        _dataSource = NpgsqlDataSource.Create(_server.ConnectionString);
        await new PostgreSqlInbox(_dataSource).CreateTableAsync();
        await _dataSource.ExecuteAsync("CREATE TABLE effects (number serial)");
    }

    public async Task DisposeAsync()
    {
        await _dataSource.DisposeAsync();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task A_server_that_dies_between_work_and_commit_leaves_one_effect_after_the_retry()
    {
        var runs = 0;
        var handle = PostgreSqlInbox.Transactional(_dataSource, async (_, transaction, _) =>
        {
            await transaction.ExecuteAsync("INSERT INTO effects DEFAULT VALUES");
            if (++runs == 1)
                await _server.KillAsync();

            return Outcome.Ack;
        });

        await Assert.ThrowsAnyAsync<NpgsqlException>(async () => await handle(Messages.WithId("1"), default));
        await Assert.ThrowsAnyAsync<NpgsqlException>(async () => await handle(Messages.WithId("1"), default));
        await RestartAsync();
        Assert.Equal(0, await EffectsAsync());
        Assert.Equal(Outcome.Ack, await handle(Messages.WithId("1"), default));
        Assert.Equal(Outcome.Ack, await handle(Messages.WithId("1"), default));
        Assert.Equal(2, runs);
        Assert.Equal(1, await EffectsAsync());
    }

    [Fact]
    public async Task A_claim_outlives_the_server_and_can_be_completed_after_it()
    {
        var inbox = new PostgreSqlInbox(_dataSource);
        var claim = await inbox.ClaimAsync(new("orders", "1"), default);
        await _server.KillAsync();
        await Assert.ThrowsAnyAsync<NpgsqlException>(async () => await inbox.RenewAsync(claim, default));
        await RestartAsync();

        Assert.Equal(InboxState.Busy, (await inbox.ClaimAsync(claim.Key, default)).State);
        Assert.True(await inbox.RenewAsync(claim, default));
        Assert.True(await inbox.CompleteAsync(claim, default));
    }

    /// <summary>What the pool holds is connected to the server that died, and would fail once each.</summary>
    private async Task RestartAsync()
    {
        await _server.RestartAsync();
        _dataSource.Clear();
    }

    private Task<long> EffectsAsync() => _dataSource.ReadAsync<long>("SELECT count(*) FROM effects");
}
