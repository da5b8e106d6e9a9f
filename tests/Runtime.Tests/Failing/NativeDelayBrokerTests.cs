using System.Text;
using Leveret.Tests.Broker;
using Xunit.Abstractions;

namespace Leveret.Tests.Failing;

/// <summary>The delayed retry of quorum queues, which RabbitMQ has from 4.3 on.</summary>
[Collection(OneAtATime.Name)]
[Trait("Category", "Broker")]
public sealed class NativeDelayBrokerTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData("all")]
    [InlineData("failed")]
    public async Task A_queue_that_delays_is_left_to_delay_and_the_attempts_are_counted(string retryType)
    {
        await using var broker = await TestBroker.OpenAsync("4.3", output);
        await using var connection = await broker.ConnectAsync();
        var queue = await broker.DeclareAsync("work", ("x-delayed-retry-type", retryType), ("x-delayed-retry-min", 300), ("x-delayed-retry-max", 600), ("x-max-length", 1000), ("x-single-active-consumer", true), ("x-dead-letter-exchange", "amq.fanout"));
        await broker.PublishAsync(queue, "m1");
        var log = new LogLines();
        var options = broker.Options(queue, logger: log);
        options.Retry.Immediate = 1;
        options.Retry.Delays = [TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1)];
        var seen = new Handled();
        Func<Delivery, CancellationToken, Task> handler = (delivery, _) =>
        {
            seen.Add(delivery);
            throw new InvalidOperationException("no stock");
        };
        await using var consumer = await QueueConsumer.StartAsync(connection, options, handler);
        var dead = Assert.Single(await broker.TakeAsync("work.dead-letter", 1));
        await consumer.StopAsync();

        Assert.EndsWith("waits by Native", Assert.Single(log.Of(1)), StringComparison.Ordinal);
        Assert.Equal([1, 2, 3, 4, 5], seen.Runs.Select(static run => run.Attempt));
        Assert.True(seen.Runs[2].At - seen.Runs[1].At > TimeSpan.FromMilliseconds(280), "the first wait was too short");
        Assert.True(seen.Runs[4].At - seen.Runs[3].At > TimeSpan.FromMilliseconds(580), "the last wait was too short");
        Assert.Equal("m1", Encoding.UTF8.GetString(dead.Body.Span));
        Assert.Equal(5, DeliveryHeaders.ReadNumber(dead.BasicProperties.Headers, DeliveryHeaders.Attempts));
        Assert.Equal(["work", "work.dead-letter"], (await broker.VirtualHost.QueuesAsync()).Order(StringComparer.Ordinal));
        Assert.Equal(0u, await broker.ReadyAsync(queue));
    }

    [Fact]
    public async Task A_wait_of_ones_own_goes_through_step_queues_and_is_counted()
    {
        await using var broker = await TestBroker.OpenAsync("4.3", output);
        await using var connection = await broker.ConnectAsync();
        var queue = await broker.DeclareAsync("work", ("x-delayed-retry-type", "all"), ("x-delayed-retry-min", 50));
        var seen = new Handled();
        var early = Messages.Properties("early");
        var notBefore = DateTimeOffset.UtcNow.AddSeconds(2);
        DeliveryHeaders.SetNotBefore(early, notBefore);
        await broker.PublishAsync("", queue, early, "early");
        await broker.PublishAsync(queue, "after", "at");
        var retryAt = DateTimeOffset.UtcNow.AddSeconds(2);
        await using var consumer = await QueueConsumer.StartAsync(connection, broker.Options(queue, static options => options.Retry.Delays = [.. Enumerable.Repeat(TimeSpan.FromMilliseconds(200), 3)]), (delivery, _) =>
        {
            var run = seen.Add(delivery);
            return ValueTask.FromResult((run.Id, run.Attempt) switch
            {
                ("after", 1) => Outcome.Retry(TimeSpan.FromSeconds(1)),
                ("at", 1) => Outcome.RetryAt(retryAt),
                // The queue delays this one, and counts on from what was counted before.
                (_, < 3) => Outcome.Retry(),
                _ => Outcome.Ack,
            });
        });

        await Eventually.HoldsAsync(() => seen.Count == 9, "three runs of each");
        await broker.IsEmptyAsync(queue);
        foreach (var id in (string[])["early", "after", "at"])
            Assert.Equal([1, 2, 3], seen.Of(id).Select(static run => run.Attempt));

        Assert.True(seen.Of("early")[0].At >= notBefore, "handled before its time");
        Assert.True(seen.Of("after")[1].At - seen.Of("after")[0].At >= TimeSpan.FromSeconds(1), "the wait was too short");
        Assert.True(seen.Of("at")[1].At >= retryAt, "handled before its time");
    }

    /// <summary>A classic queue hands out at once what is rejected.</summary>
    [Fact]
    public async Task A_queue_that_becomes_one_that_does_not_delay_is_no_storm()
    {
        await using var broker = await TestBroker.OpenAsync("4.3", output);
        await using var connection = await broker.ConnectAsync();
        var queue = await broker.DeclareAsync("work", ("x-delayed-retry-type", "all"), ("x-delayed-retry-min", 300));
        var options = broker.Options(queue);
        options.Retry.Immediate = 0;
        options.Retry.Delays = [TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1)];
        var seen = new Handled();
        Func<Delivery, CancellationToken, Task> handler = (delivery, _) =>
        {
            seen.Add(delivery);
            throw new InvalidOperationException("no stock");
        };
        await using var consumer = await QueueConsumer.StartAsync(connection, options, handler);
        await using (var channel = await connection.CreateChannelAsync())
        {
            await channel.QueueDeleteAsync(queue, ifUnused: false, ifEmpty: false);
            await channel.QueueDeclareAsync(queue, durable: true, exclusive: false, autoDelete: false, new Dictionary<string, object?> { ["x-queue-type"] = "classic" });
        }

        await broker.PublishAsync(queue, "m1");
        Assert.Single(await broker.TakeAsync("work.dead-letter", 1));
        Assert.InRange(seen.Runs.Count, 3, 4);
    }

    [Theory]
    [InlineData("4.3", "quorum", "returned", null)]
    [InlineData("4.3", "quorum", "disabled", null)]
    [InlineData("4.3", "quorum", "all", 2)]
    [InlineData("4.3", "quorum", null, null)]
    [InlineData("4.3", "classic", null, null)]
    [InlineData("3.10", "quorum", null, null)]
    public async Task A_queue_that_does_not_delay_or_not_often_enough_has_step_queues(string version, string type, string? retryType, int? limit)
    {
        await using var broker = await TestBroker.OpenAsync(version, output, type);
        await using var connection = await broker.ConnectAsync();
        var arguments = new List<(string, object?)>();
        if (retryType is not null)
            arguments.AddRange([("x-delayed-retry-type", retryType), ("x-delayed-retry-min", 300)]);

        if (limit is not null)
            arguments.Add(("x-delivery-limit", limit));

        var queue = await broker.DeclareAsync("work", [.. arguments]);
        await broker.PublishAsync(queue, "m1");
        var log = new LogLines();
        var options = broker.Options(queue, logger: log);
        options.Retry.Delays = [.. Enumerable.Repeat(TimeSpan.FromMilliseconds(200), 3)];
        await using var consumer = await QueueConsumer.StartAsync(connection, options, static (_, _) => ValueTask.FromResult(Outcome.Retry()));
        var dead = Assert.Single(await broker.TakeAsync("work.dead-letter", 1));

        Assert.EndsWith("waits by StepQueues", Assert.Single(log.Of(1)), StringComparison.Ordinal);
        Assert.Equal(4, DeliveryHeaders.ReadNumber(dead.BasicProperties.Headers, DeliveryHeaders.Attempts));
        Assert.Contains("work.delay.200ms", await broker.VirtualHost.QueuesAsync());
    }

    [Theory]
    [InlineData("3.10", "classic")]
    [InlineData("3.10", "quorum")]
    [InlineData("4.3", "classic")]
    public async Task Asking_for_it_where_there_is_none_is_an_error(string version, string type)
    {
        await using var broker = await TestBroker.OpenAsync(version, output, type);
        await using var connection = await broker.ConnectAsync();
        var queue = await broker.DeclareAsync("work");
        var options = broker.Options(queue);
        options.Retry.Mechanism = DelayMechanism.Native;
        var error = await Assert.ThrowsAsync<ConsumerException>(() => QueueConsumer.StartAsync(connection, options, static (_, _) => ValueTask.FromResult(Outcome.Ack)));
        Assert.Contains("'work'", error.Message, StringComparison.Ordinal);
        Assert.Contains("Native", error.Message, StringComparison.Ordinal);
        Assert.Equal(["work"], await broker.VirtualHost.QueuesAsync());
    }
}
