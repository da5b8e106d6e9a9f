using Leveret.Verification;
using static Leveret.Analyzers.Tests.Rules.Snippets;
using Verify = Leveret.Verification.CSharpAnalyzerVerifier<Leveret.Analyzers.ConsumerAnalyzer>;

namespace Leveret.Analyzers.Tests.Rules;

/// <summary>The two calls: overloads, arguments, auto-ack and counts; then the kinds of consumer and what only looks like one.</summary>
public sealed partial class MissingPrefetchTests
{
    [Fact]
    public Task Named_arguments_out_of_order_are_read_on_6() => V6("""
        class PumpWorker
        {
            private readonly IModel _channel;

            public PumpWorker(IConnection connection) => _channel = connection.CreateModel();

            public void Listen()
            {
                var consumer = new EventingBasicConsumer(_channel);
                consumer.Received += (_, delivery) =>
                {
                    Console.WriteLine(delivery.RoutingKey);
                    _channel.BasicAck(multiple: false, deliveryTag: delivery.DeliveryTag);
                };
                _channel.{|RMQ1001:BasicConsume|}(consumer: consumer, autoAck: false, queue: "pumps");
            }
        }
        """);

    [Fact]
    public Task Named_arguments_out_of_order_are_read_on_7() => V7("""
        class PumpWorker
        {
            public async Task ListenAsync(IConnection connection, CancellationToken stop)
            {
                var channel = await connection.CreateChannelAsync(cancellationToken: stop);
                var consumer = new AsyncEventingBasicConsumer(channel);
                consumer.ReceivedAsync += async (_, delivery) =>
                {
                    Console.WriteLine(delivery.RoutingKey);
                    await channel.BasicAckAsync(multiple: false, deliveryTag: delivery.DeliveryTag);
                };
                await channel.{|RMQ1001:BasicConsumeAsync|}(cancellationToken: stop, consumer: consumer, autoAck: false, queue: "pumps");
            }
        }
        """);

    [Fact]
    public Task Named_BasicQos_arguments_out_of_order_are_read() => V7("""
        class PumpWorker
        {
            public async Task ListenAsync(IConnection connection)
            {
                var channel = await connection.CreateChannelAsync();
                await channel.BasicQosAsync(global: false, prefetchCount: 5, prefetchSize: 0);
                var consumer = new AsyncEventingBasicConsumer(channel);
                consumer.ReceivedAsync += async (_, delivery) =>
                {
                    Console.WriteLine(delivery.RoutingKey);
                    await channel.BasicAckAsync(delivery.DeliveryTag, false);
                };
                await channel.BasicConsumeAsync("pumps", autoAck: false, consumer: consumer);
            }
        }
        """);

    [Fact]
    public Task Interface_method_with_all_arguments_is_reported_on_6() => V6("""
        class PumpWorker
        {
            public string Listen(IConnection connection)
            {
                var channel = connection.CreateModel();
                var consumer = new EventingBasicConsumer(channel);
                consumer.Received += (_, delivery) =>
                {
                    Console.WriteLine(delivery.RoutingKey);
                    channel.BasicAck(delivery.DeliveryTag, false);
                };
                return channel.{|RMQ1001:BasicConsume|}("pumps", false, "pump-1", false, false, null, consumer);
            }
        }
        """);

    [Fact]
    public Task Interface_method_with_all_arguments_is_reported_on_7() => V7("""
        class PumpWorker
        {
            private string _tag = "";

            public async Task ListenAsync(IConnection connection)
            {
                var channel = await connection.CreateChannelAsync();
                var consumer = new AsyncEventingBasicConsumer(channel);
                consumer.ReceivedAsync += async (_, delivery) =>
                {
                    Console.WriteLine(delivery.RoutingKey);
                    await channel.BasicAckAsync(delivery.DeliveryTag, false);
                };
                _tag = await channel.{|RMQ1001:BasicConsumeAsync|}("pumps", false, _tag, false, false, null, consumer).ConfigureAwait(false);
            }
        }
        """);

    [Fact]
    public Task Consumer_first_overload_acknowledges_manually_by_default() => V6("""
        class PumpWorker
        {
            public void Listen(IConnection connection)
            {
                var channel = connection.CreateModel();
                var consumer = new EventingBasicConsumer(channel);
                consumer.Received += (_, delivery) =>
                {
                    Console.WriteLine(delivery.RoutingKey);
                    channel.BasicAck(delivery.DeliveryTag, false);
                };
                channel.{|RMQ1001:BasicConsume|}(consumer, "pumps");
            }
        }
        """);

