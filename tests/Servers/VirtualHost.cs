namespace Leveret.Servers;

/// <summary>A virtual host that a test has for itself; it goes with all its queues when it is disposed of.</summary>
public sealed class VirtualHost : IAsyncDisposable
{
    private readonly RabbitMqCluster _cluster;

    internal VirtualHost(RabbitMqCluster cluster, string name)
    {
        _cluster = cluster;
        Name = name;
    }

    /// <summary>Its name, as a connection is told it.</summary>
    public string Name { get; }

    /// <inheritdoc />
    public async ValueTask DisposeAsync() => await _cluster.DeleteVirtualHostAsync(Name);
}
