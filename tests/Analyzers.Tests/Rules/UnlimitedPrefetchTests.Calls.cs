using Leveret.Verification;
using static Leveret.Analyzers.Tests.Rules.Snippets;

namespace Leveret.Analyzers.Tests.Rules;

/// <summary>Where the call stands, what follows it, and which consumers the zero reaches.</summary>
public sealed partial class UnlimitedPrefetchTests
{
    [Fact]
    public Task Later_zero_overrides_a_positive_count() => V6("""
        class CargoWorker
        {
            public void Listen(IConnection connection)
            {
                var channel = connection.CreateModel();
                channel.BasicQos(0, 10, false);
                channel.QueueDeclare("cargo", true, false, false, null);
                channel.BasicQos(0, {|RMQ1002:0|}, false);
                var consumer = new EventingBasicConsumer(channel);
                consumer.Received += (_, delivery) =>
                {
                    Console.WriteLine(delivery.RoutingKey);
                    channel.BasicAck(delivery.DeliveryTag, false);
                };
                channel.BasicConsume("cargo", false, consumer);
            }
        }
        """);

    [Fact]
    public Task Zero_in_a_method_called_after_the_positive_count_is_reported() => V7("""
        class CargoWorker
        {
            private IChannel? _channel;

            public async Task OpenAsync(IConnection connection)
            {
                _channel = await connection.CreateChannelAsync();
                await _channel.BasicQosAsync(0, 10, false);
                await UnleashAsync();
            }

            public async Task ListenAsync()
            {
                var consumer = new AsyncEventingBasicConsumer(_channel!);
                consumer.ReceivedAsync += async (_, delivery) =>
                {
                    Console.WriteLine(delivery.RoutingKey);
                    await _channel!.BasicAckAsync(delivery.DeliveryTag, false);
                };
                await _channel!.BasicConsumeAsync("cargo", false, consumer);
            }

            private Task UnleashAsync() => _channel!.BasicQosAsync(0, {|RMQ1002:0|}, false);
        }
        """);

    [Fact]
    public Task Second_positive_count_is_clean() => V6("""
        class CargoWorker
        {
            public void Listen(IConnection connection)
            {
                var channel = connection.CreateModel();
                channel.BasicQos(0, 100, false);
                channel.BasicQos(0, 10, false);
                var consumer = new EventingBasicConsumer(channel);
                consumer.Received += (_, delivery) =>
                {
                    Console.WriteLine(delivery.RoutingKey);
                    channel.BasicAck(delivery.DeliveryTag, false);
                };
                channel.BasicConsume("cargo", false, consumer);
            }
        }
        """);

    [Fact]
    public Task Zero_on_each_of_two_channels_is_reported_twice() => V6("""
        class CargoWorker
        {
            public void Open(IConnection connection)
            {
                var inbound = connection.CreateModel();
                inbound.BasicQos(0, {|RMQ1002:0|}, false);
                var outbound = connection.CreateModel();
                outbound.BasicQos(0, {|RMQ1002:0|}, false);
            }
        }
        """);

    [Fact]
    public Task Zero_on_one_channel_and_no_count_on_the_other_are_two_rules() => V7("""
        class CargoWorker
        {
            public async Task ListenAsync(IConnection connection)
            {
                var inbound = await connection.CreateChannelAsync();
                var outbound = await connection.CreateChannelAsync();
                await inbound.BasicQosAsync(0, {|RMQ1002:0|}, false);

                var arrivals = new AsyncEventingBasicConsumer(inbound);
                arrivals.ReceivedAsync += async (_, delivery) =>
                {
                    Console.WriteLine(delivery.RoutingKey);
                    await inbound.BasicAckAsync(delivery.DeliveryTag, false);
                };
                await inbound.BasicConsumeAsync("cargo.in", false, arrivals);

                var departures = new AsyncEventingBasicConsumer(outbound);
                departures.ReceivedAsync += async (_, delivery) =>
                {
                    Console.WriteLine(delivery.RoutingKey);
                    await outbound.BasicAckAsync(delivery.DeliveryTag, false);
                };
                await outbound.{|RMQ1001:BasicConsumeAsync|}("cargo.out", false, departures);
            }
        }
        """);

    [Fact]
    public Task Zero_in_the_constructor_is_reported_there_and_not_at_the_consumer() => V6("""
        class CargoWorker
        {
            private readonly IModel _channel;

            public CargoWorker(IConnection connection)
            {
                _channel = connection.CreateModel();
                _channel.BasicQos(0, {|RMQ1002:0|}, false);
            }

            public void Listen()
            {
                var consumer = new EventingBasicConsumer(_channel);
                consumer.Received += (_, delivery) =>
                {
                    Console.WriteLine(delivery.RoutingKey);
                    _channel.BasicAck(delivery.DeliveryTag, false);
                };
                _channel.BasicConsume("cargo", false, consumer);
            }
        }
        """);