    [Fact]
    public Task Consumer_first_overload_with_a_limit_is_clean() => V6("""
        class PumpWorker
        {
            public void Listen(IConnection connection)
            {
                var channel = connection.CreateModel();
                channel.BasicQos(0, 10, false);
                var consumer = new EventingBasicConsumer(channel);
                consumer.Received += (_, delivery) =>
                {
                    Console.WriteLine(delivery.RoutingKey);
                    channel.BasicAck(delivery.DeliveryTag, false);
                };
                channel.BasicConsume(consumer, "pumps", exclusive: true);
            }
        }
        """);

    [Fact]
    public Task Consumer_first_overload_with_auto_ack_is_clean() => V6("""
        class PumpWorker
        {
            public void Listen(IConnection connection)
            {
                var channel = connection.CreateModel();
                var consumer = new EventingBasicConsumer(channel);
                consumer.Received += (_, delivery) => Console.WriteLine(delivery.RoutingKey);
                channel.BasicConsume(consumer, "pumps", autoAck: true);
            }
        }
        """);

    [Fact]
    public Task Extension_called_as_a_static_method_is_reported_on_6() => V6("""
        class PumpWorker
        {
            public void Listen(IConnection connection)
            {
                var channel = connection.CreateModel();
                var consumer = new EventingBasicConsumer(channel);
                consumer.Received += (_, delivery) =>
                {
                    Console.WriteLine(delivery.RoutingKey);
                    channel.BasicAck(delivery.DeliveryTag, false);
                };
                IModelExensions.{|RMQ1001:BasicConsume|}(channel, "pumps", false, consumer);
            }
        }
        """);

    [Fact]
    public Task Extension_called_as_a_static_method_with_a_limit_is_clean() => V7("""
        class PumpWorker
        {
            public async Task ListenAsync(IConnection connection)
            {
                var channel = await connection.CreateChannelAsync();
                await channel.BasicQosAsync(0, 1, false);
                var consumer = new AsyncEventingBasicConsumer(channel);
                consumer.ReceivedAsync += async (_, delivery) =>
                {
                    Console.WriteLine(delivery.RoutingKey);
                    await channel.BasicAckAsync(delivery.DeliveryTag, false);
                };
                await IChannelExtensions.BasicConsumeAsync(channel, "pumps", false, consumer);
            }
        }
        """);

    [Fact]
    public Task Auto_ack_consumer_is_left_to_its_own_rule_on_6() => V6("""
        class TickerWorker
        {
            public void Listen(IConnection connection)
            {
                var channel = connection.CreateModel();
                var consumer = new EventingBasicConsumer(channel);
                consumer.Received += (_, delivery) => Console.WriteLine(delivery.RoutingKey);
                channel.BasicConsume("ticker", true, consumer);
            }
        }
        """);

    [Fact]
    public Task Auto_ack_consumer_is_left_to_its_own_rule_on_7() => V7("""
        class TickerWorker
        {
            private const bool Forget = true;

            public async Task ListenAsync(IConnection connection)
            {
                var channel = await connection.CreateChannelAsync();
                var consumer = new AsyncEventingBasicConsumer(channel);
                consumer.ReceivedAsync += (_, delivery) =>
                {
                    Console.WriteLine(delivery.RoutingKey);
                    return Task.CompletedTask;
                };
                await channel.BasicConsumeAsync("ticker", autoAck: Forget, consumer);
            }
        }
        """);

    [Fact]
    public Task Constant_for_manual_ack_is_read() => V6("""
        class TickerWorker
        {
            private const bool Forget = false;

            public void Listen(IConnection connection)
            {
                var channel = connection.CreateModel();
                var consumer = new EventingBasicConsumer(channel);
                consumer.Received += (_, delivery) =>
                {
                    Console.WriteLine(delivery.RoutingKey);
                    channel.BasicAck(delivery.DeliveryTag, false);
                };
                channel.{|RMQ1001:BasicConsume|}("ticker", Forget, consumer);
            }
        }
        """);

