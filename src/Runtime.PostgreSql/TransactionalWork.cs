using Npgsql;

namespace Leveret.PostgreSql;

/// <summary>Handles deliveries in one transaction with the memory of them.</summary>
internal sealed class TransactionalWork
{
    private readonly NpgsqlDataSource _dataSource;
    private readonly PostgreSqlInbox _inbox;
    private readonly TransactionalHandler _handler;
    private readonly Func<Delivery, string?> _inboxKey;

    public TransactionalWork(NpgsqlDataSource dataSource, PostgreSqlInbox inbox, TransactionalHandler handler, Func<Delivery, string?> inboxKey)
    {
        _dataSource = dataSource;
        _inbox = inbox;
        _handler = handler;
        _inboxKey = inboxKey;
    }

    public async ValueTask<Outcome> HandleAsync(Delivery delivery, CancellationToken cancellationToken)
    {
        var id = _inboxKey(delivery);
        if (string.IsNullOrEmpty(id))
            return Outcome.DeadLetter("The message has no message id, so its copies cannot be told apart and it is not handled. The publisher has to set one.");

        await using var connection = await _dataSource.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken).ConfigureAwait(false);
        if (!await _inbox.TryClaimAsync(transaction, new InboxKey(delivery.Queue, id), cancellationToken).ConfigureAwait(false))
            return Outcome.Ack;

        var outcome = await _handler(delivery, transaction, cancellationToken).ConfigureAwait(false);

        if (outcome == Outcome.Ack)
            await CommitAsync(transaction).ConfigureAwait(false);

        return outcome;
    }

    /// <summary>The work is done: it is committed also when the consumer is to stop now.</summary>
    private static async Task CommitAsync(NpgsqlTransaction transaction)
    {
        // Where the handler swallowed an error of a statement, the server answers a commit by rolling back, and Npgsql takes that
        // for success. A savepoint fails there. It is sent along with the commit.
        await transaction.SaveAsync("leveret").ConfigureAwait(false);
        await transaction.CommitAsync(CancellationToken.None).ConfigureAwait(false);
    }
}
