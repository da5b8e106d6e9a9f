using Leveret.Verification;

namespace Leveret.CodeFixes.Tests;

/// <summary>RMQ2001: where the handler stands, what it calls the channel, and how auto-ack is written.</summary>
public sealed partial class AutoAckLossFixTests
{
    [Fact]
    public Task Channel_that_the_handler_does_not_see_is_that_of_the_sender_on_6() => Fixes(Client.V6, """
        public sealed class OrderConsumer
        {
            private readonly IConnection _connection;
            private readonly IOrders _orders;

            public OrderConsumer(IConnection connection, IOrders orders)
            {
                _connection = connection;
                _orders = orders;
            }

            public void Consume()
            {
                var channel = _connection.CreateModel();
                channel.BasicQos(0, 20, false);
                var consumer = new EventingBasicConsumer(channel);
                consumer.Received += ReceivedEvent;
                channel.{|RMQ2001:BasicConsume|}(queue: "orders", autoAck: true, consumer: consumer);
            }

            private async void ReceivedEvent(object? sender, BasicDeliverEventArgs e)
            {
                if (e.RoutingKey == "orders")
                {
                    var result = await _orders.SaveAsync(Encoding.UTF8.GetString(e.Body.Span));
                }
            }
        }

        public interface IOrders
        {
            Task<int> SaveAsync(string order);
        }
        """, """
        public sealed class OrderConsumer
        {
            private readonly IConnection _connection;
            private readonly IOrders _orders;

            public OrderConsumer(IConnection connection, IOrders orders)
            {
                _connection = connection;
                _orders = orders;
            }

            public void Consume()
            {
                var channel = _connection.CreateModel();
                channel.BasicQos(0, 20, false);
                var consumer = new EventingBasicConsumer(channel);
                consumer.Received += ReceivedEvent;
                channel.BasicConsume(queue: "orders", autoAck: false, consumer: consumer);
            }

            private async void ReceivedEvent(object? sender, BasicDeliverEventArgs e)
            {
                try
                {
                    if (e.RoutingKey == "orders")
                    {
                        var result = await _orders.SaveAsync(Encoding.UTF8.GetString(e.Body.Span));
                    }
                }
                catch
                {
                    ((EventingBasicConsumer)sender!).Model.BasicNack(e.DeliveryTag, multiple: false, requeue: false);
                    throw;
                }

                ((EventingBasicConsumer)sender!).Model.BasicAck(e.DeliveryTag, multiple: false);
            }
        }

        public interface IOrders
        {
            Task<int> SaveAsync(string order);
        }
        """);

    [Fact]
    public Task Channel_that_the_handler_does_not_see_is_that_of_the_sender_on_7() => Fixes(Client.V7, """
        public sealed class StoneWorker
        {
            public async Task StartAsync(IChannel channel)
            {
                await channel.BasicQosAsync(0, 20, false);
                var consumer = new AsyncEventingBasicConsumer(channel);
                consumer.ReceivedAsync += Stones.WriteAsync;
                await channel.{|RMQ2001:BasicConsumeAsync|}("stones", true, consumer);
            }
        }

        internal static class Stones
        {
            public static Task WriteAsync(object sender, BasicDeliverEventArgs ea) => File.WriteAllTextAsync("stones.txt", ea.RoutingKey);
        }
        """, """
        public sealed class StoneWorker
        {
            public async Task StartAsync(IChannel channel)
            {
                await channel.BasicQosAsync(0, 20, false);
                var consumer = new AsyncEventingBasicConsumer(channel);
                consumer.ReceivedAsync += Stones.WriteAsync;
                await channel.BasicConsumeAsync("stones", false, consumer);
            }
        }

        internal static class Stones
        {
            public static async Task WriteAsync(object sender, BasicDeliverEventArgs ea)
            {
                try
                {
                    await File.WriteAllTextAsync("stones.txt", ea.RoutingKey);
                }
                catch
                {
                    await ((AsyncEventingBasicConsumer)sender).Channel.BasicNackAsync(ea.DeliveryTag, multiple: false, requeue: false);
                    throw;
                }

                await ((AsyncEventingBasicConsumer)sender).Channel.BasicAckAsync(ea.DeliveryTag, multiple: false);
            }
        }
        """);

