using Leveret.Tests.Broker;
using Xunit.Abstractions;

namespace Leveret.Tests.Connecting;

/// <summary>The leader of the queue is lost and not the connection; a connection of the application is lost with its node; the only node of a classic queue is lost.</summary>
[Collection(OneAtATime.Name)]
[Trait("Category", "Broker")]
public sealed class LossElsewhereTests(ITestOutputHelper output)
{
    [Theory]
    [MemberData(nameof(Brokers.Versions), MemberType = typeof(Brokers))]
    public async Task The_leader_is_killed_and_the_client_is_on_another_node(string version)
    {
        await using var broker = await TestBroker.OpenAsync(version, output);
        await using var connections = Connections.ToNodes(broker, 1);
        await KillAsync(broker, connections, 0);
    }

    [Theory]
    [MemberData(nameof(Brokers.Versions), MemberType = typeof(Brokers))]
    public async Task The_node_of_a_borrowed_connection_is_killed_and_the_client_recovers_to_another(string version)
    {
        await using var broker = await TestBroker.OpenAsync(version, output);
        await using var connections = await Connections.BorrowAsync(broker, TimeSpan.FromMilliseconds(200));
        var connection = await connections.Source.GetAsync(default);
        await KillAsync(broker, connections, broker.Cluster.Nodes.Single(node => node.Host == connection.Endpoint.HostName).Index);
    }

    [Theory]
    [MemberData(nameof(Brokers.Versions), MemberType = typeof(Brokers))]
    public async Task The_node_of_a_classic_queue_is_killed_and_comes_back(string version)
    {
        await using var broker = await TestBroker.OpenAsync(version, output, "classic");
        await broker.DeclareAsync("work");
        var node = (await broker.VirtualHost.LeaderOfAsync("work"))!.Index;
        await broker.PublishAsync("work", Messages.Ids(200));
        var ledger = new Ledger();
        await using var connections = Connections.ToNodes(broker);
        await using var consumer = await QueueConsumer.StartAsync(connections.Source, broker.Options("work"), ledger.Handler(TimeSpan.FromMilliseconds(10)), default);
        await Eventually.HoldsAsync(() => ledger.Done > 20, "consuming");

        await broker.Cluster.KillAsync(node);
        await Eventually.HoldsAsync(() => consumer.State == ConsumerState.Recovering, "the loss is noticed");
        await broker.Cluster.StartAsync(node);

        await ledger.HasAllAsync(Messages.Ids(200));
        // A node that crashes may forget what was acknowledged last.
        output.WriteLine($"{ledger.DoneAgain.Count} done again");
        await broker.HasOneConsumerAsync("work");
        await broker.IsEmptyAsync("work");
    }

    private async Task KillAsync(TestBroker broker, Connections connections, int node)
    {
        await broker.DeclareAsync("work");
        Assert.Equal(0, (await broker.VirtualHost.LeaderOfAsync("work"))!.Index);
        await using var load = Load.Start(broker, "work", TimeSpan.FromMilliseconds(5), [.. Enumerable.Range(0, 3).Where(other => other != node)]);
        var ledger = new Ledger();
        await using var consumer = await QueueConsumer.StartAsync(
            connections.Source, broker.Options("work", static options => (options.Concurrency, options.Prefetch) = (4, 40)), ledger.Handler(TimeSpan.FromMilliseconds(3)), default);
        await Eventually.HoldsAsync(() => ledger.Done > 100, "consuming");

        await broker.Cluster.KillAsync(node);
        var (confirmed, done) = (load.Confirmed, ledger.Done);
        await Eventually.HoldsAsync(() => load.Confirmed > confirmed + 20, "published again");
        await Eventually.HoldsAsync(() => ledger.Done > done + 60, "consumed again", TimeSpan.FromSeconds(10));
        await broker.Cluster.StartAsync(node);

        var all = await load.StopAsync();
        await ledger.HasAllAsync(all);
        output.WriteLine($"{all.Count} confirmed, {ledger.Done} done, {ledger.DoneAgain.Count} of them again");
        await broker.HasOneConsumerAsync("work");
        await broker.IsEmptyAsync("work");
    }
}