    [Fact]
    public Task Ack_mode_from_configuration_is_unknown() => V7("""
        public class TickerOptions
        {
            public bool AutoAck { get; set; }
        }

        public class TickerWorker
        {
            private readonly TickerOptions _options;

            public TickerWorker(TickerOptions options) => _options = options;

            public async Task ListenAsync(IConnection connection)
            {
                var channel = await connection.CreateChannelAsync();
                var consumer = new AsyncEventingBasicConsumer(channel);
                consumer.ReceivedAsync += async (_, delivery) =>
                {
                    Console.WriteLine(delivery.RoutingKey);
                    if (!_options.AutoAck)
                    {
                        await channel.BasicAckAsync(delivery.DeliveryTag, false);
                    }
                };
                await channel.BasicConsumeAsync("ticker", _options.AutoAck, consumer);
            }
        }
        """);

    [Fact]
    public Task Conditional_access_is_reported() => V6("""
        class MailWorker
        {
            private IModel _channel;

            public void Open(IConnection connection) => _channel = connection.CreateModel();

            public void Listen()
            {
                var consumer = new EventingBasicConsumer(_channel);
                consumer.Received += (_, delivery) =>
                {
                    Console.WriteLine(delivery.RoutingKey);
                    _channel?.BasicAck(delivery.DeliveryTag, false);
                };
                _channel?.{|RMQ1001:BasicConsume|}("mail", false, consumer);
            }
        }
        """);

    [Fact]
    public Task Limit_through_conditional_access_is_a_limit() => V6("""
        class MailWorker
        {
            private IModel _channel;

            public void Open(IConnection connection)
            {
                _channel = connection.CreateModel();
                _channel?.BasicQos(0, 10, false);
            }

            public void Listen()
            {
                var consumer = new EventingBasicConsumer(_channel);
                consumer.Received += (_, delivery) =>
                {
                    Console.WriteLine(delivery.RoutingKey);
                    _channel?.BasicAck(delivery.DeliveryTag, false);
                };
                _channel?.BasicConsume("mail", false, consumer);
            }
        }
        """);

    [Fact]
    public Task Consume_whose_task_is_returned_is_reported() => V7("""
        class MailWorker
        {
            private readonly IChannel _channel;

            private MailWorker(IChannel channel) => _channel = channel;

            public static async Task<MailWorker> OpenAsync(IConnection connection) =>
                new(await connection.CreateChannelAsync());

            public Task<string> ListenAsync()
            {
                var consumer = new AsyncEventingBasicConsumer(_channel);
                consumer.ReceivedAsync += ShowAsync;
                return _channel.{|RMQ1001:BasicConsumeAsync|}("mail", false, consumer);
            }

            private async Task ShowAsync(object sender, BasicDeliverEventArgs delivery)
            {
                Console.WriteLine(delivery.RoutingKey);
                await _channel.BasicAckAsync(delivery.DeliveryTag, false);
            }
        }
        """);

    [Fact]
    public Task Consume_waited_for_synchronously_is_reported() => V7("""
        class MailWorker
        {
            public void Listen(IConnection connection)
            {
                var channel = connection.CreateChannelAsync().GetAwaiter().GetResult();
                var consumer = new AsyncEventingBasicConsumer(channel);
                consumer.ReceivedAsync += async (_, delivery) =>
                {
                    Console.WriteLine(delivery.RoutingKey);
                    await channel.BasicAckAsync(delivery.DeliveryTag, false);
                };
                channel.{|RMQ1001:BasicConsumeAsync|}("mail", false, consumer).Wait();
            }
        }
        """);

    [Fact]
    public Task Limit_waited_for_synchronously_is_a_limit() => V7("""
        class MailWorker
        {
            private readonly IChannel _channel;

            public MailWorker(IConnection connection)
            {
                _channel = connection.CreateChannelAsync().Result;
                _channel.BasicQosAsync(0, 10, false).GetAwaiter().GetResult();
            }

            public async Task ListenAsync()
            {
                var consumer = new AsyncEventingBasicConsumer(_channel);
                consumer.ReceivedAsync += async (_, delivery) =>
                {
                    Console.WriteLine(delivery.RoutingKey);
                    await _channel.BasicAckAsync(delivery.DeliveryTag, false);
                };
                await _channel.BasicConsumeAsync("mail", false, consumer);
            }
        }
        """);

