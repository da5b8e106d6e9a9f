using Npgsql;
using NpgsqlTypes;

namespace Leveret.PostgreSql;

/// <summary>Runs the statements about one inbox table and says what is wrong where it is not one.</summary>
internal sealed class InboxCommands
{
    private readonly string _table;

    public InboxCommands(string table) => _table = table;

    public static NpgsqlParameter Parameter(string value) => new NpgsqlParameter<string> { TypedValue = value, NpgsqlDbType = NpgsqlDbType.Text };

    public static NpgsqlParameter Parameter(Guid value) => new NpgsqlParameter<Guid> { TypedValue = value, NpgsqlDbType = NpgsqlDbType.Uuid };

    public static NpgsqlParameter Parameter(TimeSpan value) => new NpgsqlParameter<TimeSpan> { TypedValue = value, NpgsqlDbType = NpgsqlDbType.Interval };

    public static NpgsqlParameter Parameter(int value) => new NpgsqlParameter<int> { TypedValue = value, NpgsqlDbType = NpgsqlDbType.Integer };

    /// <summary>The number of rows that the statement changed.</summary>
    public async Task<int> ExecuteAsync(NpgsqlCommand command, CancellationToken cancellationToken, params NpgsqlParameter[] parameters)
    {
        await using (command)
        {
            try
            {
                command.Parameters.AddRange(parameters);
                return await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
            }
            catch (PostgresException exception) when (Explain(exception) is { } explanation)
            {
                throw new InvalidOperationException(explanation, exception);
            }
        }
    }

    /// <summary>The truth value that the statement returned; null where it returned no row.</summary>
    public async Task<bool?> ReadAsync(NpgsqlCommand command, CancellationToken cancellationToken, params NpgsqlParameter[] parameters)
    {
        await using (command)
        {
            try
            {
                command.Parameters.AddRange(parameters);
                return (bool?)await command.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false);
            }
            catch (PostgresException exception) when (Explain(exception) is { } explanation)
            {
                throw new InvalidOperationException(explanation, exception);
            }
        }
    }

    private string? Explain(PostgresException exception) => exception.SqlState switch
    {
        PostgresErrorCodes.UndefinedTable or PostgresErrorCodes.InvalidSchemaName =>
            $"The table {_table} of the inbox does not exist ({exception.MessageText}). "
            + $"Create it with {nameof(PostgreSqlInbox)}.{nameof(PostgreSqlInbox.CreateTableAsync)}, or by the statements in {nameof(PostgreSqlInbox)}.{nameof(PostgreSqlInbox.CreateTableSql)}.",
        PostgresErrorCodes.UndefinedColumn or PostgresErrorCodes.DatatypeMismatch or PostgresErrorCodes.UndefinedFunction
            or PostgresErrorCodes.InvalidColumnReference or PostgresErrorCodes.WrongObjectType or PostgresErrorCodes.NotNullViolation =>
            $"The table {_table} is not one of an inbox ({exception.MessageText}). "
            + $"Name another in {nameof(PostgreSqlInboxOptions)}, or make it as {nameof(PostgreSqlInbox)}.{nameof(PostgreSqlInbox.CreateTableSql)} says.",
        _ => null,
    };
}
