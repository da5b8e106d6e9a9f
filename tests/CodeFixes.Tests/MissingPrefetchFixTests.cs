using Leveret.CodeFixes.InPlace;
using Leveret.Verification;

namespace Leveret.CodeFixes.Tests;

/// <summary>RMQ1001. The parts: where the consume stands, how it is awaited, several consumers, which count.</summary>
public sealed partial class MissingPrefetchFixTests
{
    [Fact]
    public Task Limit_is_set_before_the_consume_on_6() => FixSnippets<MissingPrefetchFix>.Fixes(Client.V6, """
        class OrderWorker
        {
            public void Run(IConnection connection, Action<string> handle)
            {
                var channel = connection.CreateModel();
                var consumer = new EventingBasicConsumer(channel);
                consumer.Received += (_, delivery) =>
                {
                    handle(delivery.RoutingKey);
                    channel.BasicAck(delivery.DeliveryTag, false);
                };

                // From here on messages arrive.
                var tag = channel.{|RMQ1001:BasicConsume|}("orders", false, consumer); // orders only
                Console.WriteLine(tag);
            }
        }
        """, """
        class OrderWorker
        {
            public void Run(IConnection connection, Action<string> handle)
            {
                var channel = connection.CreateModel();
                var consumer = new EventingBasicConsumer(channel);
                consumer.Received += (_, delivery) =>
                {
                    handle(delivery.RoutingKey);
                    channel.BasicAck(delivery.DeliveryTag, false);
                };

                channel.BasicQos(prefetchSize: 0, prefetchCount: 1, global: false);
                // From here on messages arrive.
                var tag = channel.BasicConsume("orders", false, consumer); // orders only
                Console.WriteLine(tag);
            }
        }
        """);

    [Fact]
    public Task Limit_is_awaited_before_the_consume_on_7() => FixSnippets<MissingPrefetchFix>.Fixes(Client.V7, """
        class OrderWorker(IConnection connection, Func<string, Task> handle)
        {
            public async Task RunAsync(CancellationToken stopping)
            {
                var channel = await connection.CreateChannelAsync(cancellationToken: stopping);
                var consumer = new AsyncEventingBasicConsumer(channel);
                consumer.ReceivedAsync += async (_, delivery) =>
                {
                    await handle(delivery.RoutingKey);
                    await channel.BasicAckAsync(delivery.DeliveryTag, false, stopping);
                };
                await channel.{|RMQ1001:BasicConsumeAsync|}("orders", false, consumer, stopping).ConfigureAwait(false);
            }
        }
        """, """
        class OrderWorker(IConnection connection, Func<string, Task> handle)
        {
            public async Task RunAsync(CancellationToken stopping)
            {
                var channel = await connection.CreateChannelAsync(cancellationToken: stopping);
                var consumer = new AsyncEventingBasicConsumer(channel);
                consumer.ReceivedAsync += async (_, delivery) =>
                {
                    await handle(delivery.RoutingKey);
                    await channel.BasicAckAsync(delivery.DeliveryTag, false, stopping);
                };
                await channel.BasicQosAsync(prefetchSize: 0, prefetchCount: 1, global: false, cancellationToken: stopping).ConfigureAwait(false);
                await channel.BasicConsumeAsync("orders", false, consumer, stopping).ConfigureAwait(false);
            }
        }
        """);
}
