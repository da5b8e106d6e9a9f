using System.Diagnostics;
using Leveret.Tests.Broker;
using RabbitMQ.Client;
using Xunit.Abstractions;

namespace Leveret.Tests.Connecting;

/// <summary>Nodes are killed, hang or are cut off, under load: nothing that was confirmed is lost, and one consumer consumes again.</summary>
[Collection(OneAtATime.Name)]
[Trait("Category", "Broker")]
public sealed class NodeLossTests(ITestOutputHelper output)
{
    [Theory]
    [MemberData(nameof(Brokers.Versions), MemberType = typeof(Brokers))]
    public Task Killed_with_the_leader_and_the_client_on_it(string version) =>
        LoseAsync(
            version,
            TimeSpan.FromSeconds(10),
            static broker => broker.Cluster.KillAsync(0),
            static broker => broker.Cluster.StartAsync(0),
            notices: true);

    [Theory]
    [MemberData(nameof(Brokers.Versions), MemberType = typeof(Brokers))]
    public Task Hanging_with_the_leader_and_the_client_on_it(string version) =>
        LoseAsync(
            version,
            TimeSpan.FromSeconds(30),
            static broker => broker.Cluster.PauseAsync(0),
            static broker => broker.Cluster.ResumeAsync(0));

    [Theory]
    [MemberData(nameof(Brokers.Versions), MemberType = typeof(Brokers))]
    public Task Cut_off_from_its_peers_with_the_leader_and_the_client_on_it(string version) =>
        LoseAsync(
            version,
            TimeSpan.FromSeconds(30),
            static broker => broker.Cluster.CutAsync(0),
            static broker => broker.Cluster.HealAsync());

    [Theory]
    [MemberData(nameof(Brokers.Versions), MemberType = typeof(Brokers))]
    public async Task Two_of_three_gone_and_back(string version)
    {
        await using var broker = await TestBroker.OpenAsync(version, output);
        await using var connections = Connections.ToNodes(broker);
        await broker.DeclareAsync("work");
        await using var load = Load.Start(broker, "work", TimeSpan.FromMilliseconds(10), 0);
        var ledger = new Ledger();
        await using var consumer = await QueueConsumer.StartAsync(connections.Source, broker.Options("work"), ledger.Handler(TimeSpan.Zero), default);
        await Eventually.HoldsAsync(() => ledger.Done > 20, "consuming");

        await broker.Cluster.KillAsync(1, 2);
        await Eventually.HoldsAsync(
            async () =>
            {
                var before = load.Confirmed;
                await Task.Delay(1000);
                return load.Confirmed == before;
            },
            "nothing is confirmed any more");
        await broker.Cluster.StartAsync(1, 2);

        var confirmed = load.Confirmed;
        await Eventually.HoldsAsync(() => load.Confirmed > confirmed + 20, "published again");
        var all = await load.StopAsync();
        await ledger.HasAllAsync(all, TimeSpan.FromMinutes(1));
        output.WriteLine($"{all.Count} confirmed, {ledger.Done} done, {ledger.DoneAgain.Count} of them again");
        await broker.HasOneConsumerAsync("work");
    }

    /// <param name="version">The version of RabbitMQ.</param>
    /// <param name="limit">How long it may take until it is consumed again.</param>
    /// <param name="lose">Loses the first node.</param>
    /// <param name="putBack">Puts it back.</param>
    /// <param name="notices">Whether the client notices by itself: its connection breaks. Then no work is done again either.</param>
    private async Task LoseAsync(string version, TimeSpan limit, Func<TestBroker, Task> lose, Func<TestBroker, Task> putBack, bool notices = false)
    {
        await using var broker = await TestBroker.OpenAsync(version, output);
        await broker.DeclareAsync("work");
        await Eventually.HoldsAsync(async () => (await broker.VirtualHost.LeaderOfAsync("work"))?.Index == 0, "the node leads the queue");
        var ledger = new Ledger();
        await using var connections = Connections.ToNodes(broker, 0, 1, 2);
        await ConnectAsync(connections, 0);
        await using var load = Load.Start(broker, "work", TimeSpan.FromMilliseconds(5), 1, 2);
        await using var consumer = await QueueConsumer.StartAsync(
            connections.Source, broker.Options("work", options =>
            {
                (options.Concurrency, options.Prefetch) = (4, 40);
                if (notices)
                    options.SilenceTimeout = TimeSpan.Zero;
            }),
            ledger.Handler(TimeSpan.FromMilliseconds(3)),
            default);
        await Eventually.HoldsAsync(() => ledger.Done > 100, "consuming");
        Assert.True(IsTo(await connections.Source.GetAsync(default), 0), "the client is not on the node that is lost");

        var clock = Stopwatch.StartNew();
        await lose(broker);
        var lost = clock.Elapsed;
        var confirmed = load.Confirmed;
        await Eventually.HoldsAsync(() => load.Confirmed > confirmed + 20, "published again");
        var published = clock.Elapsed;
        var done = ledger.Done;
        // Not all of them: what the broker has handed to the consumer that is cut off comes when that is given up (4.3: after a minute).
        while (ledger.Done < done + 20)
        {
            if (clock.Elapsed - lost > limit)
                Assert.Fail($"not consumed again: {ledger.Done - done} done, {load.Confirmed} confirmed, {consumer.InFlight} in flight, {await broker.Cluster.CtlAsync(1, "list_queues", "--vhost", broker.VirtualHost.Name, "name", "messages_ready", "messages_unacknowledged", "consumers", "leader")} {string.Join(" | ", await broker.VirtualHost.ConsumersAsync("work"))}");

            await Task.Delay(20);
        }

        output.WriteLine($"fault made in {lost.TotalSeconds:F1} s, published again after {published.TotalSeconds:F1} s, consumed again after {clock.Elapsed.TotalSeconds:F1} s");

        await putBack(broker);

        var all = await load.StopAsync();
        await ledger.HasAllAsync(all, TimeSpan.FromSeconds(90));
        output.WriteLine($"{all.Count} confirmed, {ledger.Done} done, {ledger.DoneAgain.Count} of them again");
        await broker.HasOneConsumerAsync("work");
        await broker.IsEmptyAsync("work");
        if (notices)
            Assert.Empty(ledger.DoneAgain);
    }

    private static bool IsTo(IConnection connection, int node) => connection.Endpoint.HostName.EndsWith($".{node + 1}", StringComparison.Ordinal);

    /// <summary>Nodes are tried in any order: until it is this one.</summary>
    private static async Task ConnectAsync(Connections connections, int node)
    {
        for (var tries = 0; ; tries++)
        {
            var connection = await connections.Source.GetAsync(default);
            if (IsTo(connection, node))
                return;

            Assert.True(tries < 5, "not connected to the node");
            connections.Source.Avoid(connection);
        }
    }
}
