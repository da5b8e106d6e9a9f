using Leveret.Tests.Broker;
using Xunit.Abstractions;

namespace Leveret.Tests.Settling;

[Collection(OneAtATime.Name)]
[Trait("Category", "Broker")]
public sealed class LostAckBrokerTests(ITestOutputHelper output)
{
    [Theory]
    [MemberData(nameof(Brokers.Everywhere), MemberType = typeof(Brokers))]
    public async Task Work_that_is_done_is_not_done_again_when_the_acknowledgement_was_lost(string version, string type)
    {
        await using var broker = await TestBroker.OpenAsync(version, output, type);
        var queue = await broker.DeclareAsync("work");
        await using var proxy = new AmqpProxy(broker.Cluster.Nodes[0]);
        await using var connection = await broker.ConnectAsync(proxy);
        var log = new LogLines();
        var options = broker.Options(queue, logger: log);
        options.Prefetch = 100;
        proxy.LosesSettlements = true;
        await broker.PublishAsync(queue, Messages.Ids(20));
        var seen = new Handled();
        await using var consumer = await QueueConsumer.StartAsync(connection, options, (delivery, _) =>
        {
            seen.Add(delivery);
            return Task.CompletedTask;
        });
        await seen.ReachesAsync(20);
        await Eventually.HoldsAsync(() => consumer.InFlight == 0, "all acknowledged");
        await proxy.CutAsync(() => proxy.LosesSettlements = false);

        await Eventually.HoldsAsync(() => log.Of(14).Count == 20, "20 known to be done");
        await Eventually.HoldsAsync(() => consumer.InFlight == 0, "all acknowledged");
        await consumer.StopAsync();
        Assert.Equal(20, seen.Count);
        Assert.Equal(0u, await broker.ReadyAsync(queue));
    }

    [Theory]
    [MemberData(nameof(Brokers.Everywhere), MemberType = typeof(Brokers))]
    public async Task A_copy_that_comes_while_the_first_is_still_being_handled_waits_for_its_end(string version, string type)
    {
        await using var broker = await TestBroker.OpenAsync(version, output, type);
        var queue = await broker.DeclareAsync("work");
        await using var proxy = new AmqpProxy(broker.Cluster.Nodes[0]);
        await using var connection = await broker.ConnectAsync(proxy);
        var log = new LogLines();
        var options = broker.Options(queue, logger: log);
        options.Prefetch = 5;
        using var gate = new SemaphoreSlim(0);
        var seen = new Handled();
        await using var consumer = await QueueConsumer.StartAsync(connection, options, async (delivery, token) =>
        {
            var run = seen.Add(delivery);
            if (run.Id is "done" or "fails" && !run.Redelivered)
                await gate.WaitAsync(token);

            return run.Id == "fails" && !run.Redelivered ? Outcome.Requeue : Outcome.Ack;
        });
        await RunBrokenAsync("done");
        await Eventually.HoldsAsync(() => log.Of(14).Count == 1, "the copy is known to be done");
        Assert.Single(seen.Of("done"));

        // What was not done is done by the copy.
        await RunBrokenAsync("fails");
        await Eventually.HoldsAsync(() => seen.Of("fails").Count == 2, "the copy is handled");
        await Eventually.HoldsAsync(() => consumer.InFlight == 0, "all acknowledged");
        await consumer.StopAsync();
        Assert.Single(log.Of(14));
        Assert.Equal(0u, await broker.ReadyAsync(queue));

        async Task RunBrokenAsync(string id)
        {
            await broker.PublishAsync(queue, id);
            await Eventually.HoldsAsync(() => seen.Of(id).Count == 1, $"{id} is being handled");
            var lost = log.Of(2).Count;
            await proxy.CutAsync();
            await Eventually.HoldsAsync(() => log.Of(2).Count > lost && consumer.State == ConsumerState.Consuming, "consuming again");
            await Eventually.HoldsAsync(() => consumer.InFlight == 1, "the copy has come");
            Assert.Single(seen.Of(id));
            gate.Release();
        }
    }
}
