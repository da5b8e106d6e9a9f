using Npgsql;
using RabbitMQ.Client;

namespace Leveret.PostgreSql.Tests.Examples;

/// <summary>What docs/inbox.md shows, line by line.</summary>
internal static class Examples
{
    public static async Task MemoryAsync(IConnection connection, DeliveryHandler handler, CancellationToken stoppingToken)
    {
        var options = new ConsumerOptions("orders") { Inbox = new MemoryInbox() };
        await using var consumer = await QueueConsumer.StartAsync(connection, options, handler, stoppingToken);
    }

    public static async Task TransactionAsync(IConnection connection, string connectionString, CancellationToken stoppingToken)
    {
        await using var dataSource = NpgsqlDataSource.Create(connectionString);
        await new PostgreSqlInbox(dataSource).CreateTableAsync(stoppingToken);

        var handler = PostgreSqlInbox.Transactional(dataSource, async (delivery, transaction, cancellationToken) =>
        {
            await using var command = new NpgsqlCommand("INSERT INTO orders (body) VALUES ($1)", transaction.Connection, transaction)
            {
                Parameters = { new() { Value = delivery.CopyBody() } },
            };
            await command.ExecuteNonQueryAsync(cancellationToken);
            return Outcome.Ack;
        });
        await using var consumer = await QueueConsumer.StartAsync(connection, new ConsumerOptions("orders"), handler, stoppingToken);
    }

    public static async ValueTask<Outcome> OwnTransactionAsync(NpgsqlConnection connection, PostgreSqlInbox inbox, Delivery delivery, CancellationToken cancellationToken)
    {
        if (delivery.MessageId is not { Length: > 0 } id)
            return Outcome.DeadLetter("The message has no message id.");

        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        if (!await inbox.TryClaimAsync(transaction, new InboxKey(delivery.Queue, id), cancellationToken))
            return Outcome.Ack;

        await StoreAsync(transaction, delivery, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return Outcome.Ack;
    }

    public static async Task LeaseAsync(IConnection connection, NpgsqlDataSource dataSource, DeliveryHandler handler, CancellationToken stoppingToken)
    {
        var inbox = new PostgreSqlInbox(dataSource, new PostgreSqlInboxOptions { Lease = TimeSpan.FromMinutes(5) });
        var options = new ConsumerOptions("orders") { Inbox = inbox };
        await using var consumer = await QueueConsumer.StartAsync(connection, options, handler, stoppingToken);
    }

    public static async Task OneOfAHundredAsync(IInbox inbox)
    {
        var key = new InboxKey("orders", Guid.NewGuid().ToString());
        var claims = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => Task.Run(async () => await inbox.ClaimAsync(key, default))));

        var claim = Assert.Single(claims, claim => claim.State == InboxState.Claimed);
        Assert.Equal(99, claims.Count(claim => claim.State == InboxState.Busy));

        Assert.True(await inbox.CompleteAsync(claim, default));
        Assert.Equal(InboxState.Completed, (await inbox.ClaimAsync(key, default)).State);
    }

    private static Task StoreAsync(NpgsqlTransaction transaction, Delivery delivery, CancellationToken cancellationToken) => Task.CompletedTask;
}
