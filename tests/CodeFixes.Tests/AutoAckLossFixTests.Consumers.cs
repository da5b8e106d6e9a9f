using Leveret.Verification;

namespace Leveret.CodeFixes.Tests;

/// <summary>RMQ2001: derived and queueing consumers.</summary>
public sealed partial class AutoAckLossFixTests
{
    [Fact]
    public Task Derived_consumer_on_7() => Fixes(Client.V7, """
        public sealed class StoneConsumer(IChannel channel, string path) : AsyncDefaultBasicConsumer(channel)
        {
            public override Task HandleBasicDeliverAsync(string consumerTag, ulong deliveryTag, bool redelivered, string exchange, string routingKey, IReadOnlyBasicProperties properties, ReadOnlyMemory<byte> body, CancellationToken cancellationToken = default) =>
                File.WriteAllTextAsync(path, routingKey, cancellationToken);
        }

        public static class Stones
        {
            public static async Task StartAsync(IChannel channel)
            {
                await channel.BasicQosAsync(0, 20, false);
                await channel.{|RMQ2001:BasicConsumeAsync|}("stones", true, new StoneConsumer(channel, "stones.txt"));
            }
        }
        """, """
        public sealed class StoneConsumer(IChannel channel, string path) : AsyncDefaultBasicConsumer(channel)
        {
            public override async Task HandleBasicDeliverAsync(string consumerTag, ulong deliveryTag, bool redelivered, string exchange, string routingKey, IReadOnlyBasicProperties properties, ReadOnlyMemory<byte> body, CancellationToken cancellationToken = default)
            {
                try
                {
                    await File.WriteAllTextAsync(path, routingKey, cancellationToken);
                }
                catch
                {
                    await Channel.BasicNackAsync(deliveryTag, multiple: false, requeue: false);
                    throw;
                }

                await Channel.BasicAckAsync(deliveryTag, multiple: false);
            }
        }

        public static class Stones
        {
            public static async Task StartAsync(IChannel channel)
            {
                await channel.BasicQosAsync(0, 20, false);
                await channel.BasicConsumeAsync("stones", false, new StoneConsumer(channel, "stones.txt"));
            }
        }
        """);

    [Fact]
    public Task Derived_consumer_on_6() => Fixes(Client.V6, """
        public sealed class StoneConsumer : DefaultBasicConsumer
        {
            public StoneConsumer(IModel channel)
                : base(channel)
            {
            }

            public override void HandleBasicDeliver(string consumerTag, ulong deliveryTag, bool redelivered, string exchange, string routingKey, IBasicProperties properties, ReadOnlyMemory<byte> body)
            {
                File.WriteAllText("stones.txt", routingKey);
            }
        }

        public static class Stones
        {
            public static void Start(IModel channel)
            {
                channel.BasicQos(0, 20, false);
                var consumer = new StoneConsumer(channel);
                channel.{|RMQ2001:BasicConsume|}("stones", true, consumer);
            }
        }
        """, """
        public sealed class StoneConsumer : DefaultBasicConsumer
        {
            public StoneConsumer(IModel channel)
                : base(channel)
            {
            }

            public override void HandleBasicDeliver(string consumerTag, ulong deliveryTag, bool redelivered, string exchange, string routingKey, IBasicProperties properties, ReadOnlyMemory<byte> body)
            {
                try
                {
                    File.WriteAllText("stones.txt", routingKey);
                }
                catch
                {
                    Model.BasicNack(deliveryTag, multiple: false, requeue: false);
                    throw;
                }

                Model.BasicAck(deliveryTag, multiple: false);
            }
        }

        public static class Stones
        {
            public static void Start(IModel channel)
            {
                channel.BasicQos(0, 20, false);
                var consumer = new StoneConsumer(channel);
                channel.BasicConsume("stones", false, consumer);
            }
        }
        """);

    [Fact]
    public Task Consumer_that_consumes_itself() => Fixes(Client.V6, """
        public sealed class StoneConsumer : DefaultBasicConsumer
        {
            public StoneConsumer(IModel model) : base(model) => model.BasicQos(0, 20, false);

            public override void HandleBasicDeliver(string consumerTag, ulong deliveryTag, bool redelivered, string exchange, string routingKey, IBasicProperties properties, ReadOnlyMemory<byte> body)
            {
                File.WriteAllText("stones.txt", routingKey);
            }

            public void Start() => Model.{|RMQ2001:BasicConsume|}("stones", true, this);
        }
        """, """
        public sealed class StoneConsumer : DefaultBasicConsumer
        {
            public StoneConsumer(IModel model) : base(model) => model.BasicQos(0, 20, false);

            public override void HandleBasicDeliver(string consumerTag, ulong deliveryTag, bool redelivered, string exchange, string routingKey, IBasicProperties properties, ReadOnlyMemory<byte> body)
            {
                try
                {
                    File.WriteAllText("stones.txt", routingKey);
                }
                catch
                {
                    Model.BasicNack(deliveryTag, multiple: false, requeue: false);
                    throw;
                }

                Model.BasicAck(deliveryTag, multiple: false);
            }

            public void Start() => Model.BasicConsume("stones", false, this);
        }
        """);

