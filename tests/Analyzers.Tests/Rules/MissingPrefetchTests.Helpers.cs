using static Leveret.Analyzers.Tests.Rules.Snippets;

namespace Leveret.Analyzers.Tests.Rules;

/// <summary>Channels that pass through parameters, helpers, factories and other types, in sight and out of sight.</summary>
public sealed partial class MissingPrefetchTests
{
    [Fact]
    public Task Parameter_whose_only_caller_sets_no_limit_is_reported() => V6("""
        class MenuWorker
        {
            public void Run(IConnection connection)
            {
                var channel = connection.CreateModel();
                Listen(channel);
            }

            private void Listen(IModel channel)
            {
                var consumer = new EventingBasicConsumer(channel);
                consumer.Received += (_, delivery) =>
                {
                    Console.WriteLine(delivery.RoutingKey);
                    channel.BasicAck(delivery.DeliveryTag, false);
                };
                channel.{|RMQ1001:BasicConsume|}("menus", false, consumer);
            }
        }
        """);

    [Fact]
    public Task Parameter_whose_caller_sets_a_limit_is_clean() => V6("""
        class MenuWorker
        {
            public void Run(IConnection connection)
            {
                var channel = connection.CreateModel();
                channel.BasicQos(0, 10, false);
                Listen(channel);
            }

            private void Listen(IModel channel)
            {
                var consumer = new EventingBasicConsumer(channel);
                consumer.Received += (_, delivery) =>
                {
                    Console.WriteLine(delivery.RoutingKey);
                    channel.BasicAck(delivery.DeliveryTag, false);
                };
                channel.BasicConsume("menus", false, consumer);
            }
        }
        """);

    [Fact]
    public Task Parameter_whose_caller_in_another_file_sets_a_limit_is_clean() => V7("""
        static class MenuListener
        {
            public static async Task ListenAsync(IChannel channel)
            {
                var consumer = new AsyncEventingBasicConsumer(channel);
                consumer.ReceivedAsync += async (_, delivery) =>
                {
                    Console.WriteLine(delivery.RoutingKey);
                    await channel.BasicAckAsync(delivery.DeliveryTag, false);
                };
                await channel.BasicConsumeAsync("menus", false, consumer);
            }
        }
        """, """
        class Kitchen
        {
            public async Task OpenAsync(IConnection connection)
            {
                var channel = await connection.CreateChannelAsync();
                await channel.BasicQosAsync(0, 10, false);
                await MenuListener.ListenAsync(channel);
            }
        }
        """);

    [Fact]
    public Task Parameter_whose_caller_in_another_file_sets_no_limit_is_reported() => V7("""
        static class MenuListener
        {
            internal static async Task ListenAsync(IChannel channel)
            {
                var consumer = new AsyncEventingBasicConsumer(channel);
                consumer.ReceivedAsync += async (_, delivery) =>
                {
                    Console.WriteLine(delivery.RoutingKey);
                    await channel.BasicAckAsync(delivery.DeliveryTag, false);
                };
                await channel.{|RMQ1001:BasicConsumeAsync|}("menus", false, consumer);
            }
        }
        """, """
        class Kitchen
        {
            public async Task OpenAsync(IConnection connection)
            {
                var channel = await connection.CreateChannelAsync();
                await channel.QueueDeclareAsync("menus", true, false, false);
                await MenuListener.ListenAsync(channel);
            }
        }
        """);

    [Fact]
    public Task Constructor_parameter_limited_by_the_creator_is_clean() => V7("""
        class LoanWorker
        {
            private readonly IChannel _channel;

            public LoanWorker(IChannel channel)
            {
                _channel = channel;
            }

            public async Task ListenAsync()
            {
                var consumer = new AsyncEventingBasicConsumer(_channel);
                consumer.ReceivedAsync += async (_, delivery) =>
                {
                    Console.WriteLine(delivery.RoutingKey);
                    await _channel.BasicAckAsync(delivery.DeliveryTag, false);
                };
                await _channel.BasicConsumeAsync("loans", false, consumer);
            }
        }
        """, """
        class Bank
        {
            public async Task OpenAsync(IConnection connection)
            {
                var channel = await connection.CreateChannelAsync();
                await channel.BasicQosAsync(0, 3, false);
                await new LoanWorker(channel).ListenAsync();
            }
        }
        """);

