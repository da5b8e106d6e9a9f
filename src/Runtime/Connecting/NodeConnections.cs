using Leveret.Observing;
using Microsoft.Extensions.Logging;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace Leveret.Connecting;

/// <summary>
/// The connections of a host's consumers: one to consume on and one to publish on, to any of several nodes, made anew when they
/// are lost. The client's own recovery is off, so that there is one owner of it.
/// </summary>
internal sealed class NodeConnections : IConnectionSource, IAsyncDisposable
{
    /// <summary>For how long a node that failed is tried after the others.</summary>
    private const long AvoidMilliseconds = 30_000;

    private static readonly TimeSpan LongestConnectTimeout = TimeSpan.FromHours(1);

    private readonly RabbitMqOptions _options;
    private readonly ILogger _logger;
    private readonly Node[] _nodes;
    private readonly Slot _consuming = new("consume");
    private readonly Slot _publishing = new("publish");

    /// <summary>Used while the other two are to one node.</summary>
    private readonly Slot _witness = new("look");

    private volatile bool _disposed;

    /// <exception cref="ArgumentException">An option is wrong.</exception>
    public NodeConnections(RabbitMqOptions options, ILogger logger)
    {
        if (options.Heartbeat < TimeSpan.FromSeconds(1) || options.Heartbeat > TimeSpan.FromSeconds(ushort.MaxValue))
            throw new ArgumentException($"{nameof(RabbitMqOptions)}: {nameof(RabbitMqOptions.Heartbeat)} is {options.Heartbeat}; it must be from 1 to {ushort.MaxValue} seconds.");

        if (options.ConnectTimeout <= TimeSpan.Zero || options.ConnectTimeout > LongestConnectTimeout)
            throw new ArgumentException($"{nameof(RabbitMqOptions)}: {nameof(RabbitMqOptions.ConnectTimeout)} is {options.ConnectTimeout}; it must be more than nothing, and at most {LongestConnectTimeout}.");

        _options = options;
        _logger = logger;
        _nodes = [.. (options.Nodes.Count == 0 ? ["localhost"] : options.Nodes).Select(Node.Parse)];
        Random.Shared.Shuffle(_nodes);
    }

    public bool IsOver => _disposed;

    public ValueTask<IConnection> GetAsync(CancellationToken cancellationToken) => GetAsync(_consuming, cancellationToken);

    public ValueTask<IConnection> GetForPublishingAsync(CancellationToken cancellationToken) => GetAsync(_publishing, cancellationToken);

    public async ValueTask<IConnection?> GetWitnessAsync(IConnection connection, CancellationToken cancellationToken)
    {
        if (_nodes.Length == 1)
            return null;

        var publishing = await GetForPublishingAsync(cancellationToken).ConfigureAwait(false);
        if (!publishing.Endpoint.Equals(connection.Endpoint))
            return publishing;

        var witness = await GetAsync(_witness, cancellationToken).ConfigureAwait(false);
        if (!witness.Endpoint.Equals(connection.Endpoint))
            return witness;

        // The consumers have moved to its node.
        if (_witness.Give(witness, out _))
            _ = CloseAsync(witness);

        return await GetAsync(_witness, cancellationToken).ConfigureAwait(false);
    }

    public void Avoid(IConnection connection)
    {
        foreach (var slot in (ReadOnlySpan<Slot>)[_consuming, _publishing, _witness])
        {
            if (!slot.Give(connection, out var node))
                continue;

            node.FailedAt = Environment.TickCount64;
            Log.NodeAvoided(_logger, node.Name);
            _ = CloseAsync(connection);
        }
    }

    public async ValueTask DisposeAsync()
    {
        _disposed = true;
        foreach (var slot in (Slot[])[_consuming, _publishing, _witness])
        {
            await slot.Gate.WaitAsync().ConfigureAwait(false);
            try
            {
                if (slot.Connection is { } connection)
                    await CloseAsync(connection).ConfigureAwait(false);
            }
            finally
            {
                slot.Gate.Release();
            }
        }
    }

