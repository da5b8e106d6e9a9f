using System.Text;
using Leveret.Tests.Broker;
using RabbitMQ.Client;
using Xunit.Abstractions;

namespace Leveret.Tests.Failing;

[Collection(OneAtATime.Name)]
[Trait("Category", "Broker")]
public sealed class RetryBrokerTests(ITestOutputHelper output)
{
    [Theory]
    [MemberData(nameof(Brokers.Everywhere), MemberType = typeof(Brokers))]
    public async Task A_message_that_fails_is_retried_at_once_then_later_then_dead_lettered_with_all_that_is_known(string version, string type)
    {
        await using var broker = await TestBroker.OpenAsync(version, output, type);
        await using var connection = await broker.ConnectAsync();
        var queue = await broker.DeclareAsync("work");
        var copies = await broker.DeclareAsync("copies");
        await using var channel = await connection.CreateChannelAsync();
        await channel.ExchangeDeclareAsync("events", "topic");
        await channel.QueueBindAsync(queue, "events", "order.*");
        await channel.QueueBindAsync(copies, "events", "copy");
        var before = DateTimeOffset.UtcNow.AddSeconds(-1);
        var properties = new BasicProperties
        {
            MessageId = "m1",
            CorrelationId = "c1",
            ContentType = "text/plain",
            UserId = "guest",
            Expiration = "60000",
            Headers = new Dictionary<string, object?> { ["CC"] = new List<object?> { "copy" }, ["own"] = "kept" },
        };
        await broker.PublishAsync("events", "order.created", properties, "m1");

        var options = broker.Options(queue);
        options.Retry.Immediate = 1;
        options.Retry.Delays = [TimeSpan.FromMilliseconds(200), TimeSpan.FromMilliseconds(400)];
        var seen = new Handled();
        Func<Delivery, CancellationToken, Task> handler = (delivery, _) =>
        {
            seen.Add(delivery);
            throw new InvalidOperationException("no stock");
        };
        await using var consumer = await QueueConsumer.StartAsync(connection, options, handler);
        var dead = Assert.Single(await broker.TakeAsync("work.dead-letter", 1));
        await consumer.StopAsync();

        Assert.Equal([1, 2, 3, 4], seen.Runs.Select(static run => run.Attempt));
        Assert.All(seen.Runs, static run => Assert.Equal(("events", "order.created"), (run.Exchange, run.RoutingKey)));
        Assert.True(seen.Runs[2].At - seen.Runs[1].At >= TimeSpan.FromMilliseconds(200), "the first wait was too short");
        Assert.True(seen.Runs[3].At - seen.Runs[2].At >= TimeSpan.FromMilliseconds(400), "the second wait was too short");
        Assert.Equal(0u, await broker.ReadyAsync(queue));
        await broker.HasReadyAsync(copies, 1);

        var headers = dead.BasicProperties.Headers!;
        Assert.Equal("m1", Encoding.UTF8.GetString(dead.Body.Span));
        Assert.Equal(("m1", "c1", "text/plain", true), (dead.BasicProperties.MessageId, dead.BasicProperties.CorrelationId, dead.BasicProperties.ContentType, dead.BasicProperties.Persistent));
        Assert.False(dead.BasicProperties.IsExpirationPresent());
        Assert.Equal("The last attempt failed: no stock", Text(DeliveryHeaders.Reason));
        Assert.Equal("System.InvalidOperationException", Text(DeliveryHeaders.ExceptionType));
        Assert.Equal("no stock", Text(DeliveryHeaders.ExceptionMessage));
        Assert.Contains(nameof(RetryBrokerTests), Text(DeliveryHeaders.Exception), StringComparison.Ordinal);
        Assert.Equal(("events", "order.created", "work"), (Text(DeliveryHeaders.Exchange), Text(DeliveryHeaders.RoutingKey), Text(DeliveryHeaders.Queue)));
        Assert.Equal(("guest", "kept"), (Text(DeliveryHeaders.UserId), Text("own")));
        Assert.Equal(4, DeliveryHeaders.ReadNumber(headers, DeliveryHeaders.Attempts));
        Assert.InRange(DeliveryHeaders.ReadTime(headers, DeliveryHeaders.FirstFailed)!.Value, before, seen.Runs[2].At);
        Assert.InRange(DeliveryHeaders.ReadTime(headers, DeliveryHeaders.DeadLettered)!.Value, seen.Runs[3].At.AddSeconds(-1), DateTimeOffset.UtcNow);
        Assert.DoesNotContain(headers.Keys, static name => name is "CC" or "x-death" or "x-acquired-count" or "x-first-death-queue" or "x-last-death-queue" or DeliveryHeaders.NotBefore);
        // RabbitMQ 3.10 writes its own to what comes from a quorum queue, also the first time.
        Assert.Equal(0, DeliveryHeaders.ReadNumber(headers, "x-delivery-count") ?? 0);

        string? Text(string name) => DeliveryHeaders.ReadText(headers, name);
    }

