using Leveret.Tests.Broker;
using Xunit.Abstractions;

namespace Leveret.Tests.FieldFailures;

/// <summary>The consumer is registered at the broker, its connection is healthy, and nothing comes any more.</summary>
[Collection(OneAtATime.Name)]
[Trait("Category", "Broker")]
public sealed class SilentDeathTests(ITestOutputHelper output)
{
    [Theory]
    [MemberData(nameof(Brokers.Everywhere), MemberType = typeof(Brokers))]
    public async Task Deliveries_do_not_arrive_any_more_and_the_connection_is_healthy(string version, string type)
    {
        await using var broker = await TestBroker.OpenAsync(version, output, type);
        await broker.DeclareAsync("work");
        await using var proxy = new AmqpProxy(broker.Cluster.Nodes[0]);
        await using var connection = await broker.ConnectAsync(proxy);
        var shutdowns = 0;
        connection.ConnectionShutdownAsync += (_, _) => Task.FromResult(Interlocked.Increment(ref shutdowns));
        var log = new LogLines();
        var ledger = new Ledger();
        await using var consumer = await QueueConsumer.StartAsync(
            connection, broker.Options("work", static options => options.SilenceTimeout = TimeSpan.FromMilliseconds(500), log), ledger.Handler(TimeSpan.Zero));
        await broker.PublishAsync("work", Messages.Ids(5, "before"));
        await ledger.HasAllAsync(Messages.Ids(5, "before"));

        proxy.MuteChannels();
        // More than the prefetch: the broker has some that it cannot deliver.
        await broker.PublishAsync("work", Messages.Ids(30));

        await ledger.HasAllAsync(Messages.Ids(30));
        Assert.Contains("ready and none is delivered", Assert.Single(log.Of(2)), StringComparison.Ordinal);
        Assert.Equal(0, shutdowns);
        Assert.True(connection.IsOpen);
        await broker.HasOneConsumerAsync("work");
        await broker.IsEmptyAsync("work");
        Assert.Empty(ledger.DoneAgain);
    }
}