    [Fact]
    public Task Channel_that_may_be_another_by_then_is_that_of_the_consumer() => Fixes(Client.V7, """
        public sealed class StoneWorker(IConnection connection, IStones stones)
        {
            private IChannel? _channel;

            public async Task RunAsync(CancellationToken stopping)
            {
                while (!stopping.IsCancellationRequested)
                {
                    _channel = await connection.CreateChannelAsync(cancellationToken: stopping);
                    await _channel.BasicQosAsync(0, 20, false);
                    var consumer = new AsyncEventingBasicConsumer(_channel);
                    consumer.ReceivedAsync += async (_, ea) => await stones.SaveAsync(ea.RoutingKey);
                    await _channel.{|RMQ2001:BasicConsumeAsync|}("stones", true, consumer);
                    await Task.Delay(1000, stopping);
                }
            }
        }

        public interface IStones
        {
            Task SaveAsync(string stone);
        }
        """, """
        public sealed class StoneWorker(IConnection connection, IStones stones)
        {
            private IChannel? _channel;

            public async Task RunAsync(CancellationToken stopping)
            {
                while (!stopping.IsCancellationRequested)
                {
                    _channel = await connection.CreateChannelAsync(cancellationToken: stopping);
                    await _channel.BasicQosAsync(0, 20, false);
                    var consumer = new AsyncEventingBasicConsumer(_channel);
                    consumer.ReceivedAsync += async (_, ea) =>
                    {
                        try
                        {
                            await stones.SaveAsync(ea.RoutingKey);
                        }
                        catch
                        {
                            await consumer.Channel.BasicNackAsync(ea.DeliveryTag, multiple: false, requeue: false);
                            throw;
                        }

                        await consumer.Channel.BasicAckAsync(ea.DeliveryTag, multiple: false);
                    };
                    await _channel.BasicConsumeAsync("stones", false, consumer);
                    await Task.Delay(1000, stopping);
                }
            }
        }

        public interface IStones
        {
            Task SaveAsync(string stone);
        }
        """);

    [Fact]
    public Task Channel_field_that_may_be_null_for_the_compiler() => Fixes(Client.V7, """
        public sealed class StoneWorker(IConnection connection, IStones stones)
        {
            private IChannel? _channel;

            public async Task StartAsync(CancellationToken stopping)
            {
                this._channel = await connection.CreateChannelAsync(cancellationToken: stopping);
                await _channel.BasicQosAsync(0, 20, false);
                var consumer = new AsyncEventingBasicConsumer(_channel);
                consumer.ReceivedAsync += OnStoneAsync;
                await _channel.{|RMQ2001:BasicConsumeAsync|}("stones", true, consumer);
            }

            public async Task StopAsync()
            {
                await _channel!.CloseAsync();
                _channel = null;
            }

            private async Task OnStoneAsync(object sender, BasicDeliverEventArgs ea)
            {
                await stones.SaveAsync(ea.RoutingKey);
            }
        }

        public interface IStones
        {
            Task SaveAsync(string stone);
        }
        """, """
        public sealed class StoneWorker(IConnection connection, IStones stones)
        {
            private IChannel? _channel;

            public async Task StartAsync(CancellationToken stopping)
            {
                this._channel = await connection.CreateChannelAsync(cancellationToken: stopping);
                await _channel.BasicQosAsync(0, 20, false);
                var consumer = new AsyncEventingBasicConsumer(_channel);
                consumer.ReceivedAsync += OnStoneAsync;
                await _channel.BasicConsumeAsync("stones", false, consumer);
            }

            public async Task StopAsync()
            {
                await _channel!.CloseAsync();
                _channel = null;
            }

            private async Task OnStoneAsync(object sender, BasicDeliverEventArgs ea)
            {
                try
                {
                    await stones.SaveAsync(ea.RoutingKey);
                }
                catch
                {
                    await _channel!.BasicNackAsync(ea.DeliveryTag, multiple: false, requeue: false);
                    throw;
                }

                await _channel!.BasicAckAsync(ea.DeliveryTag, multiple: false);
            }
        }

        public interface IStones
        {
            Task SaveAsync(string stone);
        }
        """);

    [Fact]
    public Task Local_function() => Fixes(Client.V7, """
        public sealed class Stones
        {
            public async Task StartAsync(IChannel channel)
            {
                await channel.BasicQosAsync(0, 20, false);
                var consumer = new AsyncEventingBasicConsumer(channel);
                consumer.ReceivedAsync += HandleAsync;
                await channel.{|RMQ2001:BasicConsumeAsync|}("stones", true, consumer);

                Task HandleAsync(object sender, BasicDeliverEventArgs ea) => File.WriteAllTextAsync("stones.txt", ea.RoutingKey);
            }
        }
        """, """
        public sealed class Stones
        {
            public async Task StartAsync(IChannel channel)
            {
                await channel.BasicQosAsync(0, 20, false);
                var consumer = new AsyncEventingBasicConsumer(channel);
                consumer.ReceivedAsync += HandleAsync;
                await channel.BasicConsumeAsync("stones", false, consumer);

                async Task HandleAsync(object sender, BasicDeliverEventArgs ea)
                {
                    try
                    {
                        await File.WriteAllTextAsync("stones.txt", ea.RoutingKey);
                    }
                    catch
                    {
                        await channel.BasicNackAsync(ea.DeliveryTag, multiple: false, requeue: false);
                        throw;
                    }

                    await channel.BasicAckAsync(ea.DeliveryTag, multiple: false);
                }
            }
        }
        """);

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