    [Fact]
    public Task Constructor_parameter_that_nobody_limits_is_reported() => V7("""
        class LoanWorker
        {
            private readonly IChannel _channel;

            internal LoanWorker(IChannel channel)
            {
                _channel = channel;
            }

            public async Task ListenAsync()
            {
                var consumer = new AsyncEventingBasicConsumer(_channel);
                consumer.ReceivedAsync += async (_, delivery) =>
                {
                    Console.WriteLine(delivery.RoutingKey);
                    await _channel.BasicAckAsync(delivery.DeliveryTag, false);
                };
                await _channel.{|RMQ1001:BasicConsumeAsync|}("loans", false, consumer);
            }
        }
        """, """
        class Bank
        {
            public async Task OpenAsync(IConnection connection)
            {
                var channel = await connection.CreateChannelAsync();
                await new LoanWorker(channel).ListenAsync();
            }
        }
        """);

    [CSharp12Fact]
    public Task Primary_constructor_channel_that_nobody_limits_is_reported() => V7("""
        internal sealed class LoanWorker(IChannel channel)
        {
            public async Task ListenAsync()
            {
                var consumer = new AsyncEventingBasicConsumer(channel);
                consumer.ReceivedAsync += async (_, delivery) =>
                {
                    Console.WriteLine(delivery.RoutingKey);
                    await channel.BasicAckAsync(delivery.DeliveryTag, false);
                };
                await channel.{|RMQ1001:BasicConsumeAsync|}("loans", false, consumer);
            }
        }

        internal static class Bank
        {
            public static async Task OpenAsync(IConnection connection)
            {
                var worker = new LoanWorker(await connection.CreateChannelAsync());
                await worker.ListenAsync();
            }
        }
        """);

    [Fact]
    public Task Extension_method_that_sets_BasicQos_is_a_limit() => V7("""
        static class ChannelLimits
        {
            public static async Task<IChannel> WithPrefetchAsync(this IChannel channel, ushort count)
            {
                await channel.BasicQosAsync(0, count, false);
                return channel;
            }
        }
        """, """
        class VoucherWorker
        {
            public async Task ListenAsync(IConnection connection)
            {
                var channel = await connection.CreateChannelAsync();
                await channel.WithPrefetchAsync(30);
                var consumer = new AsyncEventingBasicConsumer(channel);
                consumer.ReceivedAsync += async (_, delivery) =>
                {
                    Console.WriteLine(delivery.RoutingKey);
                    await channel.BasicAckAsync(delivery.DeliveryTag, false);
                };
                await channel.BasicConsumeAsync("vouchers", false, consumer);
            }
        }
        """);

    [Fact]
    public Task Fluent_extension_method_that_sets_BasicQos_is_a_limit() => V6("""
        static class ChannelLimits
        {
            public static IModel Limited(this IModel channel, ushort count)
            {
                channel.BasicQos(0, count, false);
                return channel;
            }
        }

        class VoucherWorker
        {
            public void Listen(IConnection connection)
            {
                var channel = connection.CreateModel().Limited(30);
                var consumer = new EventingBasicConsumer(channel);
                consumer.Received += (_, delivery) =>
                {
                    Console.WriteLine(delivery.RoutingKey);
                    channel.BasicAck(delivery.DeliveryTag, false);
                };
                channel.BasicConsume("vouchers", false, consumer);
            }
        }
        """);

