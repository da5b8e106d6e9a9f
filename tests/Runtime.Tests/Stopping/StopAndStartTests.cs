using Leveret.Tests.Broker;
using Xunit.Abstractions;

namespace Leveret.Tests.Stopping;

/// <summary>Consumers come and go under load, as with deployments.</summary>
[Collection(OneAtATime.Name)]
[Trait("Category", "Broker")]
public sealed class StopAndStartTests(ITestOutputHelper output)
{
    [Theory]
    [MemberData(nameof(Brokers.Everywhere), MemberType = typeof(Brokers))]
    public async Task Twenty_rounds_hand_nothing_out_again_that_was_done(string version, string type)
    {
        await using var broker = await TestBroker.OpenAsync(version, output, type);
        await using var connection = await broker.ConnectAsync();
        await broker.DeclareAsync("work");
        await using var load = Load.Start(broker, "work", TimeSpan.Zero, 0);
        var ledger = new Ledger();
        for (var round = 0; round < 20; round++)
        {
            var done = ledger.Done;
            await using var consumer = await QueueConsumer.StartAsync(
                connection, broker.Options("work", static options => (options.Concurrency, options.Prefetch) = (4, 40)), ledger.Handler(TimeSpan.FromMilliseconds(2)));
            await Eventually.HoldsAsync(() => ledger.Done > done + 5, "some are handled");
            await consumer.StopAsync();
            Assert.Equal(ledger.Begun, ledger.Done);
        }

        var confirmed = await load.StopAsync();
        await using (await QueueConsumer.StartAsync(connection, broker.Options("work", static options => (options.Concurrency, options.Prefetch) = (4, 100)), ledger.Handler(TimeSpan.Zero)))
        {
            await ledger.HasAllAsync(confirmed);
            await broker.IsEmptyAsync("work");
        }

        output.WriteLine($"{confirmed.Count} messages, {ledger.Begun} runs");
        Assert.Empty(ledger.DoneAgain);
        Assert.Equal(ledger.Done, ledger.Begun);
        await Eventually.HoldsAsync(static () => !ConsumerRegistry.Measure(static _ => 1).Any(), "no consumer is known any more");
        await broker.ListsConsumersAsync("work", 0);
    }
}
