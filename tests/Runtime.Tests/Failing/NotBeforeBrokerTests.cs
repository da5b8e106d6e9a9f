using System.Globalization;
using Leveret.Tests.Broker;
using RabbitMQ.Client;
using Xunit.Abstractions;

namespace Leveret.Tests.Failing;

[Collection(OneAtATime.Name)]
[Trait("Category", "Broker")]
public sealed class NotBeforeBrokerTests(ITestOutputHelper output)
{
    [Theory]
    [MemberData(nameof(Brokers.Everywhere), MemberType = typeof(Brokers))]
    public async Task A_message_is_not_handled_before_its_time_and_soon_after_it(string version, string type)
    {
        await using var broker = await TestBroker.OpenAsync(version, output, type);
        await using var connection = await broker.ConnectAsync();
        var queue = await broker.DeclareAsync("work");
        var options = broker.Options(queue);
        options.Prefetch = 10;
        var seen = new Handled();
        await using var consumer = await QueueConsumer.StartAsync(connection, options, (delivery, _) =>
        {
            seen.Add(delivery);
            return Task.CompletedTask;
        });
        var start = DateTimeOffset.UtcNow;
        var times = new Dictionary<string, DateTimeOffset>
        {
            ["milliseconds"] = start.AddSeconds(1.5),
            ["timestamp"] = DateTimeOffset.FromUnixTimeSeconds(start.ToUnixTimeSeconds() + 3),
            ["text"] = start.AddSeconds(2),
            ["past"] = start.AddSeconds(-10),
        };
        foreach (var (id, time) in times)
        {
            var properties = new BasicProperties { MessageId = id, Headers = new Dictionary<string, object?>() };
            switch (id)
            {
                case "timestamp":
                    properties.Headers[DeliveryHeaders.NotBefore] = new AmqpTimestamp(time.ToUnixTimeSeconds());
                    break;
                case "text":
                    properties.Headers[DeliveryHeaders.NotBefore] = time.ToString("O", CultureInfo.InvariantCulture);
                    break;
                default:
                    DeliveryHeaders.SetNotBefore(properties, time);
                    break;
            }

            await broker.PublishAsync("", queue, properties, id);
        }

        await seen.ReachesAsync(4);
        await consumer.StopAsync();
        Assert.Equal(0u, await broker.ReadyAsync(queue));
        Assert.Equal("past", seen.Runs[0].Id);
        foreach (var run in seen.Runs.Skip(1))
        {
            var late = run.At - times[run.Id];
            output.WriteLine($"{run.Id}: {late.TotalMilliseconds} ms late");
            // The smallest step is 200 ms; the rest is the machine's.
            Assert.InRange(late, TimeSpan.Zero, TimeSpan.FromSeconds(10));
            Assert.Equal(1, run.Attempt);
        }

        Assert.Contains("work.delay.1s", await broker.VirtualHost.QueuesAsync());
        Assert.Contains("work.delay.200ms", await broker.VirtualHost.QueuesAsync());
    }
}