    [Fact]
    public Task Consumer_derived_twice() => Fixes(Client.V7, """
        public abstract class TypedConsumer<T> : AsyncDefaultBasicConsumer
        {
            protected TypedConsumer(IChannel channel) : base(channel) { }

            public override Task HandleBasicDeliverAsync(string consumerTag, ulong deliveryTag, bool redelivered, string exchange, string routingKey, IReadOnlyBasicProperties properties, ReadOnlyMemory<byte> body, CancellationToken cancellationToken = default) =>
                HandleAsync(JsonSerializer.Deserialize<T>(body.Span)!);

            protected abstract Task HandleAsync(T message);
        }

        public sealed class PollenConsumer(string path, IChannel channel) : TypedConsumer<decimal>(channel)
        {
            protected override Task HandleAsync(decimal message) => File.WriteAllTextAsync(path, message.ToString());
        }

        public static class Pollen
        {
            public static async Task StartAsync(IChannel channel)
            {
                await channel.BasicQosAsync(0, 20, false);
                await channel.{|RMQ2001:BasicConsumeAsync|}("pollen", true, new PollenConsumer("pollen.txt", channel));
            }
        }
        """, """
        public abstract class TypedConsumer<T> : AsyncDefaultBasicConsumer
        {
            protected TypedConsumer(IChannel channel) : base(channel) { }

            public override async Task HandleBasicDeliverAsync(string consumerTag, ulong deliveryTag, bool redelivered, string exchange, string routingKey, IReadOnlyBasicProperties properties, ReadOnlyMemory<byte> body, CancellationToken cancellationToken = default)
            {
                try
                {
                    await HandleAsync(JsonSerializer.Deserialize<T>(body.Span)!);
                }
                catch
                {
                    await Channel.BasicNackAsync(deliveryTag, multiple: false, requeue: false);
                    throw;
                }

                await Channel.BasicAckAsync(deliveryTag, multiple: false);
            }

            protected abstract Task HandleAsync(T message);
        }

        public sealed class PollenConsumer(string path, IChannel channel) : TypedConsumer<decimal>(channel)
        {
            protected override Task HandleAsync(decimal message) => File.WriteAllTextAsync(path, message.ToString());
        }

        public static class Pollen
        {
            public static async Task StartAsync(IChannel channel)
            {
                await channel.BasicQosAsync(0, 20, false);
                await channel.BasicConsumeAsync("pollen", false, new PollenConsumer("pollen.txt", channel));
            }
        }
        """);

    [Fact]
    public Task Loop_over_a_queueing_consumer() => Fixes(Client.V5, """
        public sealed class Franking
        {
            public void Run(IModel channel)
            {
                channel.BasicQos(0, 20, false);
                var consumer = new QueueingBasicConsumer(channel);
                channel.{|RMQ2001:BasicConsume|}("letters", autoAck: true, consumer: consumer);
                while (true)
                {
                    var delivery = (BasicDeliverEventArgs)consumer.Queue.Dequeue();
                    if (delivery.RoutingKey == "none")
                        continue;

                    File.WriteAllText("franked.txt", Encoding.UTF8.GetString(delivery.Body));
                    if (delivery.RoutingKey == "last")
                    {
                        break;
                    }
                }
            }
        }
        """, """
        public sealed class Franking
        {
            public void Run(IModel channel)
            {
                channel.BasicQos(0, 20, false);
                var consumer = new QueueingBasicConsumer(channel);
                channel.BasicConsume("letters", autoAck: false, consumer: consumer);
                while (true)
                {
                    var delivery = (BasicDeliverEventArgs)consumer.Queue.Dequeue();
                    if (delivery.RoutingKey == "none")
                    {
                        channel.BasicAck(delivery.DeliveryTag, multiple: false);
                        continue;
                    }

                    File.WriteAllText("franked.txt", Encoding.UTF8.GetString(delivery.Body));
                    if (delivery.RoutingKey == "last")
                    {
                        channel.BasicAck(delivery.DeliveryTag, multiple: false);
                        break;
                    }

                    channel.BasicAck(delivery.DeliveryTag, multiple: false);
                }
            }
        }
        """);

    [Fact]
    public Task Loop_over_a_queueing_consumer_that_goes_on_after_failures() => Fixes(Client.V5, """
        public sealed class Franking
        {
            public void Run(IModel channel)
            {
                channel.BasicQos(0, 20, false);
                var consumer = new QueueingBasicConsumer(channel);
                channel.{|RMQ2001:BasicConsume|}("letters", true, consumer);
                while (true)
                {
                    BasicDeliverEventArgs delivery = consumer.Queue.Dequeue();
                    try
                    {
                        File.WriteAllText("franked.txt", Encoding.UTF8.GetString(delivery.Body));
                    }
                    catch (IOException error)
                    {
                        Console.WriteLine(error);
                        continue;
                    }
                }
            }
        }
        """, """
        public sealed class Franking
        {
            public void Run(IModel channel)
            {
                channel.BasicQos(0, 20, false);
                var consumer = new QueueingBasicConsumer(channel);
                channel.BasicConsume("letters", false, consumer);
                while (true)
                {
                    BasicDeliverEventArgs delivery = consumer.Queue.Dequeue();
                    try
                    {
                        File.WriteAllText("franked.txt", Encoding.UTF8.GetString(delivery.Body));
                        channel.BasicAck(delivery.DeliveryTag, multiple: false);
                    }
                    catch (IOException error)
                    {
                        channel.BasicNack(delivery.DeliveryTag, multiple: false, requeue: false);
                        Console.WriteLine(error);
                        continue;
                    }
                }
            }
        }
        """);
}