    [Fact]
    public Task Lambda_on_5() => Fixes(Client.V5, """
        public sealed class Franking
        {
            private const bool FireAndForget = true;

            public void Listen(IModel channel)
            {
                channel.BasicQos(0, 20, false);
                var consumer = new EventingBasicConsumer(channel);
                consumer.Received += delegate(object sender, BasicDeliverEventArgs delivery)
                {
                    File.WriteAllBytes("letter.pdf", delivery.Body);
                };
                channel.{|RMQ2001:BasicConsume|}("letters", FireAndForget, consumer);
            }
        }
        """, """
        public sealed class Franking
        {
            private const bool FireAndForget = false;

            public void Listen(IModel channel)
            {
                channel.BasicQos(0, 20, false);
                var consumer = new EventingBasicConsumer(channel);
                consumer.Received += delegate(object sender, BasicDeliverEventArgs delivery)
                {
                    try
                    {
                        File.WriteAllBytes("letter.pdf", delivery.Body);
                    }
                    catch
                    {
                        channel.BasicNack(delivery.DeliveryTag, multiple: false, requeue: false);
                        throw;
                    }

                    channel.BasicAck(delivery.DeliveryTag, multiple: false);
                };
                channel.BasicConsume("letters", false, consumer);
            }
        }
        """.Replace("\"letters\", false", "\"letters\", FireAndForget", StringComparison.Ordinal));

    [Fact]
    public Task Auto_ack_in_a_local() => Fixes(Client.V6, """
        public sealed class Sawmill
        {
            public void Listen(IModel channel)
            {
                channel.BasicQos(0, 20, false);
                var autoAck = true;
                var consumer = new EventingBasicConsumer(channel);
                consumer.Received += (_, ea) => { File.WriteAllText("cut.txt", ea.RoutingKey); };
                channel.{|RMQ2001:BasicConsume|}("logs", autoAck: autoAck, consumer);
            }
        }
        """, """
        public sealed class Sawmill
        {
            public void Listen(IModel channel)
            {
                channel.BasicQos(0, 20, false);
                var autoAck = false;
                var consumer = new EventingBasicConsumer(channel);
                consumer.Received += (_, ea) =>
                {
                    try
                    {
                        File.WriteAllText("cut.txt", ea.RoutingKey);
                    }
                    catch
                    {
                        channel.BasicNack(ea.DeliveryTag, multiple: false, requeue: false);
                        throw;
                    }

                    channel.BasicAck(ea.DeliveryTag, multiple: false);
                };
                channel.BasicConsume("logs", autoAck: autoAck, consumer);
            }
        }
        """);

    [Fact]
    public Task Message_that_comes_back_may_not_be_safe_to_handle_twice() => Fixes(Client.V6, """
        public sealed class Sawmill
        {
            public void Listen(IModel channel)
            {
                channel.BasicQos(0, 20, false);
                var consumer = new EventingBasicConsumer(channel);
                consumer.Received += (_, ea) => File.AppendAllText("cut.txt", ea.RoutingKey);
                channel.{|RMQ2001:BasicConsume|}("logs", true, consumer);
            }
        }
        """, """
        public sealed class Sawmill
        {
            public void Listen(IModel channel)
            {
                channel.BasicQos(0, 20, false);
                var consumer = new EventingBasicConsumer(channel);
                consumer.Received += (_, ea) =>
                {
                    try
                    {
                        File.AppendAllText("cut.txt", ea.RoutingKey);
                    }
                    catch
                    {
                        channel.BasicNack(ea.DeliveryTag, multiple: false, requeue: false);
                        throw;
                    }

                    channel.BasicAck(ea.DeliveryTag, multiple: false);
                };
                channel.{|RMQ3001:BasicConsume|}("logs", false, consumer);
            }
        }
        """);

