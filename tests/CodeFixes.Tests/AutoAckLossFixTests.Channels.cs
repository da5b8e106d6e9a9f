using Leveret.Verification;

namespace Leveret.CodeFixes.Tests;

/// <summary>RMQ2001: the delivery is settled on the channel that the consumer consumes on.</summary>
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
}
