using static Leveret.Analyzers.Tests.Rules.Snippets;

namespace Leveret.Analyzers.Tests.Rules;

/// <summary>Channels held by one type: fields, properties, lazies, base classes and partial classes.</summary>
public sealed partial class MissingPrefetchTests
{
    [Fact]
    public Task Field_set_in_the_constructor_without_BasicQos_is_reported() => V6("""
        class InvoiceWorker
        {
            private readonly IModel _channel;

            public InvoiceWorker(IConnection connection)
            {
                _channel = connection.CreateModel();
                _channel.QueueDeclare("invoices", true, false, false, null);
            }

            public void Start()
            {
                var consumer = new EventingBasicConsumer(_channel);
                consumer.Received += (_, delivery) =>
                {
                    Console.WriteLine(delivery.RoutingKey);
                    _channel.BasicAck(delivery.DeliveryTag, false);
                };
                _channel.{|RMQ1001:BasicConsume|}("invoices", false, consumer);
            }
        }
        """);

    [Fact]
    public Task BasicQos_in_the_constructor_limits_the_field() => V6("""
        class InvoiceWorker
        {
            private readonly IModel _channel;

            public InvoiceWorker(IConnection connection)
            {
                _channel = connection.CreateModel();
                _channel.BasicQos(prefetchSize: 0, prefetchCount: 5, global: false);
            }

            public void Start()
            {
                var consumer = new EventingBasicConsumer(_channel);
                consumer.Received += (_, delivery) =>
                {
                    Console.WriteLine(delivery.RoutingKey);
                    _channel.BasicAck(delivery.DeliveryTag, false);
                };
                _channel.BasicConsume("invoices", false, consumer);
            }
        }
        """);

    [Fact]
    public Task Field_opened_in_StartAsync_without_BasicQos_is_reported() => V7("""
        class SensorWorker
        {
            private readonly IConnection _connection;
            private IChannel? _channel;

            public SensorWorker(IConnection connection) => _connection = connection;

            public async Task StartAsync(CancellationToken stop)
            {
                _channel = await _connection.CreateChannelAsync(cancellationToken: stop);
                await ListenAsync(stop);
            }

            private async Task ListenAsync(CancellationToken stop)
            {
                var consumer = new AsyncEventingBasicConsumer(_channel!);
                consumer.ReceivedAsync += async (_, delivery) =>
                {
                    Console.WriteLine(delivery.RoutingKey);
                    await _channel!.BasicAckAsync(delivery.DeliveryTag, false);
                };
                await _channel!.{|RMQ1001:BasicConsumeAsync|}("sensors", false, consumer, stop);
            }
        }
        """);

    [Fact]
    public Task BasicQos_in_StartAsync_limits_the_consumer_of_ExecuteAsync() => V7("""
        class SensorWorker
        {
            private readonly IConnection _connection;
            private IChannel? _channel;

            public SensorWorker(IConnection connection) => _connection = connection;

            public async Task StartAsync(CancellationToken stop)
            {
                _channel = await _connection.CreateChannelAsync(cancellationToken: stop);
                await _channel.BasicQosAsync(0, 16, false, stop);
            }

            public async Task ExecuteAsync(CancellationToken stop)
            {
                var consumer = new AsyncEventingBasicConsumer(_channel!);
                consumer.ReceivedAsync += async (_, delivery) =>
                {
                    Console.WriteLine(delivery.RoutingKey);
                    await _channel!.BasicAckAsync(delivery.DeliveryTag, false);
                };
                await _channel!.BasicConsumeAsync("sensors", false, consumer, stop);
            }
        }
        """);

    [Fact]
    public Task BasicQos_in_a_method_further_down_is_a_limit() => V6("""
        class ParcelWorker
        {
            private readonly IConnection _connection;
            private IModel _channel;

            public ParcelWorker(IConnection connection) => _connection = connection;

            public void Start()
            {
                Open();
                var consumer = new EventingBasicConsumer(_channel);
                consumer.Received += (_, delivery) =>
                {
                    Console.WriteLine(delivery.RoutingKey);
                    _channel.BasicAck(delivery.DeliveryTag, false);
                };
                _channel.BasicConsume("parcels", false, consumer);
            }

            private void Open()
            {
                _channel = _connection.CreateModel();
                _channel.BasicQos(0, 40, false);
            }
        }
        """);

