using Leveret.Tests.Broker;
using Xunit.Abstractions;

namespace Leveret.Tests.FieldFailures;

/// <summary>The consumer is gone without a word after its channel alone was closed.</summary>
[Collection(OneAtATime.Name)]
[Trait("Category", "Broker")]
public sealed class SilentDeathTests(ITestOutputHelper output)
{
    [Theory]
    [MemberData(nameof(Brokers.Everywhere), MemberType = typeof(Brokers))]
    public async Task The_channel_is_gone_and_the_connection_is_healthy(string version, string type)
    {
        await using var host = await BrokerHost.OpenAsync(version, output);
        await using var connection = await host.ConnectAsync(configure: static factory => factory.NetworkRecoveryInterval = TimeSpan.FromMilliseconds(200));
        await host.DeclareAsync("work", type);
        var ledger = new Ledger();
        await using var consumer = await QueueConsumer.StartAsync(connection, host.Options("work"), ledger.Handler(TimeSpan.Zero));
        foreach (var node in host.Cluster.Nodes)
            await host.Cluster.CtlAsync(node.Index, "eval", "[rabbit_channel:shutdown(C) || C <- rabbit_channel:list_local()].");

        await host.PublishAsync("work", Messages.Ids(10));

        await ledger.HasAllAsync(Messages.Ids(10));
        Assert.True(connection.IsOpen);
        Assert.Empty(ledger.DoneAgain);
    }
}
