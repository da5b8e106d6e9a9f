using System.Collections.Concurrent;
using Leveret.Tests.Broker;
using Xunit.Abstractions;

namespace Leveret.Tests.Connecting;

/// <summary>The broker closes or loses the channel and leaves the connection open, which no client recovers.</summary>
[Collection(OneAtATime.Name)]
[Trait("Category", "Broker")]
public sealed class ChannelClosedTests(ITestOutputHelper output)
{
    /// <summary>
    /// The client reads nothing on the connection until the handler has ended. In a host the consumer goes on on another connection;
    /// a connection that was lent to it is waited for.
    /// </summary>
    [Theory]
    [InlineData("3.10", "classic", true)]
    [InlineData("3.10", "quorum", true)]
    [InlineData("3.10", "classic", false)]
    [InlineData("3.10", "quorum", false)]
    public async Task A_handler_that_takes_longer_than_the_consumer_timeout(string version, string type, bool hosted)
    {
        await using var broker = await TestBroker.OpenAsync(version, output, type);
        await using var connections = hosted ? Connections.ToNodes(broker) : await Connections.BorrowAsync(broker);
        await broker.DeclareAsync("work");
        await broker.PublishAsync("work", Messages.Ids(10));
        var ledger = new Ledger();
        var release = new TaskCompletionSource();
        try
        {
            await Task.WhenAll(broker.Cluster.Nodes.Select(node => broker.Cluster.CtlAsync(node.Index, "eval", "application:set_env(rabbit, consumer_timeout, 1000), application:set_env(rabbit, channel_tick_interval, 500).")));

            await using var consumer = await QueueConsumer.StartAsync(
                connections.Source,
                broker.Options("work", static options => (options.Concurrency, options.SilenceTimeout) = (2, TimeSpan.Zero)),
                ledger.Handler(async (delivery, _) =>
                {
                    if (delivery.MessageId == "m0" && !delivery.Redelivered)
                        await release.Task;

                    return Outcome.Ack;
                }),
                default);
            await Eventually.HoldsAsync(() => consumer.LastError is not null || consumer.State == ConsumerState.Recovering, "the channel is closed");
            await broker.PublishAsync("work", Messages.Ids(10, "after"));
            if (!hosted)
                release.SetResult();

            await ledger.HasAllAsync(Messages.Ids(10, "after"));
            release.TrySetResult();

            await ledger.HasAllAsync([.. Messages.Ids(10), .. Messages.Ids(10, "after")]);
            await broker.HasOneConsumerAsync("work");
            await broker.IsEmptyAsync("work");
            Assert.Empty(ledger.DoneAgain);
        }
        finally
        {
            release.TrySetResult();
            await Task.WhenAll(broker.Cluster.Nodes.Select(node => broker.Cluster.CtlAsync(node.Index, "eval", "application:set_env(rabbit, consumer_timeout, 1800000), application:set_env(rabbit, channel_tick_interval, 60000).")));
        }
    }

    /// <summary>The broker closes a channel on which a delivery is settled twice.</summary>
    [Theory]
    [MemberData(nameof(Brokers.Everywhere), MemberType = typeof(Brokers))]
    public async Task Closed_by_the_broker_while_handlers_run(string version, string type)
    {
        await using var broker = await TestBroker.OpenAsync(version, output, type);
        await using var proxy = new AmqpProxy(broker.Cluster.Nodes[0]);
        await using var connection = await broker.ConnectAsync(proxy);
        await broker.DeclareAsync("work");
        var log = new LogLines();
        var ledger = new Ledger();
        await using var consumer = await QueueConsumer.StartAsync(
            connection,
            broker.Options("work", static options => (options.Concurrency, options.AckEvery, options.SilenceTimeout) = (4, 1, TimeSpan.Zero), log),
            ledger.Handler(TimeSpan.FromMilliseconds(20)));
        await broker.PublishAsync("work", Messages.Ids(10, "before"));
        await ledger.HasAllAsync(Messages.Ids(10, "before"));
        var shutdowns = new ConcurrentQueue<string>();
        connection.ConnectionShutdownAsync += (_, reason) =>
        {
            shutdowns.Enqueue(reason.ToString());
            return Task.CompletedTask;
        };

        proxy.RepeatsSettlements = true;
        await broker.PublishAsync("work", Messages.Ids(40));
        await Eventually.HoldsAsync(() => log.Of(2).Count > 0, "the channel is closed");
        proxy.RepeatsSettlements = false;

        await ledger.HasAllAsync(Messages.Ids(40));
        Assert.All(log.Of(2), static line => Assert.Contains("406", line, StringComparison.Ordinal));
        // None, but for one thing: an acknowledgement that the client writes behind its answer to the close.
        Assert.All(shutdowns, static reason => Assert.Contains("504", reason, StringComparison.Ordinal));
        await broker.HasOneConsumerAsync("work");
        await broker.IsEmptyAsync("work");
        Assert.Empty(ledger.DoneAgain);
    }

    /// <summary>
    /// The process that serves the channel is gone; nobody tells the client. Told to close a channel that it no longer has, the
    /// broker closes the connection too.
    /// </summary>
    [Theory]
    [MemberData(nameof(Brokers.Everywhere), MemberType = typeof(Brokers))]
    public async Task A_channel_that_is_open_for_the_client_only(string version, string type)
    {
        await using var broker = await TestBroker.OpenAsync(version, output, type);
        await using var connection = await broker.ConnectAsync(0);
        await broker.DeclareAsync("work");
        await broker.PublishAsync("work", Messages.Ids(10));
        var ledger = new Ledger();
        await using var consumer = await QueueConsumer.StartAsync(connection, broker.Options("work"), ledger.Handler(TimeSpan.Zero));
        await ledger.HasAllAsync(Messages.Ids(10));

        await broker.DisconnectAsync();
        await broker.Cluster.CtlAsync(0, "eval", "[rabbit_channel:shutdown(C) || C <- rabbit_channel:list_local()].");
        await broker.PublishAsync("work", Messages.Ids(10, "after"));

        await ledger.HasAllAsync(Messages.Ids(10, "after"));
        await broker.HasOneConsumerAsync("work");
        await broker.IsEmptyAsync("work");
        Assert.Empty(ledger.DoneAgain);
    }
}
