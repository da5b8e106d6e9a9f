using Leveret.Servers;
using Npgsql;

namespace Leveret.PostgreSql.Tests.Running;

/// <summary>The server that the tests of this project share. Each test has a table of its own.</summary>
public sealed class ServerFixture : IAsyncLifetime
{
    private PostgreSqlServer? _server;

    public NpgsqlDataSource DataSource { get; private set; } = null!;

    /// <summary>With pools that leave room for one another below the server's limit of 100 connections.</summary>
    public string ConnectionString => _server!.ConnectionString + ";Maximum Pool Size=30";

    public async Task InitializeAsync()
    {
        _server = await PostgreSqlServer.StartAsync();
        DataSource = Connect();
    }

    public async Task DisposeAsync()
    {
        if (_server is null)
            return;

        await DataSource.DisposeAsync();
        await _server.DisposeAsync();
    }

    /// <summary>What another process would have: a pool of its own.</summary>
    public NpgsqlDataSource Connect() => NpgsqlDataSource.Create(ConnectionString);
}

[CollectionDefinition(Name)]
public sealed class SharedServer : ICollectionFixture<ServerFixture>
{
    public const string Name = "PostgreSQL";
}
