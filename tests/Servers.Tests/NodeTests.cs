using System.Globalization;
using RabbitMQ.Client.Exceptions;

namespace Leveret.Servers.Tests;

/// <summary>What happens to the nodes of a cluster.</summary>
[Trait("Category", "Broker")]
public sealed class NodeTests : IAsyncLifetime
{
    private static readonly TimeSpan GivenUp = TimeSpan.FromSeconds(60);

    private RabbitMqCluster? _used;

    public static TheoryData<string> Versions => ["3.10", "4.3"];

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => _used?.RestoreAsync() ?? Task.CompletedTask;

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task The_version_is_the_one_asked_for_and_the_cluster_the_one_that_the_process_shares(string version)
    {
        var cluster = await UseAsync(version);

        Assert.StartsWith(version + ".", cluster.Version, StringComparison.Ordinal);
        Assert.Same(await RabbitMqCluster.SharedAsync(version), cluster);
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task Three_nodes_run_and_see_each_other(string version)
    {
        var cluster = await UseAsync(version);
        Assert.Equal(["running", "running", "running"], await cluster.StatesAsync());
        using var http = new HttpClient();
        foreach (var node in cluster.Nodes)
        {
            Assert.Equal(3, await RunningSeenByAsync(cluster, node.Index));
            await using var connection = await cluster.ConnectAsync(node: node.Index);
            Assert.True(connection.IsOpen);
            Assert.Contains("rabbitmq_build_info", await http.GetStringAsync(node.Prometheus), StringComparison.Ordinal);
        }
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task A_killed_node_loses_its_leaders_and_comes_back_with_its_data(string version)
    {
        var cluster = await UseAsync(version);
        await using var host = await cluster.CreateVirtualHostAsync();
        await using (var connection = await cluster.ConnectAsync(host.Name, node: 1))
        await using (await Messages.FillAsync(connection, "kept", 3, "classic"))
        await using (await Messages.FillAsync(connection, "led", 5, "quorum"))
        {
            Assert.Equal(1, (await host.LeaderOfAsync("kept"))?.Index);
            await Eventually.HoldsAsync(async () => (await host.LeaderOfAsync("led"))?.Index == 1, GivenUp, "the node of the client leads");
        }

        await cluster.KillAsync(1);

        Assert.Equal(["running", "killed", "running"], await cluster.StatesAsync());
        await Assert.ThrowsAsync<BrokerUnreachableException>(() => cluster.ConnectAsync(node: 1));
        await Eventually.HoldsAsync(async () => await RunningSeenByAsync(cluster, 0) == 2, GivenUp, "node 2 is seen to be gone");
        await Eventually.HoldsAsync(async () => (await host.LeaderOfAsync("led"))?.Index is 0 or 2, GivenUp, "another node leads");

        await cluster.StartAsync(1);

        Assert.Equal(["running", "running", "running"], await cluster.StatesAsync());
        Assert.Equal(3, await RunningSeenByAsync(cluster, 0));
        await Eventually.HoldsAsync(async () => (await host.QueueAsync("kept")).Ready == 3, GivenUp, "the messages are counted");
        await Eventually.HoldsAsync(async () => (await host.QueueAsync("led")).Ready == 5, GivenUp, "the messages are counted");
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task A_paused_node_is_given_up_by_its_peers_and_comes_back(string version)
    {
        var cluster = await UseAsync(version);
        await cluster.PauseAsync(2);

        Assert.Equal(["running", "running", "paused"], await cluster.StatesAsync());
        await Eventually.HoldsAsync(async () => await RunningSeenByAsync(cluster, 0) == 2, GivenUp, "node 3 is given up");

        await cluster.ResumeAsync(2);

        Assert.Equal(["running", "running", "running"], await cluster.StatesAsync());
        Assert.Equal(3, await RunningSeenByAsync(cluster, 0));
        Assert.Equal(3, await RunningSeenByAsync(cluster, 2));
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task A_cut_node_is_parted_from_its_peers_and_not_from_its_clients(string version)
    {
        var cluster = await UseAsync(version);
        await using var host = await cluster.CreateVirtualHostAsync();
        await using var connection = await cluster.ConnectAsync(host.Name, node: 0);
        await using var channel = await Messages.FillAsync(connection, "here", 1, "classic");

        await cluster.CutAsync(0);

        Assert.Equal(["cut", "running", "running"], await cluster.StatesAsync());
        await Eventually.HoldsAsync(async () => await RunningSeenByAsync(cluster, 1) == 2, GivenUp, "node 1 is gone for node 2");
        await Eventually.HoldsAsync(async () => await RunningSeenByAsync(cluster, 0) == 1, GivenUp, "node 1 is alone");
        Assert.NotNull(await channel.BasicGetAsync("here", autoAck: false));
        await using (var another = await cluster.ConnectAsync(node: 0))
        {
            Assert.True(another.IsOpen);
        }

        await cluster.HealAsync();

        Assert.Equal(["running", "running", "running"], await cluster.StatesAsync());
        foreach (var node in cluster.Nodes)
            Assert.Equal(3, await RunningSeenByAsync(cluster, node.Index));
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task The_figures_of_a_queue_are_those_of_its_virtual_host(string version)
    {
        var cluster = await UseAsync(version);
        await using var host = await cluster.CreateVirtualHostAsync();
        await using var other = await cluster.CreateVirtualHostAsync();
        await using var connection = await cluster.ConnectAsync(host.Name);
        await using var channel = await Messages.FillAsync(connection, "figures", 3, "classic");
        Assert.NotNull(await channel.BasicGetAsync("figures", autoAck: false));

        await Eventually.HoldsAsync(async () => await host.QueueAsync("figures") == new QueueState(Ready: 2, Unacknowledged: 1, Consumers: 0), GivenUp, "what the queue holds");
        Assert.Equal(["figures"], await host.QueuesAsync());
        Assert.Equal("classic", (await host.ArgumentsAsync("figures"))["x-queue-type"]);
        Assert.Empty(await other.QueuesAsync());
        await Assert.ThrowsAsync<ServerException>(() => other.QueueAsync("figures"));
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task Connections_are_closed_from_the_brokers_side(string version)
    {
        var cluster = await UseAsync(version);
        var ended = new TaskCompletionSource<string>();
        await using var connection = await cluster.ConnectAsync(node: 1, configure: static factory => factory.AutomaticRecoveryEnabled = false);
        connection.ConnectionShutdownAsync += (_, reason) =>
        {
            ended.TrySetResult(reason.ReplyText);
            return Task.CompletedTask;
        };

        await cluster.CloseAllConnectionsAsync("this is a test");

        Assert.Contains("this is a test", await ended.Task.WaitAsync(GivenUp), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_virtual_host_goes_with_its_test()
    {
        var cluster = await UseAsync("4.3");
        var host = await cluster.CreateVirtualHostAsync();
        Assert.Contains(host.Name, await cluster.CtlAsync("list_vhosts"), StringComparison.Ordinal);

        await host.DisposeAsync();

        Assert.DoesNotContain(host.Name, await cluster.CtlAsync("list_vhosts"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Transient_queues_that_are_not_exclusive_are_refused_on_4_3()
    {
        var cluster = await UseAsync("4.3");
        await using var connection = await cluster.ConnectAsync(configure: static factory => factory.AutomaticRecoveryEnabled = false);
        await using var channel = await connection.CreateChannelAsync();

        await Assert.ThrowsAsync<OperationInterruptedException>(() => channel.QueueDeclareAsync("gone", durable: false, exclusive: false, autoDelete: false));
    }

    private async Task<RabbitMqCluster> UseAsync(string version) => _used = await RabbitMqCluster.SharedAsync(version);

    /// <summary>How many nodes a node knows to run, itself among them.</summary>
    private static async Task<int> RunningSeenByAsync(RabbitMqCluster cluster, int node) =>
        int.Parse(
            await cluster.CtlAsync(node, "eval", "length(case erlang:function_exported(rabbit_nodes, list_running, 0) of true -> rabbit_nodes:list_running(); false -> rabbit_nodes:all_running() end)."),
            CultureInfo.InvariantCulture);
}