    [Fact]
    public Task Zero_in_a_factory_in_another_file_is_reported_there_and_not_at_the_consumer() => V7("""
        static class CargoBroker
        {
            public static async Task<IChannel> OpenAsync(IConnection connection)
            {
                var channel = await connection.CreateChannelAsync();
                await channel.BasicQosAsync(0, {|RMQ1002:0|}, false);
                return channel;
            }
        }
        """, """
        class CargoWorker
        {
            public async Task ListenAsync(IConnection connection)
            {
                var channel = await CargoBroker.OpenAsync(connection);
                var consumer = new AsyncEventingBasicConsumer(channel);
                consumer.ReceivedAsync += async (_, delivery) =>
                {
                    Console.WriteLine(delivery.RoutingKey);
                    await channel.BasicAckAsync(delivery.DeliveryTag, false);
                };
                await channel.BasicConsumeAsync("cargo", false, consumer);
            }
        }
        """);

    [Fact]
    public Task Zero_in_a_base_class_is_reported_there_and_not_at_the_consumer() => V6("""
        abstract class CargoBase
        {
            protected CargoBase(IConnection connection)
            {
                Channel = connection.CreateModel();
                Channel.BasicQos(0, {|RMQ1002:0|}, false);
            }

            protected IModel Channel { get; }
        }
        """, """
        class CargoWorker : CargoBase
        {
            public CargoWorker(IConnection connection) : base(connection)
            {
            }

            public void Listen()
            {
                var consumer = new EventingBasicConsumer(Channel);
                consumer.Received += (_, delivery) =>
                {
                    Console.WriteLine(delivery.RoutingKey);
                    Channel.BasicAck(delivery.DeliveryTag, false);
                };
                Channel.BasicConsume("cargo", false, consumer);
            }
        }
        """);

    [Fact]
    public Task Zero_in_an_extension_method_is_reported() => V7("""
        static class ChannelLimits
        {
            public static Task UnlimitedAsync(this IChannel channel) => channel.BasicQosAsync(0, {|RMQ1002:0|}, false);
        }
        """);

    [Fact]
    public Task Zero_before_an_auto_ack_consumer_is_reported() => V7("""
        class CargoMonitor
        {
            public async Task ListenAsync(IConnection connection)
            {
                var channel = await connection.CreateChannelAsync();
                await channel.BasicQosAsync(prefetchSize: 0, prefetchCount: {|RMQ1002:0|}, global: false);
                var consumer = new AsyncEventingBasicConsumer(channel);
                consumer.ReceivedAsync += (_, delivery) =>
                {
                    Console.WriteLine(delivery.RoutingKey);
                    return Task.CompletedTask;
                };
                await channel.BasicConsumeAsync("cargo", true, consumer);
            }
        }
        """);

    [Fact]
    public Task Zero_through_conditional_access_is_reported() => V6("""
        class CargoWorker
        {
            private IModel _channel;

            public void Open(IConnection connection)
            {
                _channel = connection.CreateModel();
                _channel?.BasicQos(0, {|RMQ1002:0|}, false);
            }
        }
        """);

    [Fact]
    public Task Zero_in_a_call_that_is_waited_for_synchronously_is_reported() => V7("""
        class CargoWorker
        {
            private readonly IChannel _channel;

            public CargoWorker(IConnection connection)
            {
                _channel = connection.CreateChannelAsync().Result;
                _channel.BasicQosAsync(0, {|RMQ1002:0|}, false).Wait();
            }
        }
        """);

    [Fact]
    public Task Zero_in_a_lambda_is_reported() => V6("""
        class CargoWorker
        {
            private readonly Lazy<IModel> _channel;

            public CargoWorker(IConnection connection)
            {
                _channel = new Lazy<IModel>(() =>
                {
                    var channel = connection.CreateModel();
                    channel.BasicQos(0, {|RMQ1002:0|}, false);
                    return channel;
                });
            }
        }
        """);

    [Fact]
    public Task Zero_on_a_channel_parameter_is_reported() => V7("""
        public class CargoSetup
        {
            public async Task PrepareAsync(IChannel channel, CancellationToken stop)
            {
                await channel.QueueDeclareAsync("cargo", true, false, false, cancellationToken: stop);
                await channel.BasicQosAsync(0, {|RMQ1002:0|}, false, stop);
            }
        }
        """);

    [Fact]
    public Task Zero_on_a_property_of_another_object_is_reported() => V7("""
        class Session
        {
            public IChannel Channel { get; init; } = null!;
        }

        class CargoSetup
        {
            public Task PrepareAsync(Session session) => session.Channel.BasicQosAsync(0, {|RMQ1002:0|}, false);
        }
        """);

    [Fact]
    public Task Zero_on_an_interface_derived_from_the_client_is_reported() => V6("""
        public interface ITracedModel : IModel
        {
            string Name { get; }
        }

        class CargoSetup
        {
            public void Prepare(ITracedModel channel)
            {
                Console.WriteLine(channel.Name);
                channel.BasicQos(0, {|RMQ1002:0|}, false);
            }
        }
        """);

