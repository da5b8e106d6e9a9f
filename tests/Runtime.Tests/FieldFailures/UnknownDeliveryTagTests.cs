using Leveret.Tests.Broker;
using Xunit.Abstractions;

namespace Leveret.Tests.FieldFailures;

/// <summary>What came on a channel that is lost is settled on the next one, which closes that too.</summary>
[Collection(OneAtATime.Name)]
[Trait("Category", "Broker")]
public sealed class UnknownDeliveryTagTests(ITestOutputHelper output)
{
    [Theory]
    [MemberData(nameof(Brokers.Everywhere), MemberType = typeof(Brokers))]
    public async Task Handlers_outlive_their_channel_and_settle_nothing_on_the_next(string version, string type)
    {
        await using var broker = await TestBroker.OpenAsync(version, output, type);
        await using var connection = await broker.ConnectAsync();
        await broker.DeclareAsync("work");
        await broker.PublishAsync("work", Messages.Ids(20));
        var release = new TaskCompletionSource();
        var ledger = new Ledger();
        var losses = 0;
        await using var consumer = await QueueConsumer.StartAsync(
            connection,
            broker.Options("work", static options => options.Concurrency = 4),
            ledger.Handler(async (_, _) =>
            {
                await release.Task;
                return Outcome.Ack;
            }));
        await Eventually.HoldsAsync(() => ledger.Begun == 4, "four run");
        var noticed = Eventually.HoldsAsync(() => consumer.State == ConsumerState.Recovering, "the loss is noticed");
        await broker.CloseConnectionsAsync();
        await noticed;
        await Eventually.HoldsAsync(() => consumer.State == ConsumerState.Consuming, "consuming again");
        connection.ConnectionShutdownAsync += (_, _) => Task.FromResult(Interlocked.Increment(ref losses));

        release.SetResult();

        await ledger.HasAllAsync(Messages.Ids(20));
        await broker.IsEmptyAsync("work");
        Assert.Equal(0, losses);
        Assert.Equal(ConsumerState.Consuming, consumer.State);
        Assert.Null(consumer.LastError);
        Assert.Empty(ledger.DoneAgain);
        Assert.Equal(20, ledger.Begun);
    }
}