    [Fact]
    public Task Extension_method_that_only_declares_is_no_limit() => V6("""
        static class Topology
        {
            public static void DeclareVouchers(this IModel channel)
            {
                channel.ExchangeDeclare("vouchers", "fanout", true, false, null);
                channel.QueueDeclare("vouchers", true, false, false, null);
                channel.QueueBind("vouchers", "vouchers", "", null);
            }
        }
        """, """
        class VoucherWorker
        {
            public void Listen(IConnection connection)
            {
                var channel = connection.CreateModel();
                channel.DeclareVouchers();
                var consumer = new EventingBasicConsumer(channel);
                consumer.Received += (_, delivery) =>
                {
                    Console.WriteLine(delivery.RoutingKey);
                    channel.BasicAck(delivery.DeliveryTag, false);
                };
                channel.{|RMQ1001:BasicConsume|}("vouchers", false, consumer);
            }
        }
        """);

    [Fact]
    public Task Static_helper_that_sets_BasicQos_is_a_limit() => V6("""
        static class Setup
        {
            public static void Prepare(IModel channel, string queue)
            {
                Declare(channel, queue);
                channel.BasicQos(0, 10, false);
            }

            private static void Declare(IModel channel, string queue) =>
                channel.QueueDeclare(queue, true, false, false, null);
        }
        """, """
        class PrintWorker
        {
            private readonly IModel _channel;

            public PrintWorker(IConnection connection)
            {
                _channel = connection.CreateModel();
                Setup.Prepare(_channel, "prints");
            }

            public void Listen()
            {
                var consumer = new EventingBasicConsumer(_channel);
                consumer.Received += (_, delivery) =>
                {
                    Console.WriteLine(delivery.RoutingKey);
                    _channel.BasicAck(delivery.DeliveryTag, false);
                };
                _channel.BasicConsume("prints", false, consumer);
            }
        }
        """);

    [Fact]
    public Task Helper_that_only_talks_of_prefetch_is_no_limit() => V6("""
        static class Setup
        {
            public static void SetPrefetch(IModel channel, ushort count) =>
                Console.WriteLine($"Channel {channel.ChannelNumber} should take {count}.");
        }

        class PrintWorker
        {
            public void Listen(IConnection connection)
            {
                var channel = connection.CreateModel();
                Setup.SetPrefetch(channel, 10);
                var consumer = new EventingBasicConsumer(channel);
                consumer.Received += (_, delivery) =>
                {
                    Console.WriteLine(delivery.RoutingKey);
                    channel.BasicAck(delivery.DeliveryTag, false);
                };
                channel.{|RMQ1001:BasicConsume|}("prints", false, consumer);
            }
        }
        """);

    [Fact]
    public Task Factory_method_without_BasicQos_is_reported() => V7("""
        class PollenWorker
        {
            private readonly IConnection _connection;

            public PollenWorker(IConnection connection) => _connection = connection;

            public async Task ListenAsync()
            {
                var channel = await OpenAsync();
                var consumer = new AsyncEventingBasicConsumer(channel);
                consumer.ReceivedAsync += async (_, delivery) =>
                {
                    Console.WriteLine(delivery.RoutingKey);
                    await channel.BasicAckAsync(delivery.DeliveryTag, false);
                };
                await channel.{|RMQ1001:BasicConsumeAsync|}("pollen", false, consumer);
            }

            private async Task<IChannel> OpenAsync()
            {
                var channel = await _connection.CreateChannelAsync();
                await channel.QueueDeclareAsync("pollen", true, false, false);
                return channel;
            }
        }
        """);

    [Fact]
    public Task Factory_method_that_sets_BasicQos_is_clean() => V7("""
        class PollenWorker
        {
            private readonly IConnection _connection;

            public PollenWorker(IConnection connection) => _connection = connection;

            public async Task ListenAsync()
            {
                var channel = await OpenAsync();
                var consumer = new AsyncEventingBasicConsumer(channel);
                consumer.ReceivedAsync += async (_, delivery) =>
                {
                    Console.WriteLine(delivery.RoutingKey);
                    await channel.BasicAckAsync(delivery.DeliveryTag, false);
                };
                await channel.BasicConsumeAsync("pollen", false, consumer);
            }

            private async Task<IChannel> OpenAsync()
            {
                var channel = await _connection.CreateChannelAsync();
                await channel.BasicQosAsync(0, 11, false);
                return channel;
            }
        }
        """);

