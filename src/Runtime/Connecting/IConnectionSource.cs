using RabbitMQ.Client;

namespace Leveret.Connecting;

/// <summary>Where a consumer has its connections from, each time it needs a channel.</summary>
internal interface IConnectionSource
{
    /// <summary>Whether there will never be a connection again.</summary>
    bool IsOver { get; }

    /// <summary>An open connection to consume on.</summary>
    /// <exception cref="Exception">There is none now, or never will be: see <see cref="IsOver"/>.</exception>
    ValueTask<IConnection> GetAsync(CancellationToken cancellationToken);

    /// <summary>An open connection to publish on, another than that to consume on where that is possible: a broker that is short of memory stops reading from connections that publish, and from acknowledgements on them.</summary>
    /// <inheritdoc cref="GetAsync" path="/exception"/>
    ValueTask<IConnection> GetForPublishingAsync(CancellationToken cancellationToken);

    /// <summary>A connection to another node, which tells what the node of this one does not see; null where there is none to be had.</summary>
    /// <exception cref="Exception">No other node can be reached now.</exception>
    ValueTask<IConnection?> GetWitnessAsync(IConnection connection, CancellationToken cancellationToken);

    /// <summary>A connection is open and yet does not serve: the next one is to another node, where that is possible.</summary>
    void Avoid(IConnection connection);
}
