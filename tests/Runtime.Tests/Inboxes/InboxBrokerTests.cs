using Leveret.Tests.Broker;
using RabbitMQ.Client;
using Xunit.Abstractions;

namespace Leveret.Tests.Inboxes;

[Collection(OneAtATime.Name)]
[Trait("Category", "Broker")]
public sealed class InboxBrokerTests(ITestOutputHelper output)
{
    [Theory]
    [MemberData(nameof(Brokers.Everywhere), MemberType = typeof(Brokers))]
    public async Task A_second_copy_is_acknowledged_without_being_handled(string version, string type)
    {
        await using var broker = await TestBroker.OpenAsync(version, output, type);
        await using var connection = await broker.ConnectAsync();
        var queue = await broker.DeclareAsync("work");
        var log = new LogLines();
        var options = broker.Options(queue, logger: log);
        options.Inbox = new MemoryInbox();
        var seen = new Handled();
        await using var consumer = await QueueConsumer.StartAsync(connection, options, (delivery, _) =>
            ValueTask.FromResult(seen.Add(delivery) is { Id: "fails", Attempt: 1 } ? Outcome.Retry() : Outcome.Ack));
        await broker.PublishAsync(queue, "m1", "m1", "m2", "fails", "m1");
        await broker.PublishAsync("", queue, new BasicProperties(), "no id");
        await Eventually.HoldsAsync(() => log.Of(14).Count == 2 && seen.Of("fails").Count == 2, "both copies and the retry");
        var dead = Assert.Single(await broker.TakeAsync("work.dead-letter", 1));
        await consumer.StopAsync();

        Assert.Equal(["fails", "fails", "m1", "m2"], seen.Runs.Select(static run => run.Id).Order(StringComparer.Ordinal));
        Assert.StartsWith("The message has no id", DeliveryHeaders.ReadText(dead.BasicProperties.Headers, DeliveryHeaders.Reason), StringComparison.Ordinal);
        Assert.Equal(0u, await broker.ReadyAsync(queue));
    }

    [Theory]
    [MemberData(nameof(Brokers.Everywhere), MemberType = typeof(Brokers))]
    public async Task Of_two_copies_at_once_one_is_handled_and_the_other_waits_for_it(string version, string type)
    {
        await using var broker = await TestBroker.OpenAsync(version, output, type);
        await using var connection = await broker.ConnectAsync();
        var queue = await broker.DeclareAsync("work");
        var log = new LogLines();
        var options = broker.Options(queue, logger: log);
        options.Prefetch = 4;
        options.Concurrency = 2;
        options.Inbox = new MemoryInbox();
        using var gate = new SemaphoreSlim(0);
        var seen = new Handled();
        await using var consumer = await QueueConsumer.StartAsync(connection, options, (delivery, token) =>
        {
            seen.Add(delivery);
            return gate.WaitAsync(token);
        });
        await broker.PublishAsync(queue, "m1", "m1");
        // The second goes through the step queue for as long as the first runs.
        await broker.HasReadyAsync("work.delay.200ms", 1);
        Assert.Equal(1, seen.Count);

        gate.Release(2);
        await Eventually.HoldsAsync(() => log.Of(14).Count == 1, "the second copy is known");
        await consumer.StopAsync();
        Assert.Equal(1, seen.Count);
        Assert.Equal(0u, await broker.ReadyAsync(queue));
        Assert.Equal(0u, await broker.ReadyAsync("work.delay.200ms"));
        Assert.Equal(0u, await broker.ReadyAsync("work.dead-letter"));
    }
}