    private async ValueTask<IConnection> GetAsync(Slot slot, CancellationToken cancellationToken)
    {
        if (slot.Connection is { IsOpen: true } open)
            return open;

        await slot.Gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            if (slot.Connection is { IsOpen: true } other)
                return other;

            if (slot.Connection is { } lost)
            {
                slot.Node!.FailedAt = Environment.TickCount64;
                _ = CloseAsync(lost);
            }

            return await ConnectAsync(slot, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            slot.Gate.Release();
        }
    }

    /// <summary>Tries each node once: those that failed lately last; before them the one that the other connection is to. A witness is never to the node of the consumers.</summary>
    private async Task<IConnection> ConnectAsync(Slot slot, CancellationToken cancellationToken)
    {
        var now = Environment.TickCount64;
        var other = slot == _consuming ? _publishing.Node : _consuming.Node;
        var order = _nodes
            .Where(node => slot != _witness || node != other)
            .OrderBy(node => node.FailedAt != 0 && now - node.FailedAt < AvoidMilliseconds ? node.FailedAt : 0)
            .ThenBy(node => node == other);
        var failures = new List<Exception>();
        foreach (var node in order)
        {
            try
            {
                var connection = await ConnectAsync(node, slot.Purpose, cancellationToken).ConfigureAwait(false);
                slot.Take(connection, node);
                Log.Connected(_logger, node.Name, slot.Purpose);
                return connection;
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                // Not long enough for this node: the next who asks begins with another.
                node.FailedAt = Environment.TickCount64;
                throw;
            }
            catch (Exception exception)
            {
                node.FailedAt = Environment.TickCount64;
                Log.NotConnected(_logger, node.Name, BrokerErrors.InShort(exception));
                // A cluster has one user database: no other node would say otherwise.
                if (BrokerErrors.IsRefusedLogin(exception))
                    throw;

                failures.Add(exception);
            }
        }

        throw new BrokerUnreachableException(failures.Count == 1 ? failures[0] : new AggregateException(failures));
    }

    private async Task<IConnection> ConnectAsync(Node node, string purpose, CancellationToken cancellationToken)
    {
        var factory = new ConnectionFactory
        {
            UserName = _options.UserName,
            Password = _options.Password,
            VirtualHost = _options.VirtualHost,
            RequestedHeartbeat = _options.Heartbeat,
            RequestedConnectionTimeout = _options.ConnectTimeout,
            HandshakeContinuationTimeout = _options.ConnectTimeout,
            SocketReadTimeout = _options.ConnectTimeout,
            SocketWriteTimeout = _options.ConnectTimeout,
        };
        node.Address(factory);
        _options.Configure?.Invoke(factory);
        factory.AutomaticRecoveryEnabled = false;
        factory.TopologyRecoveryEnabled = false;

        // The timeouts of the client do not cover a node that takes the connection and says nothing.
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(_options.ConnectTimeout);
        return await factory.CreateConnectionAsync($"{_options.ClientName ?? AppDomain.CurrentDomain.FriendlyName} ({purpose})", limit.Token).ConfigureAwait(false);
    }

    private static async Task CloseAsync(IConnection connection)
    {
        try
        {
            await connection.AbortAsync(TimeSpan.FromSeconds(5)).ConfigureAwait(false);
            await connection.DisposeAsync().ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            // It is gone either way.
        }
    }

    /// <summary>A connection, and the node that it is to.</summary>
    private sealed class Slot(string purpose)
    {
        public string Purpose { get; } = purpose;

        public SemaphoreSlim Gate { get; } = new(1, 1);

        public volatile IConnection? Connection;

        public Node? Node { get; private set; }

        public void Take(IConnection connection, Node node)
        {
            Node = node;
            Connection = connection;
        }

        /// <summary>Gives a connection up, if it is this one.</summary>
        public bool Give(IConnection connection, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out Node? node)
        {
            node = Node;
            if (node is null || Interlocked.CompareExchange(ref Connection, null, connection) != connection)
                return false;

            return true;
        }
    }
}