    [Fact]
    public Task Helper_further_down_that_only_declares_is_no_limit() => V6("""
        class ParcelWorker
        {
            private readonly IConnection _connection;
            private IModel _channel;

            public ParcelWorker(IConnection connection) => _connection = connection;

            public void Start()
            {
                Open();
                var consumer = new EventingBasicConsumer(_channel);
                consumer.Received += (_, delivery) =>
                {
                    Console.WriteLine(delivery.RoutingKey);
                    _channel.BasicAck(delivery.DeliveryTag, false);
                };
                _channel.{|RMQ1001:BasicConsume|}("parcels", false, consumer);
            }

            private void Open()
            {
                _channel = _connection.CreateModel();
                _channel.ExchangeDeclare("parcels", "topic", true, false, null);
                _channel.QueueDeclare("parcels", true, false, false, null);
                _channel.QueueBind("parcels", "parcels", "#", null);
            }
        }
        """);

    [Fact]
    public Task Property_without_BasicQos_is_reported() => V7("""
        class TicketWorker
        {
            public IChannel Tickets { get; private set; } = null!;

            public async Task OpenAsync(IConnection connection) =>
                Tickets = await connection.CreateChannelAsync();

            public async Task ListenAsync()
            {
                var consumer = new AsyncEventingBasicConsumer(Tickets);
                consumer.ReceivedAsync += async (_, delivery) =>
                {
                    Console.WriteLine(delivery.RoutingKey);
                    await Tickets.BasicAckAsync(delivery.DeliveryTag, false);
                };
                await Tickets.{|RMQ1001:BasicConsumeAsync|}("tickets", false, consumer);
            }
        }
        """);

    [Fact]
    public Task BasicQos_on_a_property_is_a_limit() => V7("""
        class TicketWorker
        {
            public IChannel Tickets { get; private set; } = null!;

            public async Task OpenAsync(IConnection connection)
            {
                Tickets = await connection.CreateChannelAsync();
                await Tickets.BasicQosAsync(0, 12, false);
            }

            public async Task ListenAsync()
            {
                var consumer = new AsyncEventingBasicConsumer(Tickets);
                consumer.ReceivedAsync += async (_, delivery) =>
                {
                    Console.WriteLine(delivery.RoutingKey);
                    await Tickets.BasicAckAsync(delivery.DeliveryTag, false);
                };
                await Tickets.BasicConsumeAsync("tickets", false, consumer);
            }
        }
        """);

    [Fact]
    public Task Property_that_returns_an_unlimited_field_is_reported() => V6("""
        class SeatWorker
        {
            private readonly IModel _channel;

            public SeatWorker(IConnection connection) => _channel = connection.CreateModel();

            private IModel Seats => _channel;

            public void Start()
            {
                var consumer = new EventingBasicConsumer(Seats);
                consumer.Received += (_, delivery) =>
                {
                    Console.WriteLine(delivery.RoutingKey);
                    Seats.BasicAck(delivery.DeliveryTag, false);
                };
                Seats.{|RMQ1001:BasicConsume|}("seats", false, consumer);
            }
        }
        """);

    [Fact]
    public Task BasicQos_on_the_field_limits_the_property_that_returns_it() => V6("""
        class SeatWorker
        {
            private readonly IModel _channel;

            public SeatWorker(IConnection connection)
            {
                _channel = connection.CreateModel();
                _channel.BasicQos(0, 3, false);
            }

            private IModel Seats => _channel;

            public void Start()
            {
                var consumer = new EventingBasicConsumer(Seats);
                consumer.Received += (_, delivery) =>
                {
                    Console.WriteLine(delivery.RoutingKey);
                    Seats.BasicAck(delivery.DeliveryTag, false);
                };
                Seats.BasicConsume("seats", false, consumer);
            }
        }
        """);

    [Fact]
    public Task Channel_opened_on_first_use_without_BasicQos_is_reported() => V6("""
        class QuoteWorker
        {
            private readonly IConnection _connection;
            private IModel _channel;

            public QuoteWorker(IConnection connection) => _connection = connection;

            private IModel Channel => _channel ??= _connection.CreateModel();

            public void Start()
            {
                var consumer = new EventingBasicConsumer(Channel);
                consumer.Received += (_, delivery) =>
                {
                    Console.WriteLine(delivery.RoutingKey);
                    Channel.BasicAck(delivery.DeliveryTag, false);
                };
                Channel.{|RMQ1001:BasicConsume|}("quotes", false, consumer);
            }
        }
        """);

