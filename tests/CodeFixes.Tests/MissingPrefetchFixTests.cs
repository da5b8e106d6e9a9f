using Leveret.CodeFixes.InPlace;
using Leveret.Verification;

namespace Leveret.CodeFixes.Tests;

/// <summary>RMQ1001. The parts: where the consume stands, how it is waited for, several consumers, which count.</summary>
public sealed partial class MissingPrefetchFixTests
{
    [Fact]
    public Task Limit_is_set_before_the_consume_on_6() => Fixes(Client.V6, """
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
    public Task Limit_is_set_before_a_queueing_consumer_on_5() => Fixes(Client.V5, """
        class LetterPrinter
        {
            public void Print(IConnection connection, Action<byte[]> print)
            {
                using (var channel = connection.CreateModel())
                {
                    var consumer = new QueueingBasicConsumer(channel);
                    channel.{|RMQ1001:BasicConsume|}("letters", false, consumer);
                    while (true)
                    {
                        var delivery = (BasicDeliverEventArgs)consumer.Queue.Dequeue();
                        print(delivery.Body);
                        channel.BasicAck(delivery.DeliveryTag, false);
                    }
                }
            }
        }
        """, """
        class LetterPrinter
        {
            public void Print(IConnection connection, Action<byte[]> print)
            {
                using (var channel = connection.CreateModel())
                {
                    var consumer = new QueueingBasicConsumer(channel);
                    channel.BasicQos(prefetchSize: 0, prefetchCount: 1, global: false);
                    channel.BasicConsume("letters", false, consumer);
                    while (true)
                    {
                        var delivery = (BasicDeliverEventArgs)consumer.Queue.Dequeue();
                        print(delivery.Body);
                        channel.BasicAck(delivery.DeliveryTag, false);
                    }
                }
            }
        }
        """);

    private static Task Fixes(Client client, string before, string after, int action = 0) => FixSnippets<MissingPrefetchFix>.Fixes(client, before, after, action);

    private static Task OffersNothing(Client client, string code) => FixSnippets<MissingPrefetchFix>.OffersNothing(client, code);

    /// <summary>Members of a class with a channel and a consumer whose handler does work, on client 6.</summary>
    private static string Worker6(string members) => $$"""
        class Worker
        {
            private readonly IModel _channel;
            private readonly EventingBasicConsumer _consumer;

            public Worker(IConnection connection, Action<string> handle)
            {
                _channel = connection.CreateModel();
                _consumer = new EventingBasicConsumer(_channel);
                _consumer.Received += (_, delivery) =>
                {
                    handle(delivery.RoutingKey);
                    _channel.BasicAck(delivery.DeliveryTag, false);
                };
            }

        {{members}}
        }
        """;

    /// <summary>Members of a class with a channel and a consumer whose handler does work, on client 7.</summary>
    private static string Worker7(string members) => $$"""
        class Worker
        {
            private readonly IChannel _channel;
            private readonly AsyncEventingBasicConsumer _consumer;

            private Worker(IChannel channel, Func<string, Task> handle)
            {
                _channel = channel;
                _consumer = new AsyncEventingBasicConsumer(channel);
                _consumer.ReceivedAsync += async (_, delivery) =>
                {
                    await handle(delivery.RoutingKey);
                    await _channel.BasicAckAsync(delivery.DeliveryTag, false);
                };
            }

            public static async Task<Worker> CreateAsync(IConnection connection, Func<string, Task> handle) =>
                new Worker(await connection.CreateChannelAsync(), handle);

        {{members}}
        }
        """;

    private static Task FixesIn6(string before, string after) => Fixes(Client.V6, Worker6(before), Worker6(after));

    private static Task FixesIn7(string before, string after) => Fixes(Client.V7, Worker7(before), Worker7(after));

    private static Task OffersNothingIn6(string members) => OffersNothing(Client.V6, Worker6(members));

    private static Task OffersNothingIn7(string members) => OffersNothing(Client.V7, Worker7(members));
}