    [Fact]
    public Task Static_factory_in_another_file_without_BasicQos_is_reported() => V6("""
        static class Broker
        {
            public static IModel Open(string host)
            {
                var factory = new ConnectionFactory { HostName = host };
                return factory.CreateConnection().CreateModel();
            }
        }
        """, """
        class PollenWorker
        {
            public void Listen()
            {
                var channel = Broker.Open("rabbit");
                var consumer = new EventingBasicConsumer(channel);
                consumer.Received += (_, delivery) =>
                {
                    Console.WriteLine(delivery.RoutingKey);
                    channel.BasicAck(delivery.DeliveryTag, false);
                };
                channel.{|RMQ1001:BasicConsume|}("pollen", false, consumer);
            }
        }
        """);

    [Fact]
    public Task Static_factory_in_another_file_that_sets_BasicQos_is_clean() => V6("""
        static class Broker
        {
            public static IModel Open(string host)
            {
                var factory = new ConnectionFactory { HostName = host };
                var channel = factory.CreateConnection().CreateModel();
                channel.BasicQos(0, 10, false);
                return channel;
            }
        }
        """, """
        class PollenWorker
        {
            private readonly IModel _channel = Broker.Open("rabbit");

            public void Listen()
            {
                var consumer = new EventingBasicConsumer(_channel);
                consumer.Received += (_, delivery) =>
                {
                    Console.WriteLine(delivery.RoutingKey);
                    _channel.BasicAck(delivery.DeliveryTag, false);
                };
                _channel.BasicConsume("pollen", false, consumer);
            }
        }
        """);

    [Fact]
    public Task Channel_of_a_service_without_BasicQos_is_reported() => V7("""
        interface IBroker
        {
            Task<IChannel> OpenAsync();
        }

        class Broker : IBroker
        {
            private readonly IConnection _connection;

            public Broker(IConnection connection) => _connection = connection;

            public Task<IChannel> OpenAsync() => _connection.CreateChannelAsync();
        }
        """, """
        class ShelfWorker
        {
            private readonly IBroker _broker;
            private IChannel? _channel;

            public ShelfWorker(IBroker broker) => _broker = broker;

            public async Task ListenAsync()
            {
                _channel = await _broker.OpenAsync();
                var consumer = new AsyncEventingBasicConsumer(_channel);
                consumer.ReceivedAsync += async (_, delivery) =>
                {
                    Console.WriteLine(delivery.RoutingKey);
                    await _channel.BasicAckAsync(delivery.DeliveryTag, false);
                };
                await _channel.{|RMQ1001:BasicConsumeAsync|}("shelves", false, consumer);
            }
        }
        """);

    [Fact]
    public Task Channel_that_a_service_limits_is_clean() => V7("""
        interface IBroker
        {
            Task<IChannel> OpenAsync();
        }

        class Broker : IBroker
        {
            private readonly IConnection _connection;

            public Broker(IConnection connection) => _connection = connection;

            public async Task<IChannel> OpenAsync()
            {
                var channel = await _connection.CreateChannelAsync();
                await channel.BasicQosAsync(0, 10, false);
                return channel;
            }
        }
        """, """
        class ShelfWorker
        {
            private readonly IBroker _broker;
            private IChannel? _channel;

            public ShelfWorker(IBroker broker) => _broker = broker;

            public async Task ListenAsync()
            {
                _channel = await _broker.OpenAsync();
                var consumer = new AsyncEventingBasicConsumer(_channel);
                consumer.ReceivedAsync += async (_, delivery) =>
                {
                    Console.WriteLine(delivery.RoutingKey);
                    await _channel.BasicAckAsync(delivery.DeliveryTag, false);
                };
                await _channel.BasicConsumeAsync("shelves", false, consumer);
            }
        }
        """);