    [Fact]
    public Task Channel_opened_and_limited_on_first_use_is_clean() => V6("""
        class QuoteWorker
        {
            private readonly IConnection _connection;
            private IModel _channel;

            public QuoteWorker(IConnection connection) => _connection = connection;

            private IModel Channel
            {
                get
                {
                    if (_channel == null)
                    {
                        _channel = _connection.CreateModel();
                        _channel.BasicQos(0, 6, false);
                    }

                    return _channel;
                }
            }

            public void Start()
            {
                var consumer = new EventingBasicConsumer(Channel);
                consumer.Received += (_, delivery) =>
                {
                    Console.WriteLine(delivery.RoutingKey);
                    Channel.BasicAck(delivery.DeliveryTag, false);
                };
                Channel.BasicConsume("quotes", false, consumer);
            }
        }
        """);

    [Fact]
    public Task Lazy_channel_without_BasicQos_is_reported() => V6("""
        class BadgeWorker
        {
            private readonly Lazy<IModel> _channel;

            public BadgeWorker(IConnection connection) =>
                _channel = new Lazy<IModel>(() => connection.CreateModel());

            public void Start()
            {
                var consumer = new EventingBasicConsumer(_channel.Value);
                consumer.Received += (_, delivery) =>
                {
                    Console.WriteLine(delivery.RoutingKey);
                    _channel.Value.BasicAck(delivery.DeliveryTag, false);
                };
                _channel.Value.{|RMQ1001:BasicConsume|}("badges", false, consumer);
            }
        }
        """);

    [Fact]
    public Task Lazy_channel_limited_in_its_factory_is_clean() => V6("""
        class BadgeWorker
        {
            private readonly Lazy<IModel> _channel;

            public BadgeWorker(IConnection connection)
            {
                _channel = new Lazy<IModel>(() =>
                {
                    var channel = connection.CreateModel();
                    channel.BasicQos(0, 15, false);
                    return channel;
                });
            }

            public void Start()
            {
                var consumer = new EventingBasicConsumer(_channel.Value);
                consumer.Received += (_, delivery) =>
                {
                    Console.WriteLine(delivery.RoutingKey);
                    _channel.Value.BasicAck(delivery.DeliveryTag, false);
                };
                _channel.Value.BasicConsume("badges", false, consumer);
            }
        }
        """);

    [Fact]
    public Task Lazy_task_of_a_channel_without_BasicQos_is_reported() => V7("""
        class BadgeWorker
        {
            private readonly Lazy<Task<IChannel>> _channel;

            public BadgeWorker(IConnection connection) =>
                _channel = new Lazy<Task<IChannel>>(() => connection.CreateChannelAsync());

            public async Task StartAsync()
            {
                var channel = await _channel.Value;
                var consumer = new AsyncEventingBasicConsumer(channel);
                consumer.ReceivedAsync += async (_, delivery) =>
                {
                    Console.WriteLine(delivery.RoutingKey);
                    await channel.BasicAckAsync(delivery.DeliveryTag, false);
                };
                await channel.{|RMQ1001:BasicConsumeAsync|}("badges", false, consumer);
            }
        }
        """);

    [Fact]
    public Task Lazy_task_of_a_channel_limited_in_its_factory_method_is_clean() => V7("""
        class BadgeWorker
        {
            private readonly IConnection _connection;
            private readonly Lazy<Task<IChannel>> _channel;

            public BadgeWorker(IConnection connection)
            {
                _connection = connection;
                _channel = new Lazy<Task<IChannel>>(OpenAsync);
            }

            public async Task StartAsync()
            {
                var channel = await _channel.Value;
                var consumer = new AsyncEventingBasicConsumer(channel);
                consumer.ReceivedAsync += async (_, delivery) =>
                {
                    Console.WriteLine(delivery.RoutingKey);
                    await channel.BasicAckAsync(delivery.DeliveryTag, false);
                };
                await channel.BasicConsumeAsync("badges", false, consumer);
            }

            private async Task<IChannel> OpenAsync()
            {
                var channel = await _connection.CreateChannelAsync();
                await channel.BasicQosAsync(0, 15, false);
                return channel;
            }
        }
        """);

