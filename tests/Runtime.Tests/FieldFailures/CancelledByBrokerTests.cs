using Leveret.Tests.Broker;
using Xunit.Abstractions;

namespace Leveret.Tests.FieldFailures;

/// <summary>The consumer is deaf after the broker has cancelled it.</summary>
[Collection(OneAtATime.Name)]
[Trait("Category", "Broker")]
public sealed class CancelledByBrokerTests(ITestOutputHelper output)
{
    [Theory]
    [MemberData(nameof(Brokers.Everywhere), MemberType = typeof(Brokers))]
    public async Task The_queue_is_deleted_and_declared_again(string version, string type)
    {
        await using var host = await BrokerHost.OpenAsync(version, output);
        await using var connection = await host.ConnectAsync(configure: static factory => factory.NetworkRecoveryInterval = TimeSpan.FromMilliseconds(200));
        await host.DeclareAsync("work", type);
        var ledger = new Ledger();
        await using var consumer = await QueueConsumer.StartAsync(connection, host.Options("work"), ledger.Handler(TimeSpan.Zero));
        await host.Cluster.CtlAsync("delete_queue", "--vhost", host.Name, "work");
        await Eventually.HoldsAsync(() => consumer.State == ConsumerState.Recovering, "the cancellation is noticed");
        await host.DeclareAsync("work", type);

        await host.PublishAsync("work", Messages.Ids(10));

        await ledger.HasAllAsync(Messages.Ids(10));
    }
}
