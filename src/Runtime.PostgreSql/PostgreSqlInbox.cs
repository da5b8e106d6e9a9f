using System.Diagnostics;
using System.Text;
using Npgsql;

namespace Leveret.PostgreSql;

/// <summary>Remembers in PostgreSQL which messages have been handled, for any number of processes.</summary>
/// <remarks>
/// There are two ways, which can share a table. <see cref="Transactional"/> and <see cref="TryClaimAsync"/> claim a message in the
/// transaction of the work: what is written through that transaction happens once, also when a process or the server crashes. As
/// <see cref="ConsumerOptions.Inbox"/> it claims with an owner and a lease, for work that has no transaction: work that is done
/// and followed by a crash is done again, and so is work that goes on while its lease runs out (the process stood still or could
/// not reach the server for that long). A consumer uses one of the two, not both.
/// </remarks>
public sealed class PostgreSqlInbox : IInbox
{
    private const int CleanUpBatch = 1000;

    /// <summary>An entry of an index has 2704 bytes at most, and the name of a queue up to 255 (PostgreSQL, B-tree; AMQP).</summary>
    private const int LongestMessageId = 2000;

    private readonly NpgsqlDataSource _dataSource;
    private readonly InboxTable _table;
    private readonly InboxCommands _commands;
    private readonly TimeSpan _lease;
    private readonly TimeSpan _renewAfter;
    private readonly TimeSpan _retention;
    private readonly CleanUpSchedule _cleanUps;

    /// <summary>An inbox in a table that exists or that <see cref="CreateTableAsync"/> is to create.</summary>
    /// <param name="dataSource">Where the table is. It stays the caller's to dispose. Only a server that can be written to serves.</param>
    /// <param name="options">The defaults of <see cref="PostgreSqlInboxOptions"/> where it is null.</param>
    /// <exception cref="ArgumentException">An option has a value that cannot be used.</exception>
    public PostgreSqlInbox(NpgsqlDataSource dataSource, PostgreSqlInboxOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(dataSource);
        options ??= new PostgreSqlInboxOptions();
        Check(options.Lease, TimeSpan.FromSeconds(1), TimeSpan.FromDays(1), nameof(options.Lease));
        Check(options.Retention, TimeSpan.FromTicks(1), TimeSpan.FromDays(36500), nameof(options.Retention));
        Check(options.CleanUpInterval, TimeSpan.Zero, TimeSpan.FromDays(36500), nameof(options.CleanUpInterval));

        _dataSource = dataSource;
        _table = new InboxTable(options.Schema, options.Table);
        _commands = new InboxCommands(_table.Name);
        _lease = options.Lease;
        _renewAfter = options.Lease / 3;
        _retention = options.Retention;
        _cleanUps = new CleanUpSchedule(CleanUpAsync, options.CleanUpInterval, _table.Name, options.Logger);
    }

    /// <summary>The statements that create the table, for those who create it by a tool of their own.</summary>
    public string CreateTableSql => _table.Create;

    /// <summary>
    /// A handler whose work and whose memory of it are one transaction: a message is handled once, as far as its effects go
    /// through that transaction, whatever crashes.
    /// </summary>
    /// <remarks>
    /// The claim is the first statement of the transaction. A second copy of the message waits for it: it is acknowledged without
    /// being handled when the first is committed, and handled when it is rolled back. A message without an id is dead-lettered.
    /// A commit that fails goes up as the exception it is; the message is then retried, and the table tells whether it had been
    /// committed. Each running delivery holds a connection, so the pool has to have more than the consumer's concurrency.
    /// </remarks>
    /// <param name="dataSource">Where the work is done and the table is.</param>
    /// <param name="handler">The work.</param>
    /// <param name="options">The defaults of <see cref="PostgreSqlInboxOptions"/> where it is null.</param>
    /// <param name="inboxKey">What a message is known by; its message id where it is null.</param>
    /// <returns>The handler for a consumer, which needs no <see cref="ConsumerOptions.Inbox"/> then.</returns>
    /// <exception cref="ArgumentException">An option has a value that cannot be used.</exception>
    public static DeliveryHandler Transactional(
        NpgsqlDataSource dataSource, TransactionalHandler handler, PostgreSqlInboxOptions? options = null, Func<Delivery, string?>? inboxKey = null)
    {
        ArgumentNullException.ThrowIfNull(handler);
        return new TransactionalWork(dataSource, new PostgreSqlInbox(dataSource, options), handler, inboxKey ?? (static delivery => delivery.MessageId)).HandleAsync;
    }