    [Fact]
    public Task Base_class_channel_without_BasicQos_is_reported_in_the_derived_class() => V6("""
        abstract class Worker
        {
            protected Worker(IConnection connection)
            {
                Channel = connection.CreateModel();
            }

            protected IModel Channel { get; }
        }
        """, """
        class RefundWorker : Worker
        {
            public RefundWorker(IConnection connection) : base(connection)
            {
            }

            public void Start()
            {
                var consumer = new EventingBasicConsumer(Channel);
                consumer.Received += (_, delivery) =>
                {
                    Console.WriteLine(delivery.RoutingKey);
                    Channel.BasicAck(delivery.DeliveryTag, false);
                };
                Channel.{|RMQ1001:BasicConsume|}("refunds", false, consumer);
            }
        }
        """);

    [Fact]
    public Task BasicQos_in_the_base_class_limits_the_derived_class() => V6("""
        abstract class Worker
        {
            protected Worker(IConnection connection)
            {
                Channel = connection.CreateModel();
                Channel.BasicQos(0, 50, false);
            }

            protected IModel Channel { get; }
        }
        """, """
        class RefundWorker : Worker
        {
            public RefundWorker(IConnection connection) : base(connection)
            {
            }

            public void Start()
            {
                var consumer = new EventingBasicConsumer(Channel);
                consumer.Received += (_, delivery) =>
                {
                    Console.WriteLine(delivery.RoutingKey);
                    Channel.BasicAck(delivery.DeliveryTag, false);
                };
                Channel.BasicConsume("refunds", false, consumer);
            }
        }
        """);

    [Fact]
    public Task BasicQos_in_the_derived_class_limits_the_consumer_of_the_base_class() => V7("""
        abstract class Worker
        {
            protected Worker(IChannel channel) => Channel = channel;

            protected IChannel Channel { get; }

            public async Task ListenAsync(string queue)
            {
                var consumer = new AsyncEventingBasicConsumer(Channel);
                consumer.ReceivedAsync += async (_, delivery) =>
                {
                    Console.WriteLine(delivery.RoutingKey);
                    await Channel.BasicAckAsync(delivery.DeliveryTag, false);
                };
                await Channel.BasicConsumeAsync(queue, false, consumer);
            }
        }

        class RefundWorker : Worker
        {
            private RefundWorker(IChannel channel) : base(channel)
            {
            }

            public static async Task<RefundWorker> OpenAsync(IConnection connection)
            {
                var worker = new RefundWorker(await connection.CreateChannelAsync());
                await worker.Channel.BasicQosAsync(0, 50, false);
                return worker;
            }
        }
        """);

    [Fact]
    public Task Override_that_sets_BasicQos_limits_the_consumer_of_the_base_class() => V6("""
        abstract class Worker
        {
            private readonly IConnection _connection;

            protected Worker(IConnection connection) => _connection = connection;

            public void Start(string queue)
            {
                var channel = _connection.CreateModel();
                Configure(channel);
                var consumer = new EventingBasicConsumer(channel);
                consumer.Received += (_, delivery) =>
                {
                    Console.WriteLine(delivery.RoutingKey);
                    channel.BasicAck(delivery.DeliveryTag, false);
                };
                channel.BasicConsume(queue, false, consumer);
            }

            protected virtual void Configure(IModel channel)
            {
            }
        }

        class RefundWorker : Worker
        {
            public RefundWorker(IConnection connection) : base(connection)
            {
            }

            protected override void Configure(IModel channel) => channel.BasicQos(0, 4, false);
        }
        """);

    [Fact]
    public Task Generic_base_class_channel_without_BasicQos_is_reported() => V7("""
        abstract class Listener<TMessage>
        {
            protected IChannel? _channel;

            protected async Task OpenAsync(IConnection connection) =>
                _channel = await connection.CreateChannelAsync();
        }

        record Reading(int Celsius);

        class ReadingListener : Listener<Reading>
        {
            public async Task ListenAsync(IConnection connection)
            {
                await OpenAsync(connection);
                var consumer = new AsyncEventingBasicConsumer(_channel!);
                consumer.ReceivedAsync += async (_, delivery) =>
                {
                    Console.WriteLine(delivery.RoutingKey);
                    await _channel!.BasicAckAsync(delivery.DeliveryTag, false);
                };
                await _channel!.{|RMQ1001:BasicConsumeAsync|}("readings", false, consumer);
            }
        }
        """);