    [Fact]
    public Task Channel_property_of_another_class_without_BasicQos_is_reported() => V6("""
        class Session
        {
            public Session(IConnection connection)
            {
                Channel = connection.CreateModel();
            }

            public IModel Channel { get; }
        }
        """, """
        class ChatWorker
        {
            private readonly Session _session;

            public ChatWorker(IConnection connection) => _session = new Session(connection);

            public void Listen()
            {
                var consumer = new EventingBasicConsumer(_session.Channel);
                consumer.Received += (_, delivery) =>
                {
                    Console.WriteLine(delivery.RoutingKey);
                    _session.Channel.BasicAck(delivery.DeliveryTag, false);
                };
                _session.Channel.{|RMQ1001:BasicConsume|}("chat", false, consumer);
            }
        }
        """);

    [Fact]
    public Task Channel_property_that_another_class_limits_is_clean() => V6("""
        class Session
        {
            public Session(IConnection connection)
            {
                Channel = connection.CreateModel();
            }

            public IModel Channel { get; }

            public void Limit(ushort messages) => Channel.BasicQos(0, messages, false);
        }
        """, """
        class ChatWorker
        {
            private readonly Session _session;

            public ChatWorker(IConnection connection)
            {
                _session = new Session(connection);
                _session.Limit(10);
            }

            public void Listen()
            {
                var consumer = new EventingBasicConsumer(_session.Channel);
                consumer.Received += (_, delivery) =>
                {
                    Console.WriteLine(delivery.RoutingKey);
                    _session.Channel.BasicAck(delivery.DeliveryTag, false);
                };
                _session.Channel.BasicConsume("chat", false, consumer);
            }
        }
        """);

    [Fact]
    public Task Record_that_carries_a_limited_channel_is_clean() => V7("""
        record Session(IConnection Connection, IChannel Channel);

        static class Sessions
        {
            public static async Task<Session> OpenAsync(ConnectionFactory factory)
            {
                var connection = await factory.CreateConnectionAsync();
                var channel = await connection.CreateChannelAsync();
                await channel.BasicQosAsync(0, 6, false);
                return new Session(connection, channel);
            }
        }
        """, """
        class ChatWorker
        {
            public async Task ListenAsync(ConnectionFactory factory)
            {
                var session = await Sessions.OpenAsync(factory);
                var consumer = new AsyncEventingBasicConsumer(session.Channel);
                consumer.ReceivedAsync += async (_, delivery) =>
                {
                    Console.WriteLine(delivery.RoutingKey);
                    await session.Channel.BasicAckAsync(delivery.DeliveryTag, false);
                };
                await session.Channel.BasicConsumeAsync("chat", false, consumer);
            }
        }
        """);

    [Fact]
    public Task Tuple_that_carries_a_limited_channel_is_clean() => V6("""
        class ChatWorker
        {
            public void Listen(ConnectionFactory factory)
            {
                var (connection, channel) = Open(factory);
                var consumer = new EventingBasicConsumer(channel);
                consumer.Received += (_, delivery) =>
                {
                    Console.WriteLine(delivery.RoutingKey);
                    channel.BasicAck(delivery.DeliveryTag, false);
                };
                channel.BasicConsume("chat", false, consumer);
                Console.WriteLine(connection.IsOpen);
            }

            private static (IConnection Connection, IModel Channel) Open(ConnectionFactory factory)
            {
                var connection = factory.CreateConnection();
                var channel = connection.CreateModel();
                channel.BasicQos(0, 6, false);
                return (connection, channel);
            }
        }
        """);

    [Fact]
    public Task Channel_handed_out_through_an_out_parameter_and_limited_is_clean() => V6("""
        class ChatWorker
        {
            public void Listen(IConnection connection)
            {
                Open(connection, out var channel);
                var consumer = new EventingBasicConsumer(channel);
                consumer.Received += (_, delivery) =>
                {
                    Console.WriteLine(delivery.RoutingKey);
                    channel.BasicAck(delivery.DeliveryTag, false);
                };
                channel.BasicConsume("chat", false, consumer);
            }

            private static void Open(IConnection connection, out IModel channel)
            {
                channel = connection.CreateModel();
                channel.BasicQos(0, 6, false);
            }
        }
        """);

