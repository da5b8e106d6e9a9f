using Leveret.Tests.Broker;
using Xunit.Abstractions;

namespace Leveret.Tests.Connecting;

/// <summary>The broker is short of memory, and reads nothing from connections that publish.</summary>
[Collection(OneAtATime.Name)]
[Trait("Category", "Broker")]
public sealed class BlockedBrokerTests(ITestOutputHelper output)
{
    [Theory]
    [MemberData(nameof(Brokers.Everywhere), MemberType = typeof(Brokers))]
    public async Task Consuming_goes_on_and_retries_follow_when_there_is_memory(string version, string type)
    {
        await using var broker = await TestBroker.OpenAsync(version, output, type);
        await using var connections = Connections.ToNodes(broker);
        await broker.DeclareAsync("work");
        await broker.PublishAsync("work", Messages.Ids(60));
        var ledger = new Ledger();
        var blocked = new TaskCompletionSource();
        await using var consumer = await QueueConsumer.StartAsync(
            connections.Source,
            broker.Options("work", static options =>
            {
                options.Concurrency = 2;
                options.DeadLetter.ConfirmTimeout = TimeSpan.FromSeconds(1);
            }),
            ledger.Handler(async (delivery, _) =>
            {
                await blocked.Task;
                return delivery.MessageId == "m5" && delivery.Attempt == 1 ? Outcome.Retry() : Outcome.Ack;
            }),
            default);
        await Eventually.HoldsAsync(() => ledger.Begun == 2, "consuming");
        try
        {
            await Task.WhenAll(broker.Cluster.Nodes.Select(node => broker.Cluster.CtlAsync(node.Index, "set_vm_memory_high_watermark", "0.0000001")));

            blocked.SetResult();
            await ledger.HasAllAsync(Messages.Ids(60).Where(static id => id != "m5").ToList());
            Assert.Equal(0, ledger.DoneOf("m5"));
        }
        finally
        {
            blocked.TrySetResult();
            await Task.WhenAll(broker.Cluster.Nodes.Select(node => broker.Cluster.CtlAsync(node.Index, "set_vm_memory_high_watermark", "0.6")));
        }

        await ledger.HasAllAsync(["m5"]);
        await broker.IsEmptyAsync("work");
        // A copy that the broker did not confirm in time may have been read all the same, and is there twice then.
        Assert.Empty(ledger.DoneAgain.Except(["m5"]));
        await broker.ListsConsumersAsync("work", 1);
    }
}
