using Leveret.PostgreSql.Tests.Running;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Leveret.PostgreSql.Tests;

/// <summary>The table: its name, its making, what is said where it is missing or another, and what is deleted from it.</summary>
[Collection(SharedServer.Name)]
[Trait("Category", "Broker")]
public sealed class TableTests(ServerFixture server)
{
    private static readonly InboxKey Key = new("orders", "1");

    private readonly string _table = "inbox_" + Guid.NewGuid().ToString("N");

    public static TheoryData<string?, string> Names => new()
    {
        { null, "Inbox" },
        { null, "in\"box" },
        { null, "it's; a.table" },
        { "Schema \"of\" Mine", "Inbox of $1 ü" },
        { null, new string('x', 63) },
    };

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_table_may_have_any_name(string? schema, string table)
    {
        if (schema is not null)
            await server.DataSource.ExecuteAsync($"CREATE SCHEMA \"{schema.Replace("\"", "\"\"", StringComparison.Ordinal)}\"");

        var inbox = new PostgreSqlInbox(server.DataSource, new PostgreSqlInboxOptions { Schema = schema, Table = table });
        await inbox.CreateTableAsync();
        var claim = await inbox.ClaimAsync(Key, default);
        Assert.True(await inbox.RenewAsync(claim, default));
        Assert.True(await inbox.CompleteAsync(claim, default));
        Assert.Equal(InboxState.Completed, (await inbox.ClaimAsync(Key, default)).State);
        await inbox.AbandonAsync(await inbox.ClaimAsync(new("orders", "2"), default), default);
        Assert.Equal(Outcome.Ack, await PostgreSqlInbox.Transactional(server.DataSource, (_, _, _) => throw new InvalidOperationException(), new() { Schema = schema, Table = table })(Messages.WithId("1"), default));
        Assert.Equal(0, await inbox.CleanUpAsync());
        Assert.Equal(1, await server.DataSource.ReadAsync<long>($"SELECT count(*) FROM pg_class c JOIN pg_namespace n ON n.oid = relnamespace WHERE relname = $q${table}$q$ AND nspname = $q${schema ?? "public"}$q$"));
    }

    [Theory]
    [InlineData(null, "")]
    [InlineData("", "inbox")]
    [InlineData(null, "in\0box")]
    [InlineData(null, "a name of more than sixty-three bytes, of which the server keeps no more")]
    public void A_name_that_cannot_be_one_is_refused(string? schema, string table) =>
        Assert.Throws<ArgumentException>(() => new PostgreSqlInbox(server.DataSource, new PostgreSqlInboxOptions { Schema = schema, Table = table }));

    [Fact]
    public void Times_that_cannot_be_are_refused_by_the_name_of_the_option()
    {
        var lease = Assert.Throws<ArgumentException>(() => new PostgreSqlInbox(server.DataSource, new PostgreSqlInboxOptions { Lease = TimeSpan.Zero }));
        Assert.StartsWith("PostgreSqlInboxOptions.Lease is 00:00:00; it can be 00:00:01 to 1.00:00:00.", lease.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => new PostgreSqlInbox(server.DataSource, new PostgreSqlInboxOptions { Retention = TimeSpan.Zero }));
        Assert.Throws<ArgumentException>(() => new PostgreSqlInbox(server.DataSource, new PostgreSqlInboxOptions { CleanUpInterval = TimeSpan.FromSeconds(-1) }));
    }

    [Fact]
    public async Task Many_processes_that_start_at_once_create_one_table()
    {
        await Task.WhenAll(Enumerable.Range(0, 30).Select(_ => Inbox().CreateTableAsync()));
        await Inbox().CreateTableAsync();

        Assert.Equal(2, await server.DataSource.ReadAsync<long>($"SELECT count(*) FROM pg_indexes WHERE tablename = '{_table}'"));
    }

    [Fact]
    public async Task A_user_who_may_only_write_uses_a_table_that_is_there()
    {
        var role = "writer_" + Guid.NewGuid().ToString("N");
        await Inbox().CreateTableAsync();
        await server.DataSource.ExecuteAsync($"CREATE ROLE {role} LOGIN; GRANT SELECT, INSERT, UPDATE, DELETE ON {_table} TO {role}");
        await using var dataSource = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(server.ConnectionString) { Username = role });
        await Inbox(dataSource).CreateTableAsync();

        Assert.Equal(InboxState.Claimed, (await Inbox(dataSource).ClaimAsync(Key, default)).State);
    }

    [Fact]
    public async Task A_missing_table_is_named_with_what_to_do()
    {
        var expected = $"The table \"{_table}\" of the inbox does not exist (relation \"{_table}\" does not exist). "
            + "Create it with PostgreSqlInbox.CreateTableAsync, or by the statements in PostgreSqlInbox.CreateTableSql.";
        Assert.Equal(expected, (await FailureAsync(() => Inbox().CheckAsync().AsTask())).Message);
        Assert.Equal(expected, (await FailureAsync(() => Inbox().ClaimAsync(Key, default).AsTask())).Message);
        Assert.Equal(expected, (await FailureAsync(() => Inbox().CleanUpAsync())).Message);
        Assert.Equal(expected, (await FailureAsync(() => PostgreSqlInbox.Transactional(server.DataSource, (_, _, _) => default, new() { Table = _table })(Messages.WithId("1"), default).AsTask())).Message);
    }

    [Fact]
    public async Task A_missing_schema_is_named()
    {
        var inbox = new PostgreSqlInbox(server.DataSource, new PostgreSqlInboxOptions { Schema = "nowhere" });

        Assert.StartsWith("The table \"nowhere\".\"leveret_inbox\" of the inbox does not exist (schema \"nowhere\" does not exist).", (await FailureAsync(() => inbox.CreateTableAsync())).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("consumer text, message_id text, PRIMARY KEY (consumer, message_id)")]
    [InlineData("consumer text, message_id text, owner uuid, lease_until timestamptz, completed_at timestamptz")]
    [InlineData("consumer text, message_id text, owner int, lease_until timestamptz, completed_at timestamptz, PRIMARY KEY (consumer, message_id)")]
    [InlineData("consumer text, message_id bigint, owner uuid, lease_until timestamptz, completed_at timestamptz, PRIMARY KEY (consumer, message_id)")]
    [InlineData("consumer text, message_id text, owner uuid, lease_until timestamptz, completed_at boolean, PRIMARY KEY (consumer, message_id)")]
    public async Task Another_table_of_that_name_is_refused(string columns)
    {
        await server.DataSource.ExecuteAsync($"CREATE TABLE {_table} ({columns})");

        var exception = await FailureAsync(() => Inbox().CreateTableAsync());
        Assert.Matches($"^The table \"{_table}\" is not one of an inbox \\(.+\\)\\. Name another in PostgreSqlInboxOptions, or make it as PostgreSqlInbox\\.CreateTableSql says\\.$", exception.Message);
        Assert.IsType<PostgresException>(exception.InnerException);
    }

    [Fact]
    public async Task A_clean_up_deletes_what_is_old_and_nothing_else()
    {
        await Inbox().CreateTableAsync();
        await server.DataSource.ExecuteAsync($"""
            INSERT INTO {_table} VALUES
                ('orders', 'completed long ago', gen_random_uuid(), now() - interval '8 days', now() - interval '7 days 1 minute'),
                ('orders', 'completed in a transaction long ago', NULL, NULL, now() - interval '7 days 1 minute'),
                ('orders', 'left behind long ago', gen_random_uuid(), now() - interval '7 days 1 minute', NULL),
                ('orders', 'completed', gen_random_uuid(), now() - interval '8 days', now() - interval '6 days 23 hours'),
                ('orders', 'left behind', gen_random_uuid(), now() - interval '6 days 23 hours', NULL),
                ('orders', 'running', gen_random_uuid(), now() + interval '1 minute', NULL)
            """);

        Assert.Equal(3, await Inbox().CleanUpAsync());
        Assert.Equal("completed, left behind, running", await server.DataSource.ReadAsync<string>($"SELECT string_agg(message_id, ', ' ORDER BY message_id) FROM {_table}"));
    }

    [Fact]
    public async Task Several_clean_ups_at_once_delete_in_batches_each_row_once()
    {
        await Inbox().CreateTableAsync();
        await server.DataSource.ExecuteAsync($"INSERT INTO {_table} SELECT 'orders', n::text, NULL, NULL, now() - interval '8 days' FROM generate_series(1, 4500) n");
        await server.DataSource.ExecuteAsync($"INSERT INTO {_table} SELECT 'orders', n::text, NULL, NULL, now() FROM generate_series(4501, 4510) n");
        var deleted = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Inbox().CleanUpAsync()));

        Assert.Equal(4500, deleted.Sum() + await Inbox().CleanUpAsync());
        Assert.Equal(10, await server.DataSource.ReadAsync<long>($"SELECT count(*) FROM {_table}"));
    }

    [Fact]
    public async Task A_clean_up_finds_old_rows_by_the_index()
    {
        await Inbox().CreateTableAsync();
        await server.DataSource.ExecuteAsync($"INSERT INTO {_table} SELECT 'orders', n::text, NULL, NULL, now() FROM generate_series(1, 20000) n; ANALYZE {_table}");
        await using var command = server.DataSource.CreateCommand("EXPLAIN " + new InboxTable(null, _table).CleanUp.Replace("$1", "interval '7 days'", StringComparison.Ordinal).Replace("$2", "1000", StringComparison.Ordinal));
        await using var reader = await command.ExecuteReaderAsync();
        var plan = new List<string>();
        while (await reader.ReadAsync())
            plan.Add(reader.GetString(0));

        Assert.Contains(plan, line => line.Contains("Index Scan using", StringComparison.Ordinal));
        Assert.DoesNotContain(plan, line => line.Contains("Seq Scan", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_inbox_in_use_cleans_up_now_and_then()
    {
        var inbox = Inbox(interval: TimeSpan.FromMilliseconds(50));
        await inbox.CreateTableAsync();
        await server.DataSource.ExecuteAsync($"INSERT INTO {_table} VALUES ('orders', 'old', NULL, NULL, now() - interval '8 days')");
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (await server.DataSource.ReadAsync<long>($"SELECT count(*) FROM {_table} WHERE message_id = 'old'") > 0)
        {
            await inbox.ClaimAsync(Key, patience.Token);
            await Task.Delay(20, patience.Token);
        }
    }

    [Fact]
    public async Task An_inbox_leaves_the_cleaning_to_others_where_it_is_told()
    {
        var inbox = Inbox(interval: TimeSpan.Zero);
        await inbox.CreateTableAsync();
        await server.DataSource.ExecuteAsync($"INSERT INTO {_table} VALUES ('orders', 'old', NULL, NULL, now() - interval '8 days')");
        for (var claims = 0; claims < 20; claims++)
        {
            await inbox.ClaimAsync(Key, default);
            await Task.Delay(10);
        }

        Assert.Equal(1, await server.DataSource.ReadAsync<long>($"SELECT count(*) FROM {_table} WHERE message_id = 'old'"));
    }

    [Fact]
    public async Task A_clean_up_that_fails_is_logged_and_fails_no_message()
    {
        var log = new LogLines();
        var inbox = Inbox(interval: TimeSpan.FromMilliseconds(1), logger: log);
        await inbox.CreateTableAsync();
        await server.DataSource.ExecuteAsync($"""
            INSERT INTO {_table} VALUES ('orders', 'old', NULL, NULL, now() - interval '8 days');
            CREATE FUNCTION refuse_{_table}() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RAISE EXCEPTION ''no deleting''; END';
            CREATE TRIGGER refuse BEFORE DELETE ON {_table} FOR EACH ROW EXECUTE FUNCTION refuse_{_table}();
            """);
        for (var waited = 0; log.Written.IsEmpty && waited < 1000; waited++)
        {
            Assert.NotEqual(InboxState.Completed, (await inbox.ClaimAsync(Key, default)).State);
            await Task.Delay(20);
        }

        Assert.True(log.Written.TryPeek(out var line));
        Assert.Equal($"401 Warning The inbox \"{_table}\" could not be cleaned up. It is tried again later. no deleting", line);
    }

    private static Task<InvalidOperationException> FailureAsync(Func<Task> act) => Assert.ThrowsAsync<InvalidOperationException>(act);

    private PostgreSqlInbox Inbox(NpgsqlDataSource? dataSource = null, TimeSpan? interval = null, ILogger? logger = null)
    {
        var options = new PostgreSqlInboxOptions { Table = _table, Logger = logger };
        if (interval is { } given)
            options.CleanUpInterval = given;

        return new PostgreSqlInbox(dataSource ?? server.DataSource, options);
    }
}
