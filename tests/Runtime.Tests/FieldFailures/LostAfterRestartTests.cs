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
        await using var host = await BrokerHost.OpenAsync(version, output);
        await using var connection = await host.ConnectAsync(0, static factory => factory.NetworkRecoveryInterval = TimeSpan.FromMilliseconds(200));
        await host.DeclareAsync("work", type);
        var ledger = new Ledger();
        await using var consumer = await QueueConsumer.StartAsync(connection, host.Options("work"), ledger.Handler(TimeSpan.Zero));
        await host.Cluster.CtlAsync(0, "stop_app");
        await Eventually.HoldsAsync(() => consumer.State == ConsumerState.Recovering, "the loss is noticed");
        await host.Cluster.CtlAsync(0, "start_app");

        await host.PublishAsync("work", Messages.Ids(10), node: 0);

        await ledger.HasAllAsync(Messages.Ids(10));
        await host.HasOneConsumerAsync("work", TimeSpan.FromSeconds(1));
    }
}
