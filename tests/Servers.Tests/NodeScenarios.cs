using System.Globalization;
using RabbitMQ.Client.Exceptions;

namespace Leveret.Servers.Tests;

/// <summary>What happens to the nodes of a cluster of any version. Each leaves the cluster whole, unless it fails.</summary>
internal static class NodeScenarios
{
    private static readonly TimeSpan GivenUp = TimeSpan.FromSeconds(30);

    public static async Task Three_nodes_run_and_see_each_other(RabbitMqCluster cluster)
    {
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

    public static async Task A_killed_node_loses_its_leaders_and_comes_back_with_its_data(RabbitMqCluster cluster)
    {
        await using var host = await cluster.CreateVirtualHostAsync();
        await using (var connection = await cluster.ConnectAsync(host.Name, node: 1))
        await using (await Messages.FillAsync(connection, "kept", 3, "classic"))
        await using (await Messages.FillAsync(connection, "led", 5, "quorum"))
        {
            Assert.Equal(1, (await cluster.LeaderOfAsync(host.Name, "kept"))?.Index);
            await Eventually.HoldsAsync(async () => (await cluster.LeaderOfAsync(host.Name, "led"))?.Index == 1, GivenUp, "the node of the client leads");
        }

        await cluster.KillAsync(1);

        Assert.Equal(["running", "killed", "running"], await cluster.StatesAsync());
        await Assert.ThrowsAsync<BrokerUnreachableException>(() => cluster.ConnectAsync(node: 1));
        await Eventually.HoldsAsync(async () => await RunningSeenByAsync(cluster, 0) == 2, GivenUp, "node 2 is seen to be gone");
        await Eventually.HoldsAsync(async () => (await cluster.LeaderOfAsync(host.Name, "led"))?.Index is 0 or 2, GivenUp, "another node leads");

        await cluster.StartAsync(1);

        Assert.Equal(["running", "running", "running"], await cluster.StatesAsync());
        Assert.Equal(3, await RunningSeenByAsync(cluster, 0));
        Assert.Equal(3, (await cluster.QueueAsync(host.Name, "kept")).Ready);
        await Eventually.HoldsAsync(async () => (await cluster.QueueAsync(host.Name, "led")).Ready == 5, GivenUp, "the messages are counted");
    }

    public static async Task A_paused_node_is_given_up_by_its_peers_and_comes_back(RabbitMqCluster cluster)
    {
        await cluster.PauseAsync(2);

        Assert.Equal(["running", "running", "paused"], await cluster.StatesAsync());
        await Eventually.HoldsAsync(async () => await RunningSeenByAsync(cluster, 0) == 2, GivenUp, "node 3 is given up");

        await cluster.ResumeAsync(2);

        Assert.Equal(["running", "running", "running"], await cluster.StatesAsync());
        Assert.Equal(3, await RunningSeenByAsync(cluster, 0));
        Assert.Equal(3, await RunningSeenByAsync(cluster, 2));
    }

    public static async Task A_cut_node_is_parted_from_its_peers_and_not_from_its_clients(RabbitMqCluster cluster)
    {
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

    public static async Task The_figures_of_a_queue_are_those_of_its_virtual_host(RabbitMqCluster cluster)
    {
        await using var host = await cluster.CreateVirtualHostAsync();
        await using var other = await cluster.CreateVirtualHostAsync();
        await using var connection = await cluster.ConnectAsync(host.Name);
        await using var channel = await Messages.FillAsync(connection, "figures", 3, "classic");
        Assert.NotNull(await channel.BasicGetAsync("figures", autoAck: false));

        Assert.Equal(new QueueState(Ready: 2, Unacknowledged: 1, Consumers: 0), await cluster.QueueAsync(host.Name, "figures"));
        await Assert.ThrowsAsync<ServerException>(() => cluster.QueueAsync(other.Name, "figures"));
    }

    public static async Task Connections_are_closed_from_the_brokers_side(RabbitMqCluster cluster)
    {
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

    /// <summary>How many nodes a node knows to run, itself among them.</summary>
    private static async Task<int> RunningSeenByAsync(RabbitMqCluster cluster, int node) =>
        int.Parse(
            await cluster.CtlAsync(node, "eval", "length(case erlang:function_exported(rabbit_nodes, list_running, 0) of true -> rabbit_nodes:list_running(); false -> rabbit_nodes:all_running() end)."),
            CultureInfo.InvariantCulture);
}