    [Fact]
    public Task Count_from_configuration_is_a_limit() => V7("""
        public class MailOptions
        {
            public ushort Prefetch { get; set; }
        }

        public class MailWorker
        {
            private readonly MailOptions _options;

            public MailWorker(MailOptions options) => _options = options;

            public async Task ListenAsync(IConnection connection)
            {
                var channel = await connection.CreateChannelAsync();
                await channel.BasicQosAsync(0, _options.Prefetch, false);
                var consumer = new AsyncEventingBasicConsumer(channel);
                consumer.ReceivedAsync += async (_, delivery) =>
                {
                    Console.WriteLine(delivery.RoutingKey);
                    await channel.BasicAckAsync(delivery.DeliveryTag, false);
                };
                await channel.BasicConsumeAsync("mail", false, consumer);
            }
        }
        """);

    [Fact]
    public Task Computed_count_is_a_limit() => V6("""
        class MailWorker
        {
            public void Listen(IConnection connection)
            {
                var channel = connection.CreateModel();
                channel.BasicQos(0, (ushort)(Environment.ProcessorCount * 2), false);
                var consumer = new EventingBasicConsumer(channel);
                consumer.Received += (_, delivery) =>
                {
                    Console.WriteLine(delivery.RoutingKey);
                    channel.BasicAck(delivery.DeliveryTag, false);
                };
                channel.BasicConsume("mail", false, consumer);
            }
        }
        """);

    [Fact]
    public Task Count_from_a_constructor_argument_is_a_limit() => V6("""
        class MailWorker
        {
            private readonly IModel _channel;
            private readonly ushort _atOnce;

            public MailWorker(IConnection connection, ushort atOnce)
            {
                _channel = connection.CreateModel();
                _atOnce = atOnce;
            }

            public void Listen()
            {
                _channel.BasicQos(0, _atOnce, false);
                var consumer = new EventingBasicConsumer(_channel);
                consumer.Received += (_, delivery) =>
                {
                    Console.WriteLine(delivery.RoutingKey);
                    _channel.BasicAck(delivery.DeliveryTag, false);
                };
                _channel.BasicConsume("mail", false, consumer);
            }
        }
        """);

    [Fact]
    public Task Method_group_handler_without_BasicQos_is_reported() => V6("""
        class KioskWorker
        {
            private readonly IModel _channel;

            public KioskWorker(IConnection connection) => _channel = connection.CreateModel();

            public void Listen()
            {
                var consumer = new AsyncEventingBasicConsumer(_channel);
                consumer.Received += OnReceived;
                _channel.{|RMQ1001:BasicConsume|}("kiosks", false, consumer);
            }

            private Task OnReceived(object sender, BasicDeliverEventArgs delivery)
            {
                Console.WriteLine(delivery.RoutingKey);
                _channel.BasicAck(delivery.DeliveryTag, false);
                return Task.CompletedTask;
            }
        }
        """);

    [Fact]
    public Task Anonymous_method_handler_without_BasicQos_is_reported() => V5("""
        class KioskWorker
        {
            public void Listen(IConnection connection)
            {
                IModel channel = connection.CreateModel();
                EventingBasicConsumer consumer = new EventingBasicConsumer(channel);
                consumer.Received += delegate(object sender, BasicDeliverEventArgs delivery)
                {
                    Console.WriteLine(delivery.RoutingKey);
                    channel.BasicAck(delivery.DeliveryTag, false);
                };
                channel.{|RMQ1001:BasicConsume|}("kiosks", false, consumer);
            }
        }
        """);

    [Fact]
    public Task Local_function_handler_without_BasicQos_is_reported() => V7("""
        class KioskWorker
        {
            public async Task ListenAsync(IConnection connection)
            {
                var channel = await connection.CreateChannelAsync();
                var consumer = new AsyncEventingBasicConsumer(channel);
                consumer.ReceivedAsync += ShowAsync;
                await channel.{|RMQ1001:BasicConsumeAsync|}("kiosks", false, consumer);

                async Task ShowAsync(object sender, BasicDeliverEventArgs delivery)
                {
                    Console.WriteLine(delivery.RoutingKey);
                    await channel.BasicAckAsync(delivery.DeliveryTag, false);
                }
            }
        }
        """);

