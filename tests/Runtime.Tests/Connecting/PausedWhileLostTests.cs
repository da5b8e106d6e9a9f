using Leveret.Tests.Broker;
using Xunit.Abstractions;

namespace Leveret.Tests.Connecting;

/// <summary>Pauses of a consumer whose channel is lost before, meanwhile or afterwards.</summary>
[Collection(OneAtATime.Name)]
[Trait("Category", "Broker")]
public sealed class PausedWhileLostTests(ITestOutputHelper output)
{
    [Theory]
    [MemberData(nameof(Brokers.Versions), MemberType = typeof(Brokers))]
    public async Task Lost_while_paused_and_resumed(string version)
    {
        await using var host = await BrokerHost.OpenAsync(version, output);
        await using var connections = Connections.ToNodes(host);
        await host.DeclareAsync("work", "quorum");
        var ledger = new Ledger();
        await using var consumer = await QueueConsumer.StartAsync(connections.Source, host.Options("work"), ledger.Handler(TimeSpan.Zero), default);
        await consumer.PauseAsync();
        Assert.Equal(ConsumerState.Paused, consumer.State);

        await host.CloseConnectionsAsync();
        await host.PublishAsync("work", Messages.Ids(20));
        await Eventually.HoldsAsync(() => consumer.LastError is not null, "the loss is noticed");
        Assert.Equal(ConsumerState.Paused, consumer.State);
        Assert.Equal(0, ledger.Begun);

        await consumer.ResumeAsync();

        await ledger.HasAllAsync(Messages.Ids(20));
        Assert.Equal(ConsumerState.Consuming, consumer.State);
        await host.HasOneConsumerAsync("work", TimeSpan.FromSeconds(1));
    }

    [Theory]
    [MemberData(nameof(Brokers.Versions), MemberType = typeof(Brokers))]
    public async Task Paused_while_it_recovers_and_resumed_while_it_recovers(string version)
    {
        await using var host = await BrokerHost.OpenAsync(version, output);
        await using var connection = await host.ConnectAsync(configure: static factory => factory.NetworkRecoveryInterval = TimeSpan.FromSeconds(2));
        await host.DeclareAsync("work", "quorum");
        var ledger = new Ledger();
        await using var consumer = await QueueConsumer.StartAsync(connection, host.Options("work"), ledger.Handler(TimeSpan.Zero));
        var noticed = Eventually.HoldsAsync(() => consumer.State == ConsumerState.Recovering, "the loss is noticed");
        await host.CloseConnectionsAsync();
        await noticed;

        await consumer.PauseAsync();
        Assert.Equal(ConsumerState.Paused, consumer.State);
        await consumer.ResumeAsync();
        Assert.NotEqual(ConsumerState.Paused, consumer.State);

        await host.PublishAsync("work", Messages.Ids(20));
        await ledger.HasAllAsync(Messages.Ids(20));
        await host.HasOneConsumerAsync("work", TimeSpan.FromSeconds(1));
    }

    [Theory]
    [MemberData(nameof(Brokers.Versions), MemberType = typeof(Brokers))]
    public async Task Paused_while_it_recovers_and_stopped(string version)
    {
        await using var host = await BrokerHost.OpenAsync(version, output);
        await using var connection = await host.ConnectAsync(configure: static factory => factory.NetworkRecoveryInterval = TimeSpan.FromSeconds(3));
        await host.DeclareAsync("work", "quorum");
        await using var consumer = await QueueConsumer.StartAsync(
            connection, host.Options("work", static options => options.DrainTimeout = TimeSpan.FromSeconds(20)), new Ledger().Handler(TimeSpan.Zero));
        var noticed = Eventually.HoldsAsync(() => consumer.State == ConsumerState.Recovering, "the loss is noticed");
        await host.CloseConnectionsAsync();
        await noticed;
        await consumer.PauseAsync();
        await Eventually.HoldsAsync(() => connection.IsOpen, "the connection is back");
        await Task.Delay(500);

        await consumer.StopAsync().WaitAsync(TimeSpan.FromSeconds(10));

        Assert.Equal(ConsumerState.Stopped, consumer.State);
        Assert.Empty(await host.ConsumersAsync("work"));
    }
}