    [Fact]
    public Task Wrapper_whose_limit_nobody_sets_is_reported_where_it_consumes() => V6("""
        class QueueClient
        {
            private readonly IModel _model;

            public QueueClient(IConnection connection) => _model = connection.CreateModel();

            public void BasicConsume(string queue, Action<string> show)
            {
                var consumer = new EventingBasicConsumer(_model);
                consumer.Received += (_, delivery) =>
                {
                    show(delivery.RoutingKey);
                    _model.BasicAck(delivery.DeliveryTag, false);
                };
                _model.{|RMQ1001:BasicConsume|}(queue, false, consumer);
            }
        }
        """, """
        class TrainWorker
        {
            public void Listen(QueueClient client) =>
                client.BasicConsume("trains", text => Console.WriteLine(text));
        }
        """);

    [Fact]
    public Task Wrapper_with_a_method_that_sets_BasicQos_is_clean() => V6("""
        class QueueClient
        {
            private readonly IModel _model;

            public QueueClient(IConnection connection) => _model = connection.CreateModel();

            public void Limit(ushort count) => _model.BasicQos(0, count, false);

            public void BasicConsume(string queue, Action<string> show)
            {
                var consumer = new EventingBasicConsumer(_model);
                consumer.Received += (_, delivery) =>
                {
                    show(delivery.RoutingKey);
                    _model.BasicAck(delivery.DeliveryTag, false);
                };
                _model.BasicConsume(queue, false, consumer);
            }
        }
        """, """
        class TrainWorker
        {
            public void Listen(QueueClient client)
            {
                client.Limit(10);
                client.BasicConsume("trains", text => Console.WriteLine(text));
            }
        }
        """);

    [Fact]
    public Task Limit_set_on_the_channel_of_the_consumer_is_a_limit_on_7() => V7("""
        class BirdWorker
        {
            public async Task ListenAsync(IConnection connection)
            {
                var channel = await connection.CreateChannelAsync();
                var consumer = new AsyncEventingBasicConsumer(channel);
                await consumer.Channel.BasicQosAsync(0, 10, false);
                consumer.ReceivedAsync += async (_, delivery) =>
                {
                    Console.WriteLine(delivery.RoutingKey);
                    await channel.BasicAckAsync(delivery.DeliveryTag, false);
                };
                await channel.BasicConsumeAsync("birds", false, consumer);
            }
        }
        """);

    [Fact]
    public Task Limit_set_in_the_constructor_of_a_derived_consumer_is_a_limit() => V6("""
        class BirdConsumer : DefaultBasicConsumer
        {
            public BirdConsumer(IModel model) : base(model)
            {
                model.BasicQos(0, 10, false);
            }

            public override void HandleBasicDeliver(string consumerTag, ulong deliveryTag, bool redelivered, string exchange, string routingKey, IBasicProperties properties, ReadOnlyMemory<byte> body)
            {
                Console.WriteLine(routingKey);
                Model.BasicAck(deliveryTag, false);
            }
        }
        """, """
        class BirdWorker
        {
            public void Listen(IConnection connection)
            {
                var channel = connection.CreateModel();
                channel.BasicConsume("birds", false, new BirdConsumer(channel));
            }
        }
        """);

    [Fact]
    public Task Channel_given_to_a_delegate_from_outside_is_out_of_sight() => V6("""
        public class CraneWorker
        {
            public void Listen(IConnection connection, Action<IModel> configure)
            {
                var channel = connection.CreateModel();
                configure(channel);
                var consumer = new EventingBasicConsumer(channel);
                consumer.Received += (_, delivery) =>
                {
                    Console.WriteLine(delivery.RoutingKey);
                    channel.BasicAck(delivery.DeliveryTag, false);
                };
                channel.BasicConsume("cranes", false, consumer);
            }
        }
        """);

