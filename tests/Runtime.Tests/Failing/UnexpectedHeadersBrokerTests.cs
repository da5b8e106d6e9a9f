using Leveret.Tests.Broker;
using RabbitMQ.Client;
using Xunit.Abstractions;

namespace Leveret.Tests.Failing;

[Collection(OneAtATime.Name)]
[Trait("Category", "Broker")]
public sealed class UnexpectedHeadersBrokerTests(ITestOutputHelper output)
{
    private static readonly string[] Names =
    [
        DeliveryHeaders.Attempts, DeliveryHeaders.NotBefore, DeliveryHeaders.FirstFailed, DeliveryHeaders.Exchange, DeliveryHeaders.RoutingKey, DeliveryHeaders.UserId,
        DeliveryHeaders.Queue, DeliveryHeaders.Reason, DeliveryHeaders.ExceptionType, DeliveryHeaders.ExceptionMessage, DeliveryHeaders.Exception, DeliveryHeaders.DeadLettered,
    ];

    private static readonly object?[] Values =
    [
        null, true, -1, 3L, long.MaxValue, long.MinValue, (byte)7, (short)-7, 1.5, 2.5f, 12.5m, "", "abc", "7", new byte[] { 0xff, 0xfe, 0 },
        new AmqpTimestamp(1), new AmqpTimestamp(long.MaxValue), new BinaryTableValue([1, 2]), new List<object?> { 1, "a" }, new Dictionary<string, object?> { ["a"] = 1 },
    ];

    [Theory]
    [MemberData(nameof(Brokers.Everywhere), MemberType = typeof(Brokers))]
    public async Task Headers_of_types_that_nobody_expects_lose_nothing(string version, string type)
    {
        await using var broker = await TestBroker.OpenAsync(version, output, type);
        await using var connection = await broker.ConnectAsync();
        var queue = await broker.DeclareAsync("work");
        var ids = new List<string>();
        var published = new List<Task>();
        for (var name = 0; name < Names.Length; name++)
        {
            for (var value = 0; value < Values.Length; value++)
            {
                var id = $"{Names[name]} {value}";
                ids.Add(id);
                published.Add(broker.PublishAsync("", queue, new BasicProperties { MessageId = id, Headers = new Dictionary<string, object?> { [Names[name]] = Values[value] } }, id));
            }
        }

        await Task.WhenAll(published);

        var options = broker.Options(queue);
        options.Prefetch = 50;
        options.Concurrency = 4;
        var seen = new Handled();
        Func<Delivery, CancellationToken, Task> handler = (delivery, _) =>
        {
            Assert.NotNull(delivery.Exchange);
            Assert.NotNull(delivery.RoutingKey);
            Assert.True(delivery.Attempt > 0);
            seen.Add(delivery);
            throw new InvalidOperationException();
        };
        await using var consumer = await QueueConsumer.StartAsync(connection, options, handler);
        var dead = await broker.TakeAsync("work.dead-letter", ids.Count);
        await consumer.StopAsync();

        Assert.Equal(ids.Order(StringComparer.Ordinal), dead.Select(static message => message.BasicProperties.MessageId!).Order(StringComparer.Ordinal));
        Assert.Equal(0u, await broker.ReadyAsync(queue));
        // What a handler asserts is an exception too, and of another type.
        Assert.All(dead, static message => Assert.Equal("System.InvalidOperationException", DeliveryHeaders.ReadText(message.BasicProperties.Headers, DeliveryHeaders.ExceptionType)));
        Assert.All(dead, static message => Assert.Equal("work", DeliveryHeaders.ReadText(message.BasicProperties.Headers, DeliveryHeaders.Queue)));
        Assert.Equal(2, seen.Of($"{DeliveryHeaders.Queue} 0").Count);
    }
}