    [Fact]
    public Task BasicQos_in_a_generic_base_class_is_a_limit() => V7("""
        abstract class Listener<TMessage>
        {
            protected IChannel? _channel;

            protected async Task OpenAsync(IConnection connection)
            {
                _channel = await connection.CreateChannelAsync();
                await _channel.BasicQosAsync(0, 10, false);
            }
        }
        """, """
        record Reading(int Celsius);

        class ReadingListener : Listener<Reading>
        {
            public async Task ListenAsync(IConnection connection)
            {
                await OpenAsync(connection);
                var consumer = new AsyncEventingBasicConsumer(_channel!);
                consumer.ReceivedAsync += async (_, delivery) =>
                {
                    Console.WriteLine(delivery.RoutingKey);
                    await _channel!.BasicAckAsync(delivery.DeliveryTag, false);
                };
                await _channel!.BasicConsumeAsync("readings", false, consumer);
            }
        }
        """);

    [Fact]
    public Task Consumer_in_a_generic_base_class_without_BasicQos_is_reported() => V6("""
        abstract class Listener<TMessage>
        {
            private readonly IModel _channel;

            protected Listener(IConnection connection) => _channel = connection.CreateModel();

            public void Listen(string queue)
            {
                var consumer = new EventingBasicConsumer(_channel);
                consumer.Received += (_, delivery) =>
                {
                    Show(Read(delivery.Body.ToArray()));
                    _channel.BasicAck(delivery.DeliveryTag, false);
                };
                _channel.{|RMQ1001:BasicConsume|}(queue, false, consumer);
            }

            protected abstract TMessage Read(byte[] body);

            private static void Show(TMessage message) => Console.WriteLine(message);
        }

        class NameListener : Listener<string>
        {
            public NameListener(IConnection connection) : base(connection)
            {
            }

            protected override string Read(byte[] body) => Encoding.UTF8.GetString(body);
        }
        """);

    [Fact]
    public Task BasicQos_in_another_part_of_the_class_is_a_limit() => V6("""
        partial class LedgerWorker
        {
            private IModel _channel;

            public void Start()
            {
                var consumer = new EventingBasicConsumer(_channel);
                consumer.Received += (_, delivery) =>
                {
                    Console.WriteLine(delivery.RoutingKey);
                    _channel.BasicAck(delivery.DeliveryTag, false);
                };
                _channel.BasicConsume("ledger", false, consumer);
            }
        }
        """, """
        partial class LedgerWorker
        {
            public LedgerWorker(IConnection connection)
            {
                _channel = connection.CreateModel();
                _channel.BasicQos(0, 100, false);
            }
        }
        """);

    [Fact]
    public Task Partial_class_without_BasicQos_in_any_part_is_reported() => V6("""
        partial class LedgerWorker
        {
            private IModel _channel;

            public void Start()
            {
                var consumer = new EventingBasicConsumer(_channel);
                consumer.Received += (_, delivery) =>
                {
                    Console.WriteLine(delivery.RoutingKey);
                    _channel.BasicAck(delivery.DeliveryTag, false);
                };
                _channel.{|RMQ1001:BasicConsume|}("ledger", false, consumer);
            }
        }
        """, """
        partial class LedgerWorker
        {
            public LedgerWorker(IConnection connection)
            {
                _channel = connection.CreateModel();
                _channel.QueueDeclare("ledger", true, false, false, null);
            }
        }
        """);

    [CSharp12Fact]
    public Task Primary_constructor_connection_without_BasicQos_is_reported() => V7("""
        class RosterWorker(IConnection connection)
        {
            public async Task ListenAsync()
            {
                var channel = await connection.CreateChannelAsync();
                var consumer = new AsyncEventingBasicConsumer(channel);
                consumer.ReceivedAsync += async (_, delivery) =>
                {
                    Console.WriteLine(delivery.RoutingKey);
                    await channel.BasicAckAsync(delivery.DeliveryTag, false);
                };
                await channel.{|RMQ1001:BasicConsumeAsync|}("roster", false, consumer);
            }
        }
        """);

    [CSharp12Fact]
    public Task Field_initialised_from_a_primary_constructor_parameter_is_reported() => V6("""
        class RosterWorker(IConnection connection)
        {
            private readonly IModel _channel = connection.CreateModel();

            public void Listen()
            {
                var consumer = new EventingBasicConsumer(_channel);
                consumer.Received += (_, delivery) =>
                {
                    Console.WriteLine(delivery.RoutingKey);
                    _channel.BasicAck(delivery.DeliveryTag, false);
                };
                _channel.{|RMQ1001:BasicConsume|}("roster", false, consumer);
            }
        }
        """);