    [Fact]
    public Task Channel_given_to_a_service_without_a_visible_implementation_is_out_of_sight() => V7("""
        public interface IChannelPolicy
        {
            Task ApplyAsync(IChannel channel, CancellationToken stop);
        }

        public class CraneWorker
        {
            private readonly IChannelPolicy _policy;

            public CraneWorker(IChannelPolicy policy) => _policy = policy;

            public async Task ListenAsync(IConnection connection, CancellationToken stop)
            {
                var channel = await connection.CreateChannelAsync(cancellationToken: stop);
                await _policy.ApplyAsync(channel, stop);
                var consumer = new AsyncEventingBasicConsumer(channel);
                consumer.ReceivedAsync += async (_, delivery) =>
                {
                    Console.WriteLine(delivery.RoutingKey);
                    await channel.BasicAckAsync(delivery.DeliveryTag, false);
                };
                await channel.BasicConsumeAsync("cranes", false, consumer, stop);
            }
        }
        """);

    [Fact]
    public Task Channel_given_to_an_abstract_method_without_override_is_out_of_sight() => V6("""
        public abstract class CraneWorker
        {
            public void Listen(IConnection connection)
            {
                var channel = connection.CreateModel();
                Configure(channel);
                var consumer = new EventingBasicConsumer(channel);
                consumer.Received += (_, delivery) =>
                {
                    Console.WriteLine(delivery.RoutingKey);
                    channel.BasicAck(delivery.DeliveryTag, false);
                };
                channel.BasicConsume("cranes", false, consumer);
            }

            protected abstract void Configure(IModel channel);
        }
        """);

    [Fact]
    public Task Channel_given_to_the_subscribers_of_an_event_is_out_of_sight() => V6("""
        public class CraneWorker
        {
            public event Action<IModel> Opened;

            public void Listen(IConnection connection)
            {
                var channel = connection.CreateModel();
                Opened?.Invoke(channel);
                var consumer = new EventingBasicConsumer(channel);
                consumer.Received += (_, delivery) =>
                {
                    Console.WriteLine(delivery.RoutingKey);
                    channel.BasicAck(delivery.DeliveryTag, false);
                };
                channel.BasicConsume("cranes", false, consumer);
            }
        }
        """);

    [Fact]
    public Task Channel_from_a_service_without_a_visible_implementation_is_out_of_sight() => V7("""
        public interface IChannelPool
        {
            Task<IChannel> RentAsync(string purpose);
        }

        public class CraneWorker
        {
            private readonly IChannelPool _pool;

            public CraneWorker(IChannelPool pool) => _pool = pool;

            public async Task ListenAsync()
            {
                var channel = await _pool.RentAsync("cranes");
                var consumer = new AsyncEventingBasicConsumer(channel);
                consumer.ReceivedAsync += async (_, delivery) =>
                {
                    Console.WriteLine(delivery.RoutingKey);
                    await channel.BasicAckAsync(delivery.DeliveryTag, false);
                };
                await channel.BasicConsumeAsync("cranes", false, consumer);
            }
        }
        """);

    [Fact]
    public Task Channel_from_a_delegate_from_outside_is_out_of_sight() => V6("""
        public class CraneWorker
        {
            private readonly Func<IModel> _open;

            public CraneWorker(Func<IModel> open) => _open = open;

            public void Listen()
            {
                var channel = _open();
                var consumer = new EventingBasicConsumer(channel);
                consumer.Received += (_, delivery) =>
                {
                    Console.WriteLine(delivery.RoutingKey);
                    channel.BasicAck(delivery.DeliveryTag, false);
                };
                channel.BasicConsume("cranes", false, consumer);
            }
        }
        """);

    [Fact]
    public Task Channel_property_of_an_interface_without_BasicQos_is_reported() => V7("""
        interface ISession
        {
            IChannel Channel { get; }
        }

        class Session : ISession
        {
            private Session(IChannel channel) => Channel = channel;

            public IChannel Channel { get; }

            public static async Task<ISession> OpenAsync(IConnection connection) =>
                new Session(await connection.CreateChannelAsync());
        }
        """, """
        class ForumWorker
        {
            private readonly ISession _session;

            public ForumWorker(ISession session) => _session = session;

            public async Task ListenAsync()
            {
                var consumer = new AsyncEventingBasicConsumer(_session.Channel);
                consumer.ReceivedAsync += async (_, delivery) =>
                {
                    Console.WriteLine(delivery.RoutingKey);
                    await _session.Channel.BasicAckAsync(delivery.DeliveryTag, false);
                };
                await _session.Channel.{|RMQ1001:BasicConsumeAsync|}("forum", false, consumer);
            }
        }
        """);

