using Leveret.Tests.Broker;
using Xunit.Abstractions;

namespace Leveret.Tests.Connecting;

/// <summary>Nothing comes for a while, and nothing is wrong.</summary>
[Collection(OneAtATime.Name)]
[Trait("Category", "Broker")]
public sealed class SilenceTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData("3.10", "classic")]
    [InlineData("4.3", "quorum")]
    public async Task A_long_handler_keeps_its_channel_while_others_wait_behind_it(string version, string type)
    {
        await using var broker = await TestBroker.OpenAsync(version, output, type);
        await using var connection = await broker.ConnectAsync();
        await broker.DeclareAsync("work");
        await broker.PublishAsync("work", Messages.Ids(50));
        var ledger = new Ledger();
        var redelivered = 0;
        var errors = 0;
        await using var consumer = await QueueConsumer.StartAsync(
            connection,
            broker.Options("work", static options => (options.Prefetch, options.SilenceTimeout) = (20, TimeSpan.FromMilliseconds(500))),
            ledger.Handler(async (delivery, _) =>
            {
                if (delivery.Redelivered)
                    Interlocked.Increment(ref redelivered);

                if (delivery.MessageId == "m0")
                    await Task.Delay(TimeSpan.FromSeconds(4), CancellationToken.None);

                return Outcome.Ack;
            }));

        await Eventually.HoldsAsync(
            () =>
            {
                errors += consumer.LastError is null && consumer.State == ConsumerState.Consuming ? 0 : 1;
                return ledger.Done == 50;
            },
            "all handled");

        Assert.Equal((0, 0, 50), (redelivered, errors, ledger.Begun));
    }

    [Fact]
    public async Task A_standby_of_a_single_active_consumer_costs_nobody_a_connection()
    {
        await using var broker = await TestBroker.OpenAsync("4.3", output);
        await using var connections = Connections.ToNodes(broker);
        await broker.DeclareAsync("work", ("x-single-active-consumer", true));
        await broker.PublishAsync("work", Messages.Ids(20));
        var release = new TaskCompletionSource();
        var active = new Ledger();
        var standby = new Ledger();
        var log = new LogLines();
        await using var first = await QueueConsumer.StartAsync(
            connections.Source,
            broker.Options("work", static options => options.Prefetch = 1),
            active.Handler(async (_, _) =>
            {
                await release.Task;
                return Outcome.Ack;
            }),
            default);
        await Eventually.HoldsAsync(() => active.Begun == 1, "the first is active");
        await using var second = await QueueConsumer.StartAsync(
            connections.Source, broker.Options("work", static options => options.SilenceTimeout = TimeSpan.FromMilliseconds(300), log), standby.Handler(TimeSpan.Zero), default);
        var connection = await connections.Source.GetAsync(default);
        await Eventually.HoldsAsync(() => log.Of(2).Count == 2, "the standby is taken for silent, and again");

        Assert.True(connection.IsOpen);
        Assert.Equal(0, standby.Begun);
        release.SetResult();
        await active.HasAllAsync(Messages.Ids(20));
    }
}
