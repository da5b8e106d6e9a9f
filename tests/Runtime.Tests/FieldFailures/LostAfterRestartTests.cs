using Leveret.Tests.Broker;
using Xunit.Abstractions;

namespace Leveret.Tests.FieldFailures;

/// <summary>The consumer does not come back when the broker was restarted.</summary>
[Collection(OneAtATime.Name)]
[Trait("Category", "Broker")]
public sealed class LostAfterRestartTests(ITestOutputHelper output)
{
    [Theory]
    [MemberData(nameof(Brokers.Everywhere), MemberType = typeof(Brokers))]
    public async Task The_node_is_stopped_and_started(string version, string type)
    {
        await using var broker = await TestBroker.OpenAsync(version, output, type);
        await using var connection = await broker.ConnectAsync(0);
        await broker.DeclareAsync("work");
        var ledger = new Ledger();
        await using var consumer = await QueueConsumer.StartAsync(connection, broker.Options("work"), ledger.Handler(TimeSpan.Zero));
        await broker.Cluster.CtlAsync(0, "stop_app");
        try
        {
            await Eventually.HoldsAsync(() => consumer.State == ConsumerState.Recovering, "the loss is noticed");
        }
        finally
        {
            await broker.Cluster.CtlAsync(0, "start_app");
        }

        await broker.PublishAsync("work", Messages.Ids(10));

        await ledger.HasAllAsync(Messages.Ids(10));
        await broker.HasOneConsumerAsync("work");
    }
}