    [CSharp12Fact]
    public Task BasicQos_on_a_primary_constructor_parameter_is_a_limit() => V7("""
        class RosterWorker(IChannel channel)
        {
            public async Task PrepareAsync() => await channel.BasicQosAsync(0, 7, false);

            public async Task ListenAsync()
            {
                var consumer = new AsyncEventingBasicConsumer(channel);
                consumer.ReceivedAsync += async (_, delivery) =>
                {
                    Console.WriteLine(delivery.RoutingKey);
                    await channel.BasicAckAsync(delivery.DeliveryTag, false);
                };
                await channel.BasicConsumeAsync("roster", false, consumer);
            }
        }
        """);

    [Fact]
    public Task Static_field_without_BasicQos_is_reported() => V6("""
        static class FaxWorker
        {
            private static IModel s_channel;

            public static void Open(IConnection connection) => s_channel = connection.CreateModel();

            public static void Start()
            {
                var consumer = new EventingBasicConsumer(s_channel);
                consumer.Received += (_, delivery) =>
                {
                    Console.WriteLine(delivery.RoutingKey);
                    s_channel.BasicAck(delivery.DeliveryTag, false);
                };
                s_channel.{|RMQ1001:BasicConsume|}("faxes", false, consumer);
            }
        }
        """);

    [Fact]
    public Task BasicQos_on_a_static_field_from_another_class_is_a_limit() => V6("""
        static class Broker
        {
            public static IModel Faxes;

            public static void Open(IConnection connection)
            {
                Faxes = connection.CreateModel();
                Faxes.BasicQos(0, 2, false);
            }
        }
        """, """
        static class FaxWorker
        {
            public static void Start()
            {
                var consumer = new EventingBasicConsumer(Broker.Faxes);
                consumer.Received += (_, delivery) =>
                {
                    Console.WriteLine(delivery.RoutingKey);
                    Broker.Faxes.BasicAck(delivery.DeliveryTag, false);
                };
                Broker.Faxes.BasicConsume("faxes", false, consumer);
            }
        }
        """);

    [Fact]
    public Task Alias_of_an_unlimited_field_is_reported() => V7("""
        class AuditWorker
        {
            private IChannel? _channel;

            public async Task OpenAsync(IConnection connection) =>
                _channel = await connection.CreateChannelAsync();

            public async Task ListenAsync()
            {
                var channel = _channel ?? throw new InvalidOperationException("Not open.");
                var consumer = new AsyncEventingBasicConsumer(channel);
                consumer.ReceivedAsync += async (_, delivery) =>
                {
                    Console.WriteLine(delivery.RoutingKey);
                    await channel.BasicAckAsync(delivery.DeliveryTag, false);
                };
                await channel.{|RMQ1001:BasicConsumeAsync|}("audit", false, consumer);
            }
        }
        """);

    [Fact]
    public Task Alias_of_an_unlimited_field_taken_as_not_null_is_reported() => V7("""
        class AuditWorker
        {
            private IChannel? _channel;

            public async Task OpenAsync(IConnection connection) =>
                _channel = await connection.CreateChannelAsync();

            public async Task ListenAsync()
            {
                var channel = _channel!;
                var consumer = new AsyncEventingBasicConsumer(channel);
                consumer.ReceivedAsync += async (_, delivery) =>
                {
                    Console.WriteLine(delivery.RoutingKey);
                    await channel.BasicAckAsync(delivery.DeliveryTag, false);
                };
                await channel.{|RMQ1001:BasicConsumeAsync|}("audit", false, consumer);
            }
        }
        """);

    [Fact]
    public Task BasicQos_on_an_alias_limits_the_field() => V7("""
        class AuditWorker
        {
            private IChannel? _channel;

            public async Task OpenAsync(IConnection connection)
            {
                var channel = await connection.CreateChannelAsync();
                await channel.BasicQosAsync(0, 20, false);
                _channel = channel;
            }

            public async Task ListenAsync()
            {
                var consumer = new AsyncEventingBasicConsumer(_channel!);
                consumer.ReceivedAsync += async (_, delivery) =>
                {
                    Console.WriteLine(delivery.RoutingKey);
                    await _channel!.BasicAckAsync(delivery.DeliveryTag, false);
                };
                await _channel!.BasicConsumeAsync("audit", false, consumer);
            }
        }
        """);

