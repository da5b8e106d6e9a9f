using Xunit.Abstractions;

namespace Leveret.Servers.Tests;

[Trait("Category", "Broker")]
public sealed class RabbitMq310Tests : IClassFixture<ClusterFixture<RabbitMq310>>, IAsyncLifetime
{
    private readonly RabbitMqCluster _cluster;

    public RabbitMq310Tests(ClusterFixture<RabbitMq310> fixture, ITestOutputHelper output)
    {
        fixture.Announce(output);
        _cluster = fixture.Cluster;
    }

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => _cluster.RestoreAsync();

    [Fact]
    public async Task The_version_is_the_one_asked_for_and_the_cluster_the_one_that_the_process_shares()
    {
        Assert.StartsWith("3.10.", _cluster.Version, StringComparison.Ordinal);
        Assert.Same(await RabbitMqCluster.SharedAsync("3.10"), _cluster);
    }

    [Fact]
    public Task Three_nodes_run_and_see_each_other() => NodeScenarios.Three_nodes_run_and_see_each_other(_cluster);

    [Fact]
    public Task A_killed_node_loses_its_leaders_and_comes_back_with_its_data() => NodeScenarios.A_killed_node_loses_its_leaders_and_comes_back_with_its_data(_cluster);

    [Fact]
    public Task A_paused_node_is_given_up_by_its_peers_and_comes_back() => NodeScenarios.A_paused_node_is_given_up_by_its_peers_and_comes_back(_cluster);

    [Fact]
    public Task A_cut_node_is_parted_from_its_peers_and_not_from_its_clients() => NodeScenarios.A_cut_node_is_parted_from_its_peers_and_not_from_its_clients(_cluster);

    [Fact]
    public Task The_figures_of_a_queue_are_those_of_its_virtual_host() => NodeScenarios.The_figures_of_a_queue_are_those_of_its_virtual_host(_cluster);

    [Fact]
    public Task Connections_are_closed_from_the_brokers_side() => NodeScenarios.Connections_are_closed_from_the_brokers_side(_cluster);
}
