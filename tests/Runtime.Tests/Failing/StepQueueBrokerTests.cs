using System.Collections.Concurrent;
using System.Text;
using Leveret.Tests.Broker;
using RabbitMQ.Client.Events;
using Xunit.Abstractions;

namespace Leveret.Tests.Failing;

[Collection(OneAtATime.Name)]
[Trait("Category", "Broker")]
public sealed class StepQueueBrokerTests(ITestOutputHelper output)
{
    [Theory]
    [MemberData(nameof(Brokers.Everywhere), MemberType = typeof(Brokers))]
    public async Task Side_queues_are_as_documented_and_the_queue_itself_stays_as_it_is(string version, string type)
    {
        await using var broker = await TestBroker.OpenAsync(version, output, type);
        await using var connection = await broker.ConnectAsync();
        (string, object?)[] own = [("x-max-length", 5000), ("x-message-ttl", 600_000), ("x-dead-letter-exchange", "amq.fanout"), ("x-expires", 3_600_000), ("x-overflow", "reject-publish"), ("x-single-active-consumer", true)];
        var queue = await broker.DeclareAsync("work", own);
        var before = await broker.VirtualHost.ArgumentsAsync(queue);
        await broker.PublishAsync(queue, "m1");
        var seen = new Handled();
        await using var consumer = await QueueConsumer.StartAsync(connection, broker.Options(queue), (delivery, _) =>
            ValueTask.FromResult(seen.Add(delivery).Attempt == 1 ? Outcome.Retry() : Outcome.Ack));
        await seen.ReachesAsync(2);
        await broker.HasUnacknowledgedAsync(queue, 0);

        Assert.Equal(before.OrderBy(static pair => pair.Key, StringComparer.Ordinal), (await broker.VirtualHost.ArgumentsAsync(queue)).OrderBy(static pair => pair.Key, StringComparer.Ordinal));
        Assert.Equal(["work", "work.dead-letter", "work.delay.200ms"], (await broker.VirtualHost.QueuesAsync()).Order(StringComparer.Ordinal));
        Assert.Equal(
            ["x-dead-letter-exchange=", "x-dead-letter-routing-key=work", "x-dead-letter-strategy=at-least-once", "x-message-ttl=200", "x-overflow=reject-publish", "x-queue-type=quorum"],
            await LinesAsync("work.delay.200ms"));
        Assert.Equal(version == "3.10" ? ["x-queue-type=quorum"] : ["x-delivery-limit=-1", "x-queue-type=quorum"], await LinesAsync("work.dead-letter"));

        async Task<IEnumerable<string>> LinesAsync(string name) =>
            (await broker.VirtualHost.ArgumentsAsync(name)).Select(static pair => $"{pair.Key}={pair.Value}").Order(StringComparer.Ordinal);
    }

    /// <summary>The queue that it waits in tries again each 3 minutes to hand it on, which is a second here.</summary>
    [Theory]
    [MemberData(nameof(Brokers.Versions), MemberType = typeof(Brokers))]
    public async Task A_message_that_waits_outlives_its_queue(string version)
    {
        await using var broker = await TestBroker.OpenAsync(version, output);
        foreach (var node in broker.Cluster.Nodes)
            await broker.Cluster.CtlAsync(node.Index, "eval", "application:set_env(rabbit, dead_letter_worker_publisher_confirm_timeout, 1000).");

        await using var connection = await broker.ConnectAsync();
        var queue = await broker.DeclareAsync("work");
        await broker.PublishAsync(queue, "m1");
        var seen = new Handled();
        await using var consumer = await QueueConsumer.StartAsync(
            connection, broker.Options(queue, static options => options.Retry.Delays = [TimeSpan.FromSeconds(1)]), (delivery, _) =>
                ValueTask.FromResult(seen.Add(delivery).Attempt == 1 ? Outcome.Retry() : Outcome.Ack));
        await broker.HasReadyAsync("work.delay.1s", 1);

        await broker.DeleteAsync(queue);
        // Until after its time.
        await Task.Delay(TimeSpan.FromSeconds(2));
        await broker.DeclareAsync(queue);

        await seen.ReachesAsync(2);
        await broker.IsEmptyAsync(queue);
        await broker.HasReadyAsync("work.delay.1s", 0);
        foreach (var node in broker.Cluster.Nodes)
            await broker.Cluster.CtlAsync(node.Index, "eval", "application:set_env(rabbit, dead_letter_worker_publisher_confirm_timeout, 180000).");
    }

    [Theory]
    [MemberData(nameof(Brokers.Everywhere), MemberType = typeof(Brokers))]
    public async Task An_old_consumer_works_beside_the_new_one(string version, string type)
    {
        await using var broker = await TestBroker.OpenAsync(version, output, type);
        await using var connection = await broker.ConnectAsync();
        var queue = await broker.DeclareAsync("work");
        var old = new ConcurrentQueue<string>();
        await using var channel = await connection.CreateChannelAsync();
        await channel.BasicQosAsync(0, 1, global: false);
        var raw = new AsyncEventingBasicConsumer(channel);
        raw.ReceivedAsync += async (_, message) =>
        {
            old.Enqueue(Encoding.UTF8.GetString(message.Body.Span));
            await Task.Delay(2);
            await channel.BasicAckAsync(message.DeliveryTag, multiple: false);
        };
        await channel.BasicConsumeAsync(queue, autoAck: false, "", noLocal: false, exclusive: false, null, raw);
        var seen = new Handled();
        var done = new ConcurrentQueue<string>();
        await using var consumer = await QueueConsumer.StartAsync(connection, broker.Options(queue), async (delivery, _) =>
        {
            var run = seen.Add(delivery);
            await Task.Delay(2, CancellationToken.None);
            if (run.Attempt == 1)
                return Outcome.Retry();

            done.Enqueue(run.Id);
            return Outcome.Ack;
        });
        var ids = Enumerable.Range(0, 60).Select(static i => $"m{i}").ToList();
        await broker.PublishAsync(queue, ids);

        await Eventually.HoldsAsync(() => old.Count + done.Count >= ids.Count, "all handled");
        await broker.HasUnacknowledgedAsync(queue, 0);
        Assert.Equal(ids.Order(StringComparer.Ordinal), old.Concat(done).Order(StringComparer.Ordinal));
        Assert.NotEmpty(old);
        Assert.NotEmpty(seen.Runs);
        Assert.Equal(0u, await broker.ReadyAsync(queue));
    }

    [Theory]
    [MemberData(nameof(Brokers.Versions), MemberType = typeof(Brokers))]
    public async Task A_delay_exchange_that_is_not_there_is_an_error(string version)
    {
        await using var broker = await TestBroker.OpenAsync(version, output, "classic");
        await using var connection = await broker.ConnectAsync();
        var options = broker.Options(await broker.DeclareAsync("work"));
        options.Retry.Mechanism = DelayMechanism.DelayedExchange;
        options.Retry.DelayExchange = "delayed";
        var error = await Assert.ThrowsAsync<ConsumerException>(() => QueueConsumer.StartAsync(connection, options, static (_, _) => ValueTask.FromResult(Outcome.Ack)));
        Assert.Contains("'delayed'", error.Message, StringComparison.Ordinal);
        Assert.Contains("'work'", error.Message, StringComparison.Ordinal);
        Assert.Contains("rabbitmq_delayed_message_exchange", error.Message, StringComparison.Ordinal);
    }
}