    [Fact]
    public Task Channel_property_of_an_interface_that_its_implementation_limits_is_clean() => V7("""
        interface ISession
        {
            IChannel Channel { get; }
        }

        class Session : ISession
        {
            private Session(IChannel channel) => Channel = channel;

            public IChannel Channel { get; }

            public static async Task<ISession> OpenAsync(IConnection connection)
            {
                var session = new Session(await connection.CreateChannelAsync());
                await session.Channel.BasicQosAsync(0, 10, false);
                return session;
            }
        }
        """, """
        class ForumWorker
        {
            private readonly ISession _session;

            public ForumWorker(ISession session) => _session = session;

            public async Task ListenAsync()
            {
                var consumer = new AsyncEventingBasicConsumer(_session.Channel);
                consumer.ReceivedAsync += async (_, delivery) =>
                {
                    Console.WriteLine(delivery.RoutingKey);
                    await _session.Channel.BasicAckAsync(delivery.DeliveryTag, false);
                };
                await _session.Channel.BasicConsumeAsync("forum", false, consumer);
            }
        }
        """);

    [Fact]
    public Task Channel_of_a_service_waited_for_in_the_constructor_is_reported() => V7("""
        interface IBroker
        {
            Task<IConnection> ConnectAsync();
        }

        class Broker : IBroker
        {
            private readonly ConnectionFactory _factory = new() { HostName = "rabbit" };

            public Task<IConnection> ConnectAsync() => _factory.CreateConnectionAsync();
        }
        """, """
        class ForumWorker
        {
            private readonly IChannel _channel;

            public ForumWorker(IBroker broker)
            {
                _channel = broker.ConnectAsync().Result.CreateChannelAsync().GetAwaiter().GetResult();
            }

            public async Task ListenAsync()
            {
                var consumer = new AsyncEventingBasicConsumer(_channel);
                consumer.ReceivedAsync += async (_, delivery) =>
                {
                    Console.WriteLine(delivery.RoutingKey);
                    await _channel.BasicAckAsync(delivery.DeliveryTag, false);
                };
                await _channel.{|RMQ1001:BasicConsumeAsync|}("forum", false, consumer);
            }
        }
        """);

    [Fact]
    public Task Connection_from_a_service_out_of_sight_still_opens_channels_without_a_limit() => V7("""
        public interface IConnectionSource
        {
            Task<IConnection> GetAsync(CancellationToken stop);
        }

        public class ForumWorker
        {
            private readonly IConnectionSource _source;
            private IChannel? _channel;

            public ForumWorker(IConnectionSource source) => _source = source;

            public async Task ListenAsync(CancellationToken stop)
            {
                var connection = await _source.GetAsync(stop);
                _channel = await connection.CreateChannelAsync(cancellationToken: stop);
                var consumer = new AsyncEventingBasicConsumer(_channel);
                consumer.ReceivedAsync += async (_, delivery) =>
                {
                    Console.WriteLine(delivery.RoutingKey);
                    await _channel.BasicAckAsync(delivery.DeliveryTag, false);
                };
                await _channel.{|RMQ1001:BasicConsumeAsync|}("forum", false, consumer, stop);
            }
        }
        """);

    [Fact]
    public Task Consumers_started_in_a_query_without_BasicQos_are_reported() => V6("""
        class ForumWorker
        {
            private readonly IModel _channel;

            public ForumWorker(IConnection connection) => _channel = connection.CreateModel();

            public List<string> Listen(IEnumerable<string> forums)
            {
                var consumer = new EventingBasicConsumer(_channel);
                consumer.Received += (_, delivery) =>
                {
                    Console.WriteLine(delivery.RoutingKey);
                    _channel.BasicAck(delivery.DeliveryTag, false);
                };
                return forums.Select(forum => _channel.{|RMQ1001:BasicConsume|}(forum, false, consumer)).ToList();
            }
        }
        """);
}