    [Fact]
    public Task BasicQos_on_the_local_after_it_was_stored_limits_the_field() => V6("""
        class AuditWorker
        {
            private IModel _channel;

            public void Open(IConnection connection)
            {
                var channel = connection.CreateModel();
                _channel = channel;
                channel.BasicQos(0, 20, false);
            }

            public void Listen()
            {
                var consumer = new EventingBasicConsumer(_channel);
                consumer.Received += (_, delivery) =>
                {
                    Console.WriteLine(delivery.RoutingKey);
                    _channel.BasicAck(delivery.DeliveryTag, false);
                };
                _channel.BasicConsume("audit", false, consumer);
            }
        }
        """);

    [Fact]
    public Task Channel_assigned_in_a_try_block_without_BasicQos_is_reported() => V6("""
        class GateWorker
        {
            public void Run(IConnection connection)
            {
                IModel channel = null;
                try
                {
                    channel = connection.CreateModel();
                    var consumer = new EventingBasicConsumer(channel);
                    consumer.Received += (_, delivery) =>
                    {
                        Console.WriteLine(delivery.RoutingKey);
                        channel.BasicAck(delivery.DeliveryTag, false);
                    };
                    channel.{|RMQ1001:BasicConsume|}("gates", false, consumer);
                    Console.ReadLine();
                }
                finally
                {
                    channel?.Close();
                }
            }
        }
        """);

    [Fact]
    public Task Channel_of_a_using_statement_without_BasicQos_is_reported() => V6("""
        class GateWorker
        {
            public void Run(ConnectionFactory factory)
            {
                using (var connection = factory.CreateConnection())
                using (var channel = connection.CreateModel())
                {
                    var consumer = new EventingBasicConsumer(channel);
                    consumer.Received += (_, delivery) =>
                    {
                        Console.WriteLine(delivery.RoutingKey);
                        channel.BasicAck(delivery.DeliveryTag, false);
                    };
                    channel.{|RMQ1001:BasicConsume|}("gates", false, consumer);
                    Console.ReadLine();
                }
            }
        }
        """);

    [Fact]
    public Task Channel_of_an_await_using_declaration_without_BasicQos_is_reported() => V7("""
        class GateWorker
        {
            public async Task RunAsync(ConnectionFactory factory)
            {
                await using var connection = await factory.CreateConnectionAsync();
                await using var channel = await connection.CreateChannelAsync();
                var consumer = new AsyncEventingBasicConsumer(channel);
                consumer.ReceivedAsync += async (_, delivery) =>
                {
                    Console.WriteLine(delivery.RoutingKey);
                    await channel.BasicAckAsync(delivery.DeliveryTag, false);
                };
                await channel.{|RMQ1001:BasicConsumeAsync|}("gates", false, consumer);
                Console.ReadLine();
            }
        }
        """);

    [Fact]
    public Task Limits_on_either_branch_are_limits() => V7("""
        class NightWorker
        {
            public async Task RunAsync(IConnection connection, bool night)
            {
                var channel = await connection.CreateChannelAsync();
                if (night)
                {
                    await channel.BasicQosAsync(0, 200, false);
                }
                else
                {
                    await channel.BasicQosAsync(0, 20, false);
                }

                var consumer = new AsyncEventingBasicConsumer(channel);
                consumer.ReceivedAsync += async (_, delivery) =>
                {
                    Console.WriteLine(delivery.RoutingKey);
                    await channel.BasicAckAsync(delivery.DeliveryTag, false);
                };
                await channel.BasicConsumeAsync("night", false, consumer);
            }
        }
        """);

    [Fact]
    public Task Consumer_started_inside_a_lambda_without_BasicQos_is_reported() => V7("""
        class StreetWorker
        {
            public Task StartAsync(IConnection connection) => Task.Run(async () =>
            {
                var channel = await connection.CreateChannelAsync();
                var consumer = new AsyncEventingBasicConsumer(channel);
                consumer.ReceivedAsync += async (_, delivery) =>
                {
                    Console.WriteLine(delivery.RoutingKey);
                    await channel.BasicAckAsync(delivery.DeliveryTag, false);
                };
                await channel.{|RMQ1001:BasicConsumeAsync|}("streets", false, consumer);
            });
        }
        """);