    [Theory]
    [MemberData(nameof(Brokers.Everywhere), MemberType = typeof(Brokers))]
    public async Task A_handler_says_when_the_next_attempt_is_or_that_there_is_none(string version, string type)
    {
        await using var broker = await TestBroker.OpenAsync(version, output, type);
        await using var connection = await broker.ConnectAsync();
        var queue = await broker.DeclareAsync("work");
        await broker.PublishAsync(queue, "retry", "after", "at", "dead");
        var options = broker.Options(queue);
        options.Prefetch = 10;
        options.Retry.Delays = [TimeSpan.FromMilliseconds(200), TimeSpan.FromMilliseconds(200)];
        var seen = new Handled();
        var notBefore = DateTimeOffset.UtcNow.AddSeconds(2);
        await using var consumer = await QueueConsumer.StartAsync(connection, options, (delivery, _) =>
        {
            var run = seen.Add(delivery);
            return ValueTask.FromResult((run.Id, run.Attempt) switch
            {
                ("dead", _) => Outcome.DeadLetter("no such order", new ArgumentException("order 7")),
                (_, 2) => Outcome.Ack,
                ("retry", _) => Outcome.Retry(),
                ("after", _) => Outcome.Retry(TimeSpan.FromSeconds(0.9)),
                _ => Outcome.RetryAt(notBefore),
            });
        });

        await seen.ReachesAsync(7);
        await consumer.StopAsync();
        Assert.Equal(0u, await broker.ReadyAsync(queue));
        Assert.Equal([1, 2], seen.Of("retry").Select(static run => run.Attempt));
        Assert.InRange(seen.Of("after")[1].At - seen.Of("after")[0].At, TimeSpan.FromSeconds(0.9), TimeSpan.FromSeconds(15));
        Assert.InRange(seen.Of("at")[1].At - notBefore, TimeSpan.Zero, TimeSpan.FromSeconds(15));
        Assert.Single(seen.Of("dead"));
        var dead = Assert.Single(await broker.TakeAllAsync("work.dead-letter"));
        var headers = dead.BasicProperties.Headers;
        Assert.Equal("no such order", DeliveryHeaders.ReadText(headers, DeliveryHeaders.Reason));
        Assert.Equal("order 7", DeliveryHeaders.ReadText(headers, DeliveryHeaders.ExceptionMessage));
        Assert.Equal(1, DeliveryHeaders.ReadNumber(headers, DeliveryHeaders.Attempts));
    }

    [Theory]
    [MemberData(nameof(Brokers.Everywhere), MemberType = typeof(Brokers))]
    public async Task Attempts_are_counted_across_a_restart_of_the_consumer(string version, string type)
    {
        await using var broker = await TestBroker.OpenAsync(version, output, type);
        await using var connection = await broker.ConnectAsync();
        var queue = await broker.DeclareAsync("work");
        await broker.PublishAsync(queue, "m1");
        var options = broker.Options(queue);
        options.Retry.Delays = [TimeSpan.FromMilliseconds(200), TimeSpan.FromMilliseconds(200)];
        var seen = new Handled();
        DeliveryHandler handler = (delivery, _) =>
        {
            seen.Add(delivery);
            return ValueTask.FromResult(Outcome.Retry());
        };
        for (var attempt = 1; attempt <= 3; attempt++)
        {
            await using var consumer = await QueueConsumer.StartAsync(connection, options, handler);
            await seen.ReachesAsync(attempt);
            await Eventually.HoldsAsync(() => consumer.InFlight == 0, "moved");
        }

        var dead = Assert.Single(await broker.TakeAsync("work.dead-letter", 1));
        Assert.Equal([1, 2, 3], seen.Runs.Select(static run => run.Attempt));
        Assert.Equal(3, DeliveryHeaders.ReadNumber(dead.BasicProperties.Headers, DeliveryHeaders.Attempts));
    }
}
