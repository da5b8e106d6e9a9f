using System.Text;
using Leveret.Servers;
using Microsoft.Extensions.Logging;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;
using Xunit.Abstractions;

namespace Leveret.Tests.Broker;

/// <summary>A virtual host of the shared cluster of one version, for one test. Puts the nodes back when it is disposed of.</summary>
internal sealed class TestBroker : IAsyncDisposable
{
    private readonly string _queueType;
    private readonly ITestOutputHelper _output;
    private readonly SemaphoreSlim _connecting = new(1);
    private IConnection? _connection;
    private IChannel? _publishing;

    private TestBroker(RabbitMqCluster cluster, VirtualHost virtualHost, string queueType, ITestOutputHelper output)
    {
        Cluster = cluster;
        VirtualHost = virtualHost;
        _queueType = queueType;
        _output = output;
    }

    public RabbitMqCluster Cluster { get; }

    public VirtualHost VirtualHost { get; }

    /// <param name="version">The version of RabbitMQ.</param>
    /// <param name="output">Where the consumers log to.</param>
    /// <param name="queueType">The type of the queues that <see cref="DeclareAsync"/> declares.</param>
    /// <param name="nodes">How many nodes the cluster has.</param>
    public static async Task<TestBroker> OpenAsync(string version, ITestOutputHelper output, string queueType = "quorum", int nodes = 3)
    {
        var cluster = await RabbitMqCluster.SharedAsync(version, nodes);
        output.WriteLine($"RabbitMQ {cluster.Version}, {cluster.Nodes.Count} nodes, {queueType} queues");
        return new TestBroker(cluster, await cluster.CreateVirtualHostAsync(), queueType, output);
    }

    /// <summary>A connection for a consumer, to a node or to any, which comes back soon after it was lost.</summary>
    public Task<IConnection> ConnectAsync(int? node = null, Action<ConnectionFactory>? configure = null) =>
        Cluster.ConnectAsync(VirtualHost.Name, node, factory =>
        {
            factory.NetworkRecoveryInterval = TimeSpan.FromMilliseconds(200);
            configure?.Invoke(factory);
        });

    /// <summary>A connection for a consumer that goes through a proxy.</summary>
    public Task<IConnection> ConnectAsync(AmqpProxy proxy) =>
        ConnectAsync(0, factory =>
        {
            factory.HostName = "127.0.0.1";
            factory.Port = proxy.Port;
        });

    /// <summary>
    /// Options of a consumer that waits for nothing long: no attempt at once, one after 200 milliseconds, then the dead-letter queue.
    /// </summary>
    public ConsumerOptions Options(string queue, Action<ConsumerOptions>? configure = null, ILogger? logger = null)
    {
        var options = new ConsumerOptions(queue)
        {
            Prefetch = 10,
            DrainTimeout = TimeSpan.FromSeconds(2),
            SilenceTimeout = TimeSpan.FromSeconds(1.5),
            Logger = logger ?? new OutputLogger(_output),
            Retry =
            {
                Immediate = 0,
                Delays = [TimeSpan.FromMilliseconds(200)],
                Jitter = 0,
                Steps = [TimeSpan.FromMilliseconds(200), TimeSpan.FromSeconds(1)],
            },
            DeadLetter = { ConfirmTimeout = TimeSpan.FromSeconds(5) },
        };
        configure?.Invoke(options);
        return options;
    }

    /// <summary>Declares a durable queue of this test's type, unless the arguments say another, on the first node that runs.</summary>
    public async Task<string> DeclareAsync(string queue, params (string Name, object? Value)[] arguments)
    {
        var all = arguments.ToDictionary(static argument => argument.Name, static argument => argument.Value);
        all.TryAdd("x-queue-type", _queueType);
        await using var channel = await OpenChannelAsync();
        await channel.QueueDeclareAsync(queue, durable: true, exclusive: false, autoDelete: false, all);
        return queue;
    }

    /// <summary>Deletes a queue; done when it is gone: what is published to a queue while it is being deleted is confirmed, and gone with it.</summary>
    public async Task DeleteAsync(string queue)
    {
        await using (var channel = await OpenChannelAsync())
            await channel.QueueDeleteAsync(queue, ifUnused: false, ifEmpty: false);

        await Eventually.HoldsAsync(async () => await LookAsync(queue) is null, "the queue is gone");
        // What a channel that has published to a quorum queue sends to a new one of that name may take half a minute (seen on 3.10).
        await DisconnectAsync();
    }

    /// <summary>Publishes messages to a queue, confirmed; the id of each is its body too.</summary>
    public Task PublishAsync(string queue, params IEnumerable<string> ids) =>
        Task.WhenAll(ids.Select(id => PublishAsync("", queue, Messages.Properties(id), id)).ToList());

    /// <summary>Publishes a message, confirmed.</summary>
    public async Task PublishAsync(string exchange, string routingKey, BasicProperties properties, string body)
    {
        properties.Persistent = true;
        var (_, channel) = await OwnAsync();
        await channel.BasicPublishAsync(exchange, routingKey, mandatory: true, properties, Encoding.UTF8.GetBytes(body));
    }

    /// <summary>How many messages are ready, and how many consumers there are, as of now. Null where there is no such queue.</summary>
    public async Task<QueueDeclareOk?> LookAsync(string queue)
    {
        await using var channel = await OpenChannelAsync();
        try
        {
            return await channel.QueueDeclarePassiveAsync(queue);
        }
        catch (OperationInterruptedException exception) when (exception.ShutdownReason?.ReplyCode == Constants.NotFound)
        {
            return null;
        }
    }