    [Fact]
    public Task Zero_on_a_generic_channel_is_reported() => V6("""
        class CargoSetup
        {
            public void Prepare<TModel>(TModel channel)
                where TModel : IModel =>
                channel.BasicQos(0, {|RMQ1002:0|}, false);
        }
        """);

    [Fact]
    public Task Positive_count_on_either_branch_is_clean() => V7("""
        class CargoWorker
        {
            public async Task<IChannel> OpenAsync(IConnection connection, bool express)
            {
                var channel = await connection.CreateChannelAsync();
                if (express)
                {
                    await channel.BasicQosAsync(0, 1, false);
                }
                else
                {
                    await channel.BasicQosAsync(0, 100, false);
                }

                return channel;
            }
        }
        """);

    [Fact]
    public Task Zero_on_one_branch_only_is_reported() => V7("""
        class CargoWorker
        {
            public async Task ListenAsync(IConnection connection, bool bulk)
            {
                var channel = await connection.CreateChannelAsync();
                if (bulk)
                {
                    await channel.BasicQosAsync(0, {|RMQ1002:0|}, false);
                }
                else
                {
                    await channel.BasicQosAsync(0, 10, false);
                }

                var consumer = new AsyncEventingBasicConsumer(channel);
                consumer.ReceivedAsync += async (_, delivery) =>
                {
                    Console.WriteLine(delivery.RoutingKey);
                    await channel.BasicAckAsync(delivery.DeliveryTag, false);
                };
                await channel.BasicConsumeAsync("cargo", false, consumer);
            }
        }
        """);

    [Fact]
    public Task Count_kept_in_a_constructor_field_is_clean() => V6("""
        class CargoWorker
        {
            private readonly ushort _atOnce;

            public CargoWorker(ushort atOnce) => _atOnce = atOnce;

            public IModel Open(IConnection connection)
            {
                var channel = connection.CreateModel();
                channel.BasicQos(0, _atOnce, false);
                return channel;
            }
        }
        """, """
        static class Harbour
        {
            public static IModel Open(IConnection connection) => new CargoWorker(12).Open(connection);
        }
        """);

    [Fact]
    public Task Count_passed_down_two_methods_is_clean() => V7("""
        class CargoWorker
        {
            public Task<IChannel> OpenAsync(IConnection connection) => OpenAsync(connection, 12);

            private static async Task<IChannel> OpenAsync(IConnection connection, ushort atOnce)
            {
                var channel = await connection.CreateChannelAsync();
                await LimitAsync(channel, atOnce);
                return channel;
            }

            private static Task LimitAsync(IChannel channel, ushort atOnce) =>
                channel.BasicQosAsync(0, atOnce, false);
        }
        """);

    [Fact]
    public Task Half_an_argument_list_does_no_harm() => Incomplete(Client.V7, """
        class CargoWorker
        {
            public async Task OpenAsync(IConnection connection)
            {
                var channel = await connection.CreateChannelAsync();
                await channel.BasicQosAsync(0, 0
            }
        }
        """);

    [Fact]
    public Task Arguments_of_the_wrong_kind_do_no_harm() => Incomplete(Client.V6, """
        class CargoWorker
        {
            private const ushort Prefetch = Prefetch;

            public void Open(IConnection connection, ushort count = missing)
            {
                var channel = connection.CreateModel();
                channel.BasicQos("0", "0", "0");
                channel.BasicQos(0, unknown, false);
                channel.BasicQos(0, , false);
                channel.BasicQos();
                channel.BasicQos(0, 5, prefetchCount: 0);
            }
        }
        """);

    [Fact]
    public Task Unfinished_statement_after_the_zero_does_not_hide_it() => Incomplete(Client.V7, """
        class CargoWorker
        {
            public async Task OpenAsync(IConnection connection)
            {
                var channel = await connection.CreateChannelAsync();
                await channel.BasicQosAsync(0, {|RMQ1002:0|}, false);
                var consumer = new
            }
        }
        """);

    [Fact]
    public Task Named_zero_is_reported_on_5() => V5("""
        class CargoWorker
        {
            private const ushort Everything = 0;

            private readonly IModel _channel;

            public CargoWorker(IConnection connection)
            {
                _channel = connection.CreateModel();
                _channel.BasicQos(global: false, prefetchCount: {|RMQ1002:Everything|}, prefetchSize: 0);
            }

            public void Listen()
            {
                var consumer = new EventingBasicConsumer(_channel);
                consumer.Received += (_, delivery) =>
                {
                    Console.WriteLine(delivery.Body.Length);
                    _channel.BasicAck(delivery.DeliveryTag, false);
                };
                _channel.BasicConsume("cargo", false, consumer);
            }
        }
        """);
}