    [Fact]
    public Task Name_of_the_channel_that_is_another_channel_in_a_part_of_the_handler() => Fixes(Client.V6, """
        public sealed class Worker
        {
            private readonly IConnection connection;
            private readonly IModel channel;

            public Worker(IConnection connection)
            {
                this.connection = connection;
                channel = connection.CreateModel();
            }

            public void Start()
            {
                channel.BasicQos(0, 20, false);
                var consumer = new EventingBasicConsumer(channel);
                consumer.Received += (_, delivery) =>
                {
                    if (delivery.Redelivered)
                    {
                        var channel = connection.CreateModel();
                        channel.BasicPublish("", "again", null, delivery.Body);
                        return;
                    }
                    File.WriteAllText("stone.txt", delivery.RoutingKey);
                };
                channel.{|RMQ2001:BasicConsume|}("stones", true, consumer);
            }
        }
        """, """
        public sealed class Worker
        {
            private readonly IConnection connection;
            private readonly IModel channel;

            public Worker(IConnection connection)
            {
                this.connection = connection;
                channel = connection.CreateModel();
            }

            public void Start()
            {
                channel.BasicQos(0, 20, false);
                var consumer = new EventingBasicConsumer(channel);
                consumer.Received += (_, delivery) =>
                {
                    try
                    {
                        if (delivery.Redelivered)
                        {
                            var channel = connection.CreateModel();
                            channel.BasicPublish("", "again", null, delivery.Body);
                            consumer.Model.BasicAck(delivery.DeliveryTag, multiple: false);
                            return;
                        }
                        File.WriteAllText("stone.txt", delivery.RoutingKey);
                    }
                    catch
                    {
                        consumer.Model.BasicNack(delivery.DeliveryTag, multiple: false, requeue: false);
                        throw;
                    }

                    consumer.Model.BasicAck(delivery.DeliveryTag, multiple: false);
                };
                channel.BasicConsume("stones", false, consumer);
            }
        }
        """);

    [Fact]
    public Task Channel_field_that_is_written_again_after_the_connection_is_lost() => Fixes(Client.V6, """
        public sealed class Worker
        {
            private readonly ConnectionFactory _factory;
            private IModel? _channel;

            public Worker(ConnectionFactory factory) => _factory = factory;

            public void Start() => Connect();

            private void Connect()
            {
                var connection = _factory.CreateConnection();
                connection.ConnectionShutdown += (_, _) => Connect();
                _channel = connection.CreateModel();
                _channel.BasicQos(0, 20, false);
                var consumer = new EventingBasicConsumer(_channel);
                consumer.Received += (_, delivery) =>
                {
                    File.WriteAllText("stone.txt", delivery.RoutingKey);
                };
                _channel.{|RMQ2001:BasicConsume|}("stones", true, consumer);
            }
        }
        """, """
        public sealed class Worker
        {
            private readonly ConnectionFactory _factory;
            private IModel? _channel;

            public Worker(ConnectionFactory factory) => _factory = factory;

            public void Start() => Connect();

            private void Connect()
            {
                var connection = _factory.CreateConnection();
                connection.ConnectionShutdown += (_, _) => Connect();
                _channel = connection.CreateModel();
                _channel.BasicQos(0, 20, false);
                var consumer = new EventingBasicConsumer(_channel);
                consumer.Received += (_, delivery) =>
                {
                    try
                    {
                        File.WriteAllText("stone.txt", delivery.RoutingKey);
                    }
                    catch
                    {
                        consumer.Model.BasicNack(delivery.DeliveryTag, multiple: false, requeue: false);
                        throw;
                    }

                    consumer.Model.BasicAck(delivery.DeliveryTag, multiple: false);
                };
                _channel.BasicConsume("stones", false, consumer);
            }
        }
        """);

    [Fact]
    public Task Delivery_that_comes_while_the_program_stops_is_left_to_the_broker() => Fixes(Client.V7, """
        public sealed class Worker(IChannel channel)
        {
            public async Task StartAsync(CancellationToken stopping)
            {
                await channel.BasicQosAsync(0, 20, false);
                var consumer = new AsyncEventingBasicConsumer(channel);
                consumer.ReceivedAsync += async (_, delivery) =>
                {
                    if (stopping.IsCancellationRequested)
                        return; // Given back.
                    if (delivery.RoutingKey.Length == 0)
                        return; // Nothing to do.
                    await File.WriteAllTextAsync("stone.txt", delivery.RoutingKey);
                };
                await channel.{|RMQ2001:BasicConsumeAsync|}("stones", autoAck: true, consumer);
            }
        }
        """, """
        public sealed class Worker(IChannel channel)
        {
            public async Task StartAsync(CancellationToken stopping)
            {
                await channel.BasicQosAsync(0, 20, false);
                var consumer = new AsyncEventingBasicConsumer(channel);
                consumer.ReceivedAsync += async (_, delivery) =>
                {
                    try
                    {
                        if (stopping.IsCancellationRequested)
                            return; // Given back.
                        if (delivery.RoutingKey.Length == 0)
                        {
                            await channel.BasicAckAsync(delivery.DeliveryTag, multiple: false);
                            return; // Nothing to do.
                        }
                        await File.WriteAllTextAsync("stone.txt", delivery.RoutingKey);
                    }
                    catch
                    {
                        await channel.BasicNackAsync(delivery.DeliveryTag, multiple: false, requeue: false);
                        throw;
                    }

                    await channel.BasicAckAsync(delivery.DeliveryTag, multiple: false);
                };
                await channel.BasicConsumeAsync("stones", autoAck: false, consumer);
            }
        }
        """);
}
