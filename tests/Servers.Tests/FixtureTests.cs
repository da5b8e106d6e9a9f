using Xunit.Abstractions;

namespace Leveret.Servers.Tests;

[Trait("Category", "Broker")]
public sealed class FixtureTests(ClusterFixture<RabbitMq43> fixture, ITestOutputHelper output) : IClassFixture<ClusterFixture<RabbitMq43>>
{
    [Fact]
    public async Task A_fixture_gives_the_cluster_that_the_test_process_shares()
    {
        fixture.Announce(output);

        Assert.Same(await RabbitMqCluster.SharedAsync("4.3"), fixture.Cluster);
    }
}