    [Fact]
    public Task Derived_consumer_without_BasicQos_is_reported_on_7() => V7("""
        class KioskConsumer : AsyncDefaultBasicConsumer
        {
            public KioskConsumer(IChannel channel) : base(channel)
            {
            }

            public override async Task HandleBasicDeliverAsync(string consumerTag, ulong deliveryTag, bool redelivered, string exchange, string routingKey, IReadOnlyBasicProperties properties, ReadOnlyMemory<byte> body, CancellationToken cancellationToken = default)
            {
                Console.WriteLine(routingKey);
                await Channel.BasicAckAsync(deliveryTag, false);
            }
        }
        """, """
        class KioskWorker
        {
            public async Task ListenAsync(IConnection connection)
            {
                var channel = await connection.CreateChannelAsync();
                await channel.{|RMQ1001:BasicConsumeAsync|}("kiosks", false, new KioskConsumer(channel));
            }
        }
        """);

    [Fact]
    public Task Derived_consumer_with_a_limit_is_clean_on_5() => V5("""
        class KioskConsumer : DefaultBasicConsumer
        {
            public KioskConsumer(IModel model) : base(model)
            {
            }

            public override void HandleBasicDeliver(string consumerTag, ulong deliveryTag, bool redelivered, string exchange, string routingKey, IBasicProperties properties, byte[] body)
            {
                Console.WriteLine(body.Length);
                Model.BasicAck(deliveryTag, false);
            }
        }

        class KioskWorker
        {
            public void Listen(IConnection connection)
            {
                var channel = connection.CreateModel();
                channel.BasicQos(0, 10, false);
                channel.BasicConsume("kiosks", false, new KioskConsumer(channel));
            }
        }
        """);

    [Fact]
    public Task Handler_from_a_delegate_parameter_without_BasicQos_is_reported() => V6("""
        class Subscriber
        {
            private readonly IModel _channel;

            public Subscriber(IConnection connection) => _channel = connection.CreateModel();

            public void Subscribe(string queue, Action<string> show)
            {
                var consumer = new EventingBasicConsumer(_channel);
                consumer.Received += (_, delivery) =>
                {
                    show(delivery.RoutingKey);
                    _channel.BasicAck(delivery.DeliveryTag, false);
                };
                _channel.{|RMQ1001:BasicConsume|}(queue, false, consumer);
            }
        }

        class KioskWorker
        {
            public void Listen(Subscriber subscriber) =>
                subscriber.Subscribe("kiosks", key => Console.WriteLine(key));
        }
        """);

    [Fact]
    public Task Hosted_service_without_BasicQos_is_reported() => V7("""
        namespace Microsoft.Extensions.Hosting
        {
            public abstract class BackgroundService
            {
                protected abstract Task ExecuteAsync(CancellationToken stoppingToken);
            }
        }
        """, """
        class FerryService : Microsoft.Extensions.Hosting.BackgroundService
        {
            private readonly ConnectionFactory _factory = new() { HostName = "rabbit" };
            private IConnection? _connection;
            private IChannel? _channel;

            protected override async Task ExecuteAsync(CancellationToken stoppingToken)
            {
                _connection = await _factory.CreateConnectionAsync(stoppingToken);
                _channel = await _connection.CreateChannelAsync(cancellationToken: stoppingToken);
                var consumer = new AsyncEventingBasicConsumer(_channel);
                consumer.ReceivedAsync += async (_, delivery) =>
                {
                    Console.WriteLine(delivery.RoutingKey);
                    await _channel.BasicAckAsync(delivery.DeliveryTag, false);
                };
                await _channel.{|RMQ1001:BasicConsumeAsync|}("ferries", false, consumer, stoppingToken);
                await Task.Delay(Timeout.Infinite, stoppingToken);
            }
        }
        """);

    [Fact]
    public Task Types_of_the_same_names_from_elsewhere_are_nobodys_business() => Verify.VerifyAnalyzerAsync(Client.V6, """
        using System;
        using Toy.Messaging;

        namespace Toy.Messaging
        {
            public interface IBasicConsumer { }

            public class EventingBasicConsumer : IBasicConsumer
            {
                public EventingBasicConsumer(IModel model) { }

                public event EventHandler<string> Received;

                public void Raise() => Received?.Invoke(this, "");
            }

            public interface IModel
            {
                void BasicQos(uint prefetchSize, ushort prefetchCount, bool global);

                string BasicConsume(string queue, bool autoAck, IBasicConsumer consumer);
            }
        }

        class ToyWorker
        {
            public void Listen(IModel channel)
            {
                var consumer = new EventingBasicConsumer(channel);
                consumer.Received += (_, text) => Console.WriteLine(text);
                channel.BasicConsume("toys", false, consumer);
            }
        }
        """);

