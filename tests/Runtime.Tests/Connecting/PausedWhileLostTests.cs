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
        await using var broker = await TestBroker.OpenAsync(version, output);
        await using var connections = Connections.ToNodes(broker);
        await broker.DeclareAsync("work");
        var ledger = new Ledger();
        await using var consumer = await QueueConsumer.StartAsync(connections.Source, broker.Options("work"), ledger.Handler(TimeSpan.Zero), default);
        await consumer.PauseAsync();
        Assert.Equal(ConsumerState.Paused, consumer.State);

        await broker.CloseConnectionsAsync();
        await broker.PublishAsync("work", Messages.Ids(20));
        await Eventually.HoldsAsync(() => consumer.LastError is not null, "the loss is noticed");
        Assert.Equal(ConsumerState.Paused, consumer.State);
        Assert.Equal(0, ledger.Begun);

        await consumer.ResumeAsync();

        await ledger.HasAllAsync(Messages.Ids(20));
        await Eventually.HoldsAsync(() => consumer.State == ConsumerState.Consuming, "consuming");
        await broker.HasOneConsumerAsync("work");
    }

    [Theory]
    [MemberData(nameof(Brokers.Versions), MemberType = typeof(Brokers))]
    public async Task Paused_while_it_recovers_and_resumed_while_it_recovers(string version)
    {
        await using var broker = await TestBroker.OpenAsync(version, output);
        await using var connection = await broker.ConnectAsync(configure: static factory => factory.NetworkRecoveryInterval = TimeSpan.FromSeconds(2));
        await broker.DeclareAsync("work");
        var ledger = new Ledger();
        await using var consumer = await QueueConsumer.StartAsync(connection, broker.Options("work"), ledger.Handler(TimeSpan.Zero));
        var noticed = Eventually.HoldsAsync(() => consumer.State == ConsumerState.Recovering, "the loss is noticed");
        await broker.CloseConnectionsAsync();
        await noticed;

        await consumer.PauseAsync();
        Assert.Equal(ConsumerState.Paused, consumer.State);
        await consumer.ResumeAsync();
        Assert.NotEqual(ConsumerState.Paused, consumer.State);

        await broker.PublishAsync("work", Messages.Ids(20));
        await ledger.HasAllAsync(Messages.Ids(20));
        await broker.HasOneConsumerAsync("work");
    }

    [Theory]
    [MemberData(nameof(Brokers.Versions), MemberType = typeof(Brokers))]
    public async Task Paused_while_it_recovers_and_stopped(string version)
    {
        await using var broker = await TestBroker.OpenAsync(version, output);
        await using var connection = await broker.ConnectAsync(configure: static factory => factory.NetworkRecoveryInterval = TimeSpan.FromSeconds(3));
        await broker.DeclareAsync("work");
        await using var consumer = await QueueConsumer.StartAsync(
            connection, broker.Options("work", static options => options.DrainTimeout = TimeSpan.FromSeconds(20)), new Ledger().Handler(TimeSpan.Zero));
        var noticed = Eventually.HoldsAsync(() => consumer.State == ConsumerState.Recovering, "the loss is noticed");
        await broker.CloseConnectionsAsync();
        await noticed;
        await consumer.PauseAsync();
        await Eventually.HoldsAsync(() => connection.IsOpen, "the connection is back");
        await Task.Delay(500);

        await consumer.StopAsync().WaitAsync(TimeSpan.FromSeconds(10));

        Assert.Equal(ConsumerState.Stopped, consumer.State);
        await broker.ListsConsumersAsync("work", 0);
    }
}
