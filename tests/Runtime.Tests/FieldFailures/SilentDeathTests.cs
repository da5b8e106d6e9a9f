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
        await using var broker = await TestBroker.OpenAsync(version, output, type);
        await using var connection = await broker.ConnectAsync();
        await broker.DeclareAsync("work");
        var ledger = new Ledger();
        await using var consumer = await QueueConsumer.StartAsync(connection, broker.Options("work"), ledger.Handler(TimeSpan.Zero));
        foreach (var node in broker.Cluster.Nodes)
            await broker.Cluster.CtlAsync(node.Index, "eval", "[rabbit_channel:shutdown(C) || C <- rabbit_channel:list_local()].");

        await broker.PublishAsync("work", Messages.Ids(10));

        await ledger.HasAllAsync(Messages.Ids(10));
        Assert.True(connection.IsOpen);
        Assert.Empty(ledger.DoneAgain);
    }
}
