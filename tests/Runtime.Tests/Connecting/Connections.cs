using Leveret.Connecting;
using Leveret.Tests.Broker;
using Microsoft.Extensions.Logging.Abstractions;

namespace Leveret.Tests.Connecting;

/// <summary>The ways in which a consumer comes by its connection.</summary>
internal sealed class Connections : IAsyncDisposable
{
    private readonly IAsyncDisposable _owner;

    private Connections(IConnectionSource source, IAsyncDisposable owner)
    {
        Source = source;
        _owner = owner;
    }

    public IConnectionSource Source { get; }

    /// <summary>A connection of the caller that the client recovers, soon unless another interval is said.</summary>
    public static async Task<Connections> BorrowAsync(TestBroker broker, TimeSpan? interval = null)
    {
        var connection = await broker.ConnectAsync(configure: factory => factory.NetworkRecoveryInterval = interval ?? factory.NetworkRecoveryInterval);
        return new Connections(new BorrowedConnection(connection), connection);
    }

    /// <summary>Connections as a host makes them, to the nodes that are said, or to all.</summary>
    public static Connections ToNodes(TestBroker broker, params int[] nodes)
    {
        var options = new RabbitMqOptions { VirtualHost = broker.VirtualHost.Name, Heartbeat = TimeSpan.FromSeconds(5), ConnectTimeout = TimeSpan.FromSeconds(2) };
        foreach (var node in broker.Cluster.Nodes.Where(node => nodes.Length == 0 || nodes.Contains(node.Index)))
            options.Nodes.Add($"{node.Host}:{node.Port}");

        var connections = new NodeConnections(options, NullLogger.Instance);
        return new Connections(connections, connections);
    }

    public ValueTask DisposeAsync() => _owner.DisposeAsync();
}
