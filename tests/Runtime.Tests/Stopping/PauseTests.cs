using Leveret.Tests.Broker;
using Xunit.Abstractions;

namespace Leveret.Tests.Stopping;

/// <summary>A consumer is paused and resumed.</summary>
[Collection(OneAtATime.Name)]
[Trait("Category", "Broker")]
public sealed class PauseTests(ITestOutputHelper output)
{
    [Theory]
    [MemberData(nameof(Brokers.Everywhere), MemberType = typeof(Brokers))]
    public async Task Running_handlers_go_on_and_what_none_has_begun_goes_back(string version, string type)
    {
        await using var broker = await TestBroker.OpenAsync(version, output, type);
        await using var connection = await broker.ConnectAsync();
        await broker.DeclareAsync("work");
        await broker.PublishAsync("work", Messages.Ids(30));
        var release = new SemaphoreSlim(0);
        var ledger = new Ledger();
        await using var consumer = await QueueConsumer.StartAsync(
            connection,
            broker.Options("work", static options => options.Concurrency = 2),
            ledger.Handler(async (_, _) =>
            {
                await release.WaitAsync(CancellationToken.None);
                return Outcome.Ack;
            }));
        await Eventually.HoldsAsync(() => ledger.Begun == 2, "two run");

        await consumer.PauseAsync();
        await consumer.PauseAsync();

        Assert.Equal(ConsumerState.Paused, consumer.State);
        release.Release(2);
        await broker.HoldsAsync("work", static state => state is { Ready: 28, Unacknowledged: 0, Consumers: 0 }, "left alone");
        Assert.Equal(2, ledger.Begun);
        Assert.Equal(2, ledger.Done);

        await consumer.ResumeAsync();
        await consumer.ResumeAsync();

        Assert.Equal(ConsumerState.Consuming, consumer.State);
        release.Release(28);
        await ledger.HasAllAsync(Messages.Ids(30));
        Assert.Empty(ledger.DoneAgain);
        await broker.ListsConsumersAsync("work", 1);
    }

    [Theory]
    [MemberData(nameof(Brokers.Versions), MemberType = typeof(Brokers))]
    public async Task A_paused_consumer_stops_at_once(string version)
    {
        await using var broker = await TestBroker.OpenAsync(version, output);
        await using var connection = await broker.ConnectAsync();
        await broker.DeclareAsync("work");
        var consumer = await QueueConsumer.StartAsync(
            connection, broker.Options("work", static options => options.DrainTimeout = TimeSpan.FromSeconds(20)), new Ledger().Handler(TimeSpan.Zero));
        await consumer.PauseAsync();

        await consumer.StopAsync().WaitAsync(TimeSpan.FromSeconds(10));

        Assert.Equal(ConsumerState.Stopped, consumer.State);
        await Assert.ThrowsAsync<InvalidOperationException>(() => consumer.ResumeAsync());
    }
}
