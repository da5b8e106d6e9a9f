using System.Text;

namespace Leveret.PostgreSql;

/// <summary>The statements about one inbox table. All times are by the server's clock.</summary>
internal sealed class InboxTable
{
    /// <summary>What PostgreSQL keeps of a name. It would cut a longer one without an error, and two tables would be one.</summary>
    private const int LongestName = 63;

    public InboxTable(string? schema, string table)
    {
        Name = schema is null ? Quote(table, nameof(table)) : $"{Quote(schema, nameof(schema))}.{Quote(table, nameof(table))}";

        Create = $"""
            CREATE TABLE {Name} (
                consumer     text COLLATE "C" NOT NULL,
                message_id   text COLLATE "C" NOT NULL,
                owner        uuid,
                lease_until  timestamptz,
                completed_at timestamptz,
                PRIMARY KEY (consumer, message_id)
            );
            CREATE INDEX ON {Name} ((coalesce(completed_at, lease_until)));
            """;

        Claim = $"""
            INSERT INTO {Name} AS inbox (consumer, message_id, owner, lease_until)
            VALUES ($1, $2, $3, clock_timestamp() + $4)
            ON CONFLICT (consumer, message_id) DO UPDATE SET owner = excluded.owner, lease_until = clock_timestamp() + $4
            WHERE inbox.completed_at IS NULL AND inbox.lease_until < clock_timestamp()
            RETURNING true
            """;

        ClaimInTransaction = $"""
            INSERT INTO {Name} AS inbox (consumer, message_id, completed_at)
            VALUES ($1, $2, clock_timestamp())
            ON CONFLICT (consumer, message_id) DO UPDATE SET owner = NULL, completed_at = clock_timestamp()
            WHERE inbox.completed_at IS NULL AND inbox.lease_until < clock_timestamp()
            RETURNING true
            """;

        Read = $"SELECT completed_at IS NOT NULL FROM {Name} WHERE consumer = $1 AND message_id = $2";

        Complete = $"""
            UPDATE {Name} SET completed_at = coalesce(completed_at, clock_timestamp())
            WHERE consumer = $1 AND message_id = $2 AND owner = $3
            """;

        Abandon = $"DELETE FROM {Name} WHERE consumer = $1 AND message_id = $2 AND owner = $3 AND completed_at IS NULL";

        Renew = $"""
            UPDATE {Name} SET lease_until = clock_timestamp() + $4
            WHERE consumer = $1 AND message_id = $2 AND owner = $3 AND completed_at IS NULL
            """;

        // now(), unlike clock_timestamp(), lets the index find them. Rows that another clean-up has locked are left to it.
        CleanUp = $"""
            DELETE FROM {Name} WHERE ctid = ANY (ARRAY(
                SELECT ctid FROM {Name} WHERE coalesce(completed_at, lease_until) < now() - $1
                ORDER BY coalesce(completed_at, lease_until) LIMIT $2 FOR UPDATE SKIP LOCKED))
            """;
    }

    /// <summary>The name, quoted and with its schema where one was given.</summary>
    public string Name { get; }

    public string Create { get; }

    /// <summary>Returns a row where the message is the caller's: it was new, or the lease on it had run out. Nothing where it is busy or completed.</summary>
    public string Claim { get; }

    /// <summary>As <see cref="Claim"/>, but completed as soon as the transaction is. Waits for a transaction that has the key.</summary>
    public string ClaimInTransaction { get; }

    public string Read { get; }

    public string Complete { get; }

    public string Abandon { get; }

    public string Renew { get; }

    public string CleanUp { get; }

    private static string Quote(string name, string parameter)
    {
        if (string.IsNullOrEmpty(name) || name.Contains('\0', StringComparison.Ordinal))
            throw new ArgumentException($"'{name}' cannot be the name of a {parameter}.", parameter);

        if (Encoding.UTF8.GetByteCount(name) > LongestName)
            throw new ArgumentException($"The name of the {parameter} '{name}' is longer than the {LongestName} bytes that PostgreSQL keeps.", parameter);

        return $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }
}