    [Fact]
    public Task Types_of_the_same_names_without_the_client_are_nobodys_business() => Verify.VerifyAnalyzerAsync(Client.Absent, """
        using System.Threading.Tasks;

        public interface IChannel
        {
            Task BasicQosAsync(uint prefetchSize, ushort prefetchCount, bool global);

            Task<string> BasicConsumeAsync(string queue, bool autoAck, object consumer);
        }

        public class ToyWorker
        {
            public Task ListenAsync(IChannel channel) => channel.BasicConsumeAsync("toys", false, new object());
        }
        """);

    [Fact]
    public Task Wrapper_interface_of_ones_own_is_nobodys_business() => V7("""
        public interface IQueueChannel
        {
            Task BasicConsumeAsync(string queue, bool autoAck, Func<string, Task> handler);
        }

        public class PlankWorker
        {
            public Task ListenAsync(IQueueChannel channel) =>
                channel.BasicConsumeAsync("planks", false, text =>
                {
                    Console.WriteLine(text);
                    return Task.CompletedTask;
                });
        }
        """);

    [Fact]
    public Task Limit_of_a_look_alike_is_no_limit() => V6("""
        class Throttle
        {
            public void BasicQos(uint prefetchSize, ushort prefetchCount, bool global) =>
                Console.WriteLine(prefetchCount);
        }

        class PlankWorker
        {
            public void Listen(IConnection connection, Throttle throttle)
            {
                var channel = connection.CreateModel();
                throttle.BasicQos(0, 10, false);
                var consumer = new EventingBasicConsumer(channel);
                consumer.Received += (_, delivery) =>
                {
                    Console.WriteLine(delivery.RoutingKey);
                    channel.BasicAck(delivery.DeliveryTag, false);
                };
                channel.{|RMQ1001:BasicConsume|}("planks", false, consumer);
            }
        }
        """);

    [Fact]
    public Task Own_extension_of_the_same_name_that_limits_first_is_clean() => V7("""
        static class LimitedConsume
        {
            public static async Task BasicConsumeAsync(this IChannel channel, string queue, ushort prefetch, IAsyncBasicConsumer consumer)
            {
                await channel.BasicQosAsync(0, prefetch, false);
                await channel.BasicConsumeAsync(queue, false, consumer);
            }
        }

        class PlankWorker
        {
            public async Task ListenAsync(IConnection connection)
            {
                var channel = await connection.CreateChannelAsync();
                var consumer = new AsyncEventingBasicConsumer(channel);
                consumer.ReceivedAsync += async (_, delivery) =>
                {
                    Console.WriteLine(delivery.RoutingKey);
                    await channel.BasicAckAsync(delivery.DeliveryTag, false);
                };
                await channel.BasicConsumeAsync("planks", 10, consumer);
            }
        }
        """);

    [Fact]
    public Task Limit_for_the_whole_channel_is_a_limit() => V6("""
        class PlankWorker
        {
            public void Listen(IConnection connection)
            {
                var channel = connection.CreateModel();
                channel.BasicQos(0, 100, true);
                var consumer = new EventingBasicConsumer(channel);
                consumer.Received += (_, delivery) =>
                {
                    Console.WriteLine(delivery.RoutingKey);
                    channel.BasicAck(delivery.DeliveryTag, false);
                };
                channel.BasicConsume("planks", false, consumer);
            }
        }
        """);

    [Fact]
    public Task Consumer_kept_in_a_field_without_BasicQos_is_reported() => V7("""
        class PlankWorker
        {
            private IChannel? _channel;
            private AsyncEventingBasicConsumer? _consumer;

            public async Task OpenAsync(IConnection connection)
            {
                _channel = await connection.CreateChannelAsync();
                _consumer = new AsyncEventingBasicConsumer(_channel);
                _consumer.ReceivedAsync += OnReceivedAsync;
            }

            public async Task ListenAsync() =>
                await _channel!.{|RMQ1001:BasicConsumeAsync|}("planks", false, _consumer!);

            private async Task OnReceivedAsync(object sender, BasicDeliverEventArgs delivery)
            {
                Console.WriteLine(delivery.RoutingKey);
                await _channel!.BasicAckAsync(delivery.DeliveryTag, false);
            }
        }
        """);
}