    /// <summary>Creates the table if it does not exist. Any number of processes may do so at once. The schema has to exist.</summary>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="InvalidOperationException">The schema does not exist, or a table of that name does but is not one of an inbox.</exception>
    /// <exception cref="NpgsqlException">The server cannot be reached or refuses.</exception>
    public async Task CreateTableAsync(CancellationToken cancellationToken = default)
    {
        await CreateIfMissingAsync(cancellationToken).ConfigureAwait(false);
        await CheckAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Makes sure that the table exists, is that of an inbox and may be written to. Changes nothing.</summary>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="InvalidOperationException">There is no such table, or it is not one of an inbox.</exception>
    /// <exception cref="NpgsqlException">The server cannot be reached or refuses.</exception>
    public async ValueTask CheckAsync(CancellationToken cancellationToken = default)
    {
        var nobody = InboxClaim.Claimed(new InboxKey("", ""), Guid.Empty);
        await _commands.ExecuteAsync(_dataSource.CreateCommand("EXPLAIN " + _table.Claim), cancellationToken, ParametersOf(nobody, _lease)).ConfigureAwait(false);
        await _commands.ExecuteAsync(_dataSource.CreateCommand("EXPLAIN " + _table.ClaimInTransaction), cancellationToken, ParametersOf(nobody.Key)).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The key has no consumer or no message id.</exception>
    /// <exception cref="InvalidOperationException">There is no such table, or it is not one of an inbox.</exception>
    /// <exception cref="NpgsqlException">The server cannot be reached or refuses. Where its answer was lost, the message is busy until the lease has run out.</exception>
    public async ValueTask<InboxClaim> ClaimAsync(InboxKey key, CancellationToken cancellationToken)
    {
        Check(key);
        _cleanUps.Tick();
        while (true)
        {
            var claim = InboxClaim.Claimed(key, Guid.NewGuid(), _renewAfter);
            var asked = Stopwatch.GetTimestamp();
            if (await _commands.ReadAsync(_dataSource.CreateCommand(_table.Claim), cancellationToken, ParametersOf(claim, _lease)).ConfigureAwait(false) == true)
            {
                // The lease runs since the server began; where it then waited for another's transaction, much of it may be over.
                if (Stopwatch.GetElapsedTime(asked) < _renewAfter || await RenewAsync(claim, cancellationToken).ConfigureAwait(false))
                    return claim;
            }
            else if (await _commands.ReadAsync(_dataSource.CreateCommand(_table.Read), cancellationToken, ParametersOf(key)).ConfigureAwait(false) is { } isCompleted)
            {
                return isCompleted ? InboxClaim.Completed(key) : InboxClaim.Busy(key);
            }

            // It was abandoned or taken in between.
        }
    }

    /// <inheritdoc/>
    /// <remarks>A claim whose lease has run out is still completed where nobody has taken the message. May be repeated.</remarks>
    public async ValueTask<bool> CompleteAsync(InboxClaim claim, CancellationToken cancellationToken) =>
        await _commands.ExecuteAsync(_dataSource.CreateCommand(_table.Complete), cancellationToken, ParametersOf(claim)).ConfigureAwait(false) > 0;

    /// <inheritdoc/>
    public async ValueTask AbandonAsync(InboxClaim claim, CancellationToken cancellationToken) =>
        await _commands.ExecuteAsync(_dataSource.CreateCommand(_table.Abandon), cancellationToken, ParametersOf(claim)).ConfigureAwait(false);

    /// <inheritdoc/>
    public async ValueTask<bool> RenewAsync(InboxClaim claim, CancellationToken cancellationToken) =>
        await _commands.ExecuteAsync(_dataSource.CreateCommand(_table.Renew), cancellationToken, ParametersOf(claim, _lease)).ConfigureAwait(false) > 0;

    /// <summary>Claims a message in a transaction of the caller's, before the work that is done in it. For handlers that have their transaction from elsewhere, such as an O/R mapper.</summary>
    /// <remarks>
    /// Where another transaction holds the message, this waits for its end, as long as the command timeout of the connection.
    /// In a transaction that is serializable or repeatable read, it fails with a serialization error after such a wait.
    /// The message is remembered when the transaction is committed, and free when it is rolled back.
    /// </remarks>
    /// <param name="transaction">The transaction of the work.</param>
    /// <param name="key">The message: <see cref="Delivery.Queue"/> and an id that all its copies have.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Whether the message is the caller's to handle. False: it has been handled and is to be acknowledged.</returns>
    /// <exception cref="ArgumentException">The key has no consumer or no message id.</exception>
    /// <exception cref="InvalidOperationException">Another holds the message by a lease; or there is no such table, or it is not one of an inbox.</exception>
    /// <exception cref="NpgsqlException">The server cannot be reached or refuses.</exception>
    public async ValueTask<bool> TryClaimAsync(NpgsqlTransaction transaction, InboxKey key, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(transaction);
        Check(key);
        _cleanUps.Tick();
        while (true)
        {
            if (await _commands.ReadAsync(Command(_table.ClaimInTransaction), cancellationToken, ParametersOf(key)).ConfigureAwait(false) == true)
                return true;

            switch (await _commands.ReadAsync(Command(_table.Read), cancellationToken, ParametersOf(key)).ConfigureAwait(false))
            {
                case true:
                    return false;
                case false:
                    throw new InvalidOperationException(
                        $"Message '{key.MessageId}' of queue '{key.Consumer}' is claimed with a lease in {_table.Name} and not completed. It can be claimed when the lease has run out. "
                        + $"A consumer that claims in a transaction is to have no {nameof(ConsumerOptions)}.{nameof(ConsumerOptions.Inbox)} on the same table.");
            }

            // It was abandoned in between.
        }

        NpgsqlCommand Command(string sql) => new(sql, transaction.Connection, transaction);
    }

    /// <summary>Deletes what was completed longer ago than the retention, and claims that were left behind as long ago.</summary>
    /// <remarks>Deletes 1000 rows at a time, each time in a transaction of its own. Several processes may do so at once. An inbox that is in use does it by itself, see <see cref="PostgreSqlInboxOptions.CleanUpInterval"/>.</remarks>
    /// <param name="cancellationToken">Stops after what is deleted by then.</param>
    /// <returns>How many were deleted.</returns>
    /// <exception cref="InvalidOperationException">There is no such table, or it is not one of an inbox.</exception>
    /// <exception cref="NpgsqlException">The server cannot be reached or refuses.</exception>
    public async Task<long> CleanUpAsync(CancellationToken cancellationToken = default)
    {
        var deleted = 0L;
        while (true)
        {
            var batch = await _commands
                .ExecuteAsync(_dataSource.CreateCommand(_table.CleanUp), cancellationToken, InboxCommands.Parameter(_retention), InboxCommands.Parameter(CleanUpBatch))
                .ConfigureAwait(false);
            deleted += batch;
            if (batch < CleanUpBatch)
                return deleted;
        }
    }

    private async Task CreateIfMissingAsync(CancellationToken cancellationToken)
    {
        await using var connection = await _dataSource.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken).ConfigureAwait(false);

        // CREATE TABLE IF NOT EXISTS fails where two do it at once, and asks for the right to create where there is nothing to create.
        await _commands.ExecuteAsync(Command("SELECT pg_advisory_xact_lock(hashtextextended($1, 0))"), cancellationToken, InboxCommands.Parameter(_table.Name)).ConfigureAwait(false);
        if (await _commands.ReadAsync(Command("SELECT to_regclass($1) IS NOT NULL"), cancellationToken, InboxCommands.Parameter(_table.Name)).ConfigureAwait(false) != true)
            await _commands.ExecuteAsync(Command(_table.Create), cancellationToken).ConfigureAwait(false);

        await transaction.CommitAsync(cancellationToken).ConfigureAwait(false);

        NpgsqlCommand Command(string sql) => new(sql, connection, transaction);
    }

    private static NpgsqlParameter[] ParametersOf(InboxKey key) => [InboxCommands.Parameter(key.Consumer), InboxCommands.Parameter(key.MessageId)];

    private static NpgsqlParameter[] ParametersOf(InboxClaim claim) => [.. ParametersOf(claim.Key), InboxCommands.Parameter(claim.Owner)];

    private static NpgsqlParameter[] ParametersOf(InboxClaim claim, TimeSpan lease) => [.. ParametersOf(claim), InboxCommands.Parameter(lease)];

    private static void Check(InboxKey key)
    {
        ArgumentException.ThrowIfNullOrEmpty(key.Consumer, nameof(key));
        ArgumentException.ThrowIfNullOrEmpty(key.MessageId, nameof(key));
        if (key.MessageId.Contains('\0', StringComparison.Ordinal) || Encoding.UTF8.GetByteCount(key.MessageId) > LongestMessageId)
            throw new MessageFormatException($"The message id cannot be kept in PostgreSQL: it has a character U+0000, or more than {LongestMessageId} bytes.");
    }

    private static void Check(TimeSpan value, TimeSpan least, TimeSpan most, string option)
    {
        if (value < least || value > most)
            throw new ArgumentException($"{nameof(PostgreSqlInboxOptions)}.{option} is {value}; it can be {least} to {most}.");
    }
}