    [Fact]
    public Task Limit_set_outside_the_lambda_that_starts_the_consumer_is_a_limit() => V7("""
        class StreetWorker
        {
            public async Task StartAsync(IConnection connection)
            {
                var channel = await connection.CreateChannelAsync();
                await channel.BasicQosAsync(0, 9, false);
                await Task.Run(async () =>
                {
                    var consumer = new AsyncEventingBasicConsumer(channel);
                    consumer.ReceivedAsync += async (_, delivery) =>
                    {
                        Console.WriteLine(delivery.RoutingKey);
                        await channel.BasicAckAsync(delivery.DeliveryTag, false);
                    };
                    await channel.BasicConsumeAsync("streets", false, consumer);
                });
            }
        }
        """);

    [Fact]
    public Task Limit_set_in_a_local_function_is_a_limit() => V7("""
        class StreetWorker
        {
            public async Task StartAsync(IConnection connection)
            {
                var channel = await connection.CreateChannelAsync();
                await LimitAsync();
                var consumer = new AsyncEventingBasicConsumer(channel);
                consumer.ReceivedAsync += async (_, delivery) =>
                {
                    Console.WriteLine(delivery.RoutingKey);
                    await channel.BasicAckAsync(delivery.DeliveryTag, false);
                };
                await channel.BasicConsumeAsync("streets", false, consumer);

                Task LimitAsync() => channel.BasicQosAsync(0, 9, false);
            }
        }
        """);

    [Fact]
    public Task Limit_set_in_a_lambda_held_by_a_local_is_a_limit() => V6("""
        class StreetWorker
        {
            public void Start(IConnection connection)
            {
                var channel = connection.CreateModel();
                Action<ushort> limit = count => channel.BasicQos(0, count, false);
                limit(9);
                var consumer = new EventingBasicConsumer(channel);
                consumer.Received += (_, delivery) =>
                {
                    Console.WriteLine(delivery.RoutingKey);
                    channel.BasicAck(delivery.DeliveryTag, false);
                };
                channel.BasicConsume("streets", false, consumer);
            }
        }
        """);

    [Fact]
    public Task Limits_set_on_every_channel_of_a_list_are_limits() => V7("""
        class ShardWorker
        {
            private readonly List<IChannel> _channels = new();

            public async Task OpenAsync(IConnection connection, int shards)
            {
                for (var shard = 0; shard < shards; shard++)
                {
                    _channels.Add(await connection.CreateChannelAsync());
                }

                foreach (var channel in _channels)
                {
                    await channel.BasicQosAsync(0, 5, false);
                }
            }

            public async Task ListenAsync(int shard)
            {
                var channel = _channels[shard];
                var consumer = new AsyncEventingBasicConsumer(channel);
                consumer.ReceivedAsync += async (_, delivery) =>
                {
                    Console.WriteLine(delivery.RoutingKey);
                    await channel.BasicAckAsync(delivery.DeliveryTag, false);
                };
                await channel.BasicConsumeAsync("shard." + shard, false, consumer);
            }
        }
        """);

    [Fact]
    public Task Limits_set_on_all_channels_at_once_are_limits() => V7("""
        class ShardWorker
        {
            private readonly List<IChannel> _channels = new();

            public async Task OpenAsync(IConnection connection)
            {
                _channels.Add(await connection.CreateChannelAsync());
                _channels.Add(await connection.CreateChannelAsync());
                await Task.WhenAll(_channels.Select(channel => channel.BasicQosAsync(0, 5, false)));
            }

            public async Task ListenAsync()
            {
                foreach (var channel in _channels)
                {
                    var consumer = new AsyncEventingBasicConsumer(channel);
                    consumer.ReceivedAsync += async (_, delivery) =>
                    {
                        Console.WriteLine(delivery.RoutingKey);
                        await channel.BasicAckAsync(delivery.DeliveryTag, false);
                    };
                    await channel.BasicConsumeAsync("shards", false, consumer);
                }
            }
        }
        """);

    [Fact]
    public Task Channel_opened_again_with_its_limit_is_clean() => V6("""
        class LineWorker
        {
            private readonly IConnection _connection;
            private IModel _channel;

            public LineWorker(IConnection connection)
            {
                _connection = connection;
                Open();
            }

            private void Open()
            {
                _channel = _connection.CreateModel();
                _channel.BasicQos(0, 10, false);
                _channel.ModelShutdown += (_, _) => Open();
                var consumer = new EventingBasicConsumer(_channel);
                consumer.Received += (_, delivery) =>
                {
                    Console.WriteLine(delivery.RoutingKey);
                    _channel.BasicAck(delivery.DeliveryTag, false);
                };
                _channel.BasicConsume("lines", false, consumer);
            }
        }
        """);
}
