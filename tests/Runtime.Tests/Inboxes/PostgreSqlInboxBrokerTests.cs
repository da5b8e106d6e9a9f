using Leveret.PostgreSql;
using Leveret.Tests.Broker;
using Npgsql;
using Xunit.Abstractions;

namespace Leveret.Tests.Inboxes;

[Collection(OneAtATime.Name)]
[Trait("Category", "Broker")]
public sealed class PostgreSqlInboxBrokerTests(ITestOutputHelper output, PostgreSqlFixture server) : IClassFixture<PostgreSqlFixture>, IAsyncLifetime
{
    private static readonly string[] Ids = [.. Enumerable.Range(0, 40).Select(static i => $"m{i}")];

    private NpgsqlDataSource _data = null!;

    public async Task InitializeAsync()
    {
        _data = await server.CreateDatabaseAsync();
        await new PostgreSqlInbox(_data).CreateTableAsync();
    }

    public async Task DisposeAsync() => await _data.DisposeAsync();

    [Theory]
    [InlineData("3.10", "classic")]
    [InlineData("4.3", "quorum")]
    public async Task Of_the_copies_that_two_consumers_get_one_is_handled(string version, string type)
    {
        await using var broker = await TestBroker.OpenAsync(version, output, type);
        await using var connection = await broker.ConnectAsync();
        var queue = await broker.DeclareAsync("work");
        var (seen, log) = (new Handled(), new LogLines());
        Func<Delivery, CancellationToken, Task> handler = async (delivery, _) =>
        {
            seen.Add(delivery);
            await Task.Delay(5, CancellationToken.None);
        };
        await using var first = await QueueConsumer.StartAsync(connection, Options(), handler);
        await using var second = await QueueConsumer.StartAsync(connection, Options(), handler);
        await broker.PublishAsync(queue, Ids.SelectMany(static id => (string[])[id, id, id]));

        await Eventually.HoldsAsync(() => log.Of(14).Count == 2 * Ids.Length, "the copies are known");
        await first.StopAsync();
        await second.StopAsync();
        Assert.Equal(Ids.Order(StringComparer.Ordinal), seen.Runs.Select(static run => run.Id).Order(StringComparer.Ordinal));
        Assert.Equal(0u, await broker.ReadyAsync(queue));

        ConsumerOptions Options()
        {
            var options = broker.Options(queue, logger: log);
            options.Prefetch = 10;
            options.Concurrency = 4;
            options.Inbox = new PostgreSqlInbox(_data);
            return options;
        }
    }

    [Theory]
    [InlineData("3.10", "quorum")]
    [InlineData("4.3", "classic")]
    public async Task Work_in_the_transaction_of_the_claim_is_done_once_whatever_fails_and_breaks(string version, string type)
    {
        await using (var create = _data.CreateCommand("CREATE TABLE work (id text NOT NULL)"))
            await create.ExecuteNonQueryAsync();

        await using var broker = await TestBroker.OpenAsync(version, output, type);
        var queue = await broker.DeclareAsync("work");
        await using var proxy = new AmqpProxy(broker.Cluster.Nodes[0]);
        await using var connection = await broker.ConnectAsync(proxy);
        var options = broker.Options(queue);
        options.Prefetch = 10;
        options.Concurrency = 4;
        options.Retry.Delays = [.. Enumerable.Repeat(TimeSpan.FromMilliseconds(200), 10)];
        var runs = 0;
        var handler = PostgreSqlInbox.Transactional(_data, async (delivery, transaction, token) =>
        {
            var run = Interlocked.Increment(ref runs);
            await using var insert = new NpgsqlCommand("INSERT INTO work VALUES ($1)", transaction.Connection, transaction) { Parameters = { new() { Value = delivery.MessageId } } };
            await insert.ExecuteNonQueryAsync(token);
            if (run == 20)
                await proxy.CutAsync();

            return run % 5 == 0 ? throw new InvalidOperationException("after the work") : Outcome.Ack;
        });
        await using var consumer = await QueueConsumer.StartAsync(connection, options, handler);
        await broker.PublishAsync(queue, Ids.SelectMany(static id => (string[])[id, id]));

        await Eventually.HoldsAsync(async () => await CountAsync("count(DISTINCT id)") == Ids.Length, "all work is done");
        await Eventually.HoldsAsync(
            async () => await broker.ReadyAsync("work.delay.200ms") == 0 && await broker.ReadyAsync(queue) == 0 && consumer.InFlight == 0, "all acknowledged");
        await consumer.StopAsync();
        Assert.Equal(Ids.Length, await CountAsync("count(*)"));
        Assert.True(runs > Ids.Length, "nothing failed");
        Assert.Equal(0u, await broker.ReadyAsync("work.dead-letter"));

        async Task<long> CountAsync(string what)
        {
            await using var count = _data.CreateCommand($"SELECT {what} FROM work");
            return (long)(await count.ExecuteScalarAsync())!;
        }
    }
}