    /// <summary>How many messages are ready as of now.</summary>
    public async Task<uint> ReadyAsync(string queue) => (await LookAsync(queue))?.MessageCount ?? throw new ServerException($"there is no queue '{queue}'");

    /// <summary>Waits until so many messages are ready.</summary>
    public Task HasReadyAsync(string queue, uint count) => Eventually.HoldsAsync(async () => await ReadyAsync(queue) == count, $"{count} messages ready in {queue}");

    /// <summary>Waits until so many deliveries are unacknowledged, up to a second ago.</summary>
    public Task HasUnacknowledgedAsync(string queue, int count) => HoldsAsync(queue, state => state.Unacknowledged == count, $"{count} unacknowledged");

    /// <summary>Waits until nothing is in a queue, ready or not acknowledged.</summary>
    public Task IsEmptyAsync(string queue) => HoldsAsync(queue, static state => state is { Ready: 0, Unacknowledged: 0 }, "empty");

    /// <summary>Waits until a queue holds what it should: ready messages and consumers as of now, unacknowledged deliveries as of up to a second ago.</summary>
    public Task HoldsAsync(string queue, Func<QueueState, bool> holds, string what) =>
        Eventually.HoldsAsync(
            async () =>
            {
                var state = await VirtualHost.QueueAsync(queue);
                return await LookAsync(queue) is { } now && holds(state with { Ready = (int)now.MessageCount, Consumers = (int)now.ConsumerCount });
            },
            $"{queue} is {what}");

    /// <summary>Waits until a queue has one consumer, sees for a second that it stays one, and that the broker lists one.</summary>
    public async Task HasOneConsumerAsync(string queue)
    {
        await using var channel = await OpenChannelAsync();
        await Eventually.HoldsAsync(async () => await channel.ConsumerCountAsync(queue) == 1, "one consumer");
        for (var end = DateTime.UtcNow.AddSeconds(1); DateTime.UtcNow < end; await Task.Delay(100))
            Assert.Equal(1u, await channel.ConsumerCountAsync(queue));

        await ListsConsumersAsync(queue, 1);
    }

    /// <summary>Waits until the broker lists so many consumers of a queue.</summary>
    public Task ListsConsumersAsync(string queue, int count) =>
        Eventually.HoldsAsync(async () => (await VirtualHost.ConsumersAsync(queue)).Count == count, $"{count} consumers of {queue} are listed");

    /// <summary>Takes a message, if there is one.</summary>
    public async Task<BasicGetResult?> TakeOneAsync(string queue)
    {
        await using var channel = await OpenChannelAsync();
        return await channel.BasicGetAsync(queue, autoAck: true);
    }

    /// <summary>Takes all messages that are ready.</summary>
    public async Task<IReadOnlyList<BasicGetResult>> TakeAllAsync(string queue)
    {
        var all = new List<BasicGetResult>();
        await using var channel = await OpenChannelAsync();
        while (await channel.BasicGetAsync(queue, autoAck: true) is { } message)
            all.Add(message);

        return all;
    }

    /// <summary>Waits for messages and takes them.</summary>
    public async Task<IReadOnlyList<BasicGetResult>> TakeAsync(string queue, int count)
    {
        var all = new List<BasicGetResult>();
        await Eventually.HoldsAsync(
            async () =>
            {
                all.AddRange(await TakeAllAsync(queue));
                return all.Count >= count;
            },
            $"{count} messages in {queue}");
        return all;
    }

    /// <summary>Has the broker close every connection.</summary>
    public async Task CloseConnectionsAsync()
    {
        await DisconnectAsync();
        await Cluster.CloseAllConnectionsAsync("closed by a test");
    }

    /// <summary>How many channels and consumers the broker has in this virtual host as of now, but for the test's own.</summary>
    public async Task<(int Channels, int Consumers)> ChannelsAndConsumersAsync()
    {
        await DisconnectAsync();
        var channels = await Cluster.CtlAsync("--no-table-headers", "list_channels", "vhost");
        var consumers = await Cluster.CtlAsync("--no-table-headers", "list_consumers", "--vhost", VirtualHost.Name, "consumer_tag");
        return (channels.Split('\n').Count(line => line == VirtualHost.Name), consumers.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
    }

    /// <summary>Closes the test's own connection; it is made anew when it is needed.</summary>
    public async Task DisconnectAsync()
    {
        await _connecting.WaitAsync();
        try
        {
            await AbortAsync();
        }
        finally
        {
            _connecting.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await DisconnectAsync();
        _connecting.Dispose();
        await Cluster.RestoreAsync();
        await VirtualHost.DisposeAsync();
    }

    private async Task<IChannel> OpenChannelAsync()
    {
        var (connection, _) = await OwnAsync();
        return await connection.CreateChannelAsync();
    }

    /// <summary>The test's own connection, and a channel for publishing: made when they are first needed, and when they were lost.</summary>
    private async Task<(IConnection Connection, IChannel Publishing)> OwnAsync()
    {
        await _connecting.WaitAsync();
        try
        {
            if (_connection is null || _publishing is not { IsOpen: true })
            {
                await AbortAsync();
                _connection = await Cluster.ConnectAsync(VirtualHost.Name, (await Cluster.RunningAsync()).Index, static factory => factory.AutomaticRecoveryEnabled = false);
                _publishing = await _connection.CreateChannelAsync(new CreateChannelOptions(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true));
            }

            return (_connection, _publishing);
        }
        finally
        {
            _connecting.Release();
        }
    }

    private async Task AbortAsync()
    {
        if (_connection is null)
            return;

        await _connection.AbortAsync(TimeSpan.FromSeconds(1));
        await _connection.DisposeAsync();
        (_connection, _publishing) = (null, null);
    }
}
