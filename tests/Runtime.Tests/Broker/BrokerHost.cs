using Leveret.Servers;
using RabbitMQ.Client;
using Xunit.Abstractions;

namespace Leveret.Tests.Broker;

/// <summary>
/// A virtual host for a test that takes nodes and connections away: it holds no connection of its own, and puts the nodes back
/// when it is disposed of.
/// </summary>
internal sealed class BrokerHost : IAsyncDisposable
{
    private readonly VirtualHost _host;
    private readonly ITestOutputHelper _output;

    private BrokerHost(RabbitMqCluster cluster, VirtualHost host, ITestOutputHelper output)
    {
        Cluster = cluster;
        _host = host;
        _output = output;
    }

    public RabbitMqCluster Cluster { get; }

    public string Name => _host.Name;

    public static async Task<BrokerHost> OpenAsync(string version, ITestOutputHelper output)
    {
        var cluster = await RabbitMqCluster.SharedAsync(version);
        output.WriteLine($"RabbitMQ {cluster.Version}, {cluster.Nodes.Count} nodes");
        return new BrokerHost(cluster, await cluster.CreateVirtualHostAsync(), output);
    }

    public Task<IConnection> ConnectAsync(int? node = null, Action<ConnectionFactory>? configure = null) => Cluster.ConnectAsync(Name, node, configure);

    /// <summary>Options with waits that are short enough for a test, which log to its output.</summary>
    public ConsumerOptions Options(string queue, Action<ConsumerOptions>? configure = null)
    {
        var options = new ConsumerOptions(queue)
        {
            Prefetch = 10,
            SilenceTimeout = TimeSpan.FromSeconds(1.5),
            DrainTimeout = TimeSpan.FromSeconds(2),
            Logger = new OutputLogger(_output),
        };
        options.Retry.Immediate = 0;
        options.Retry.Jitter = 0;
        options.Retry.Delays = [TimeSpan.FromMilliseconds(200)];
        options.Retry.Steps = [TimeSpan.FromMilliseconds(200)];
        configure?.Invoke(options);
        return options;
    }

    /// <summary>Declares a durable queue, with its leader on a node if that is said.</summary>
    public async Task DeclareAsync(string queue, string type, int node = 0, Dictionary<string, object?>? arguments = null)
    {
        await using var connection = await ConnectAsync(node, static factory => factory.AutomaticRecoveryEnabled = false);
        await using var channel = await connection.CreateChannelAsync();
        await channel.QueueDeclareAsync(queue, durable: true, exclusive: false, autoDelete: false, new Dictionary<string, object?>(arguments ?? []) { ["x-queue-type"] = type });
    }

    /// <summary>Publishes a persistent, confirmed message for each id.</summary>
    public async Task PublishAsync(string queue, IEnumerable<string> ids, int? node = null)
    {
        await using var connection = await ConnectAsync(node, static factory => factory.AutomaticRecoveryEnabled = false);
        await using var channel = await connection.CreateChannelAsync(new CreateChannelOptions(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true));
        await Task.WhenAll(ids.Select(id => channel.BasicPublishAsync("", queue, mandatory: true, Messages.Properties(id), Messages.Body(id)).AsTask()));
    }

    /// <summary>
    /// Has the broker close every connection: as close_all_connections does, which leaves out those that are not on its list yet.
    /// </summary>
    public Task CloseConnectionsAsync() =>
        Cluster.CtlAsync("eval", "[rabbit_networking:close_connection(C, <<\"closed by a test\">>) || C <- rabbit_networking:connections()].");

    /// <summary>The consumers of a queue, a line each, as the broker lists them.</summary>
    public async Task<IReadOnlyList<string>> ConsumersAsync(string queue, int node = 0)
    {
        var listed = await Cluster.CtlAsync(node, "--no-table-headers", "list_consumers", "--vhost", Name);
        return [.. listed.Split('\n').Where(line => line.StartsWith($"{queue}\t", StringComparison.Ordinal))];
    }

    /// <summary>Waits until a queue has one consumer, sees that it stays one, and that the broker lists one.</summary>
    public async Task HasOneConsumerAsync(string queue, TimeSpan during, int node = 0)
    {
        await using var connection = await ConnectAsync(node, static factory => factory.AutomaticRecoveryEnabled = false);
        await using var channel = await connection.CreateChannelAsync();
        await Eventually.HoldsAsync(async () => await channel.ConsumerCountAsync(queue) == 1, "one consumer");
        for (var end = DateTime.UtcNow + during; DateTime.UtcNow < end; await Task.Delay(100))
            Assert.Equal(1u, await channel.ConsumerCountAsync(queue));

        Assert.Single(await ConsumersAsync(queue, node));
    }

    /// <summary>Waits until nothing is in a queue, ready or not acknowledged.</summary>
    public Task IsEmptyAsync(string queue) => HoldsAsync(queue, static state => state is { Ready: 0, Unacknowledged: 0 }, "empty");

    /// <summary>Waits until a queue holds what it should, by the broker's figures of up to a second ago.</summary>
    public Task HoldsAsync(string queue, Func<QueueState, bool> holds, string what) =>
        Eventually.HoldsAsync(async () => holds(await Cluster.QueueAsync(Name, queue)), $"{queue} is {what}");

    /// <summary>Takes everything that is ready in a queue.</summary>
    public async Task<IReadOnlyList<BasicGetResult>> TakeAllAsync(string queue)
    {
        await using var connection = await ConnectAsync(configure: static factory => factory.AutomaticRecoveryEnabled = false);
        await using var channel = await connection.CreateChannelAsync();
        var taken = new List<BasicGetResult>();
        while (await channel.BasicGetAsync(queue, autoAck: true) is { } message)
            taken.Add(message);

        return taken;
    }

    public async ValueTask DisposeAsync()
    {
        await Cluster.RestoreAsync();
        await _host.DisposeAsync();
    }
}
