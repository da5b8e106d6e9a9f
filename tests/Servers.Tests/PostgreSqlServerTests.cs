using Npgsql;

namespace Leveret.Servers.Tests;

[Trait("Category", "Broker")]
public sealed class PostgreSqlServerTests
{
    [Fact]
    public async Task What_was_committed_is_there_after_a_stop_and_after_a_crash()
    {
        await using var server = await PostgreSqlServer.StartAsync();
        await RunAsync(server, "create table kept (n int)");
        await RunAsync(server, "insert into kept values (1)");

        await server.StopAsync();
        await Assert.ThrowsAsync<NpgsqlException>(() => RunAsync(server, "select 1"));
        await server.RestartAsync();
        await RunAsync(server, "insert into kept values (2)");
        await server.KillAsync();
        await Assert.ThrowsAsync<NpgsqlException>(() => RunAsync(server, "select 1"));
        await server.RestartAsync();

        Assert.Equal(2L, await RunAsync(server, "select count(*) from kept"));
    }

    [Fact]
    public async Task Servers_run_side_by_side()
    {
        await using var one = await PostgreSqlServer.StartAsync();
        await using var other = await PostgreSqlServer.StartAsync();
        await RunAsync(one, "create table here (n int)");

        await Assert.ThrowsAsync<PostgresException>(() => RunAsync(other, "select * from here"));
    }

    private static async Task<object?> RunAsync(PostgreSqlServer server, string sql)
    {
        await using var source = NpgsqlDataSource.Create(server.ConnectionString);
        await using var command = source.CreateCommand(sql);
        return await command.ExecuteScalarAsync();
    }
}
