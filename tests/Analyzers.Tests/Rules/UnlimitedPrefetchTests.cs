using Leveret.Verification;
using static Leveret.Analyzers.Tests.Rules.Snippets;
using Verify = Leveret.Verification.CSharpAnalyzerVerifier<Leveret.Analyzers.ConsumerAnalyzer>;

namespace Leveret.Analyzers.Tests.Rules;

/// <summary>RMQ1002. This part: how the zero is written. The other: which call it reaches, and what is no zero.</summary>
public sealed partial class UnlimitedPrefetchTests
{
    [Fact]
    public Task Literal_zero_is_reported_on_6() => V6("""
        class BookingWorker
        {
            public void Listen(IConnection connection)
            {
                var channel = connection.CreateModel();
                channel.BasicQos(0, {|RMQ1002:0|}, false);
                var consumer = new EventingBasicConsumer(channel);
                consumer.Received += (_, delivery) =>
                {
                    Console.WriteLine(delivery.RoutingKey);
                    channel.BasicAck(delivery.DeliveryTag, false);
                };
                channel.BasicConsume("bookings", false, consumer);
            }
        }
        """);

    [Fact]
    public Task Literal_zero_is_reported_on_7() => V7("""
        class BookingWorker
        {
            public async Task ListenAsync(IConnection connection)
            {
                var channel = await connection.CreateChannelAsync();
                await channel.BasicQosAsync(0, {|RMQ1002:0|}, false);
                var consumer = new AsyncEventingBasicConsumer(channel);
                consumer.ReceivedAsync += async (_, delivery) =>
                {
                    Console.WriteLine(delivery.RoutingKey);
                    await channel.BasicAckAsync(delivery.DeliveryTag, false);
                };
                await channel.BasicConsumeAsync("bookings", false, consumer);
            }
        }
        """);

    [Fact]
    public Task Literal_zero_is_reported_on_5() => V5("""
        class BookingWorker
        {
            public void Listen(IConnection connection)
            {
                var channel = connection.CreateModel();
                channel.BasicQos(0, {|RMQ1002:0|}, false);
                var consumer = new QueueingBasicConsumer(channel);
                channel.BasicConsume("bookings", false, consumer);
                while (true)
                {
                    var delivery = (BasicDeliverEventArgs)consumer.Queue.Dequeue();
                    Console.WriteLine(Encoding.UTF8.GetString(delivery.Body));
                    channel.BasicAck(delivery.DeliveryTag, false);
                }
            }
        }
        """);

    [Fact]
    public Task Named_arguments_are_read() => V6("""
        class BookingChannel
        {
            public IModel Open(IConnection connection)
            {
                var channel = connection.CreateModel();
                channel.BasicQos(prefetchSize: 0, prefetchCount: {|RMQ1002:0|}, global: false);
                return channel;
            }
        }
        """);

    [Fact]
    public Task Named_arguments_out_of_order_are_read() => V7("""
        class BookingChannel
        {
            public async Task<IChannel> OpenAsync(IConnection connection, CancellationToken stop)
            {
                var channel = await connection.CreateChannelAsync(cancellationToken: stop);
                await channel.BasicQosAsync(cancellationToken: stop, global: false, prefetchCount: {|RMQ1002:0|}, prefetchSize: 0);
                return channel;
            }
        }
        """);

    [Fact]
    public Task Named_arguments_out_of_order_with_a_positive_count_are_read() => V7("""
        class BookingChannel
        {
            public async Task<IChannel> OpenAsync(IConnection connection, CancellationToken stop)
            {
                var channel = await connection.CreateChannelAsync(cancellationToken: stop);
                await channel.BasicQosAsync(cancellationToken: stop, global: false, prefetchCount: 32, prefetchSize: 0);
                return channel;
            }
        }
        """);

    [Fact]
    public Task Constant_field_of_zero_is_reported() => V6("""
        class BookingChannel
        {
            private const ushort Prefetch = 0;

            public IModel Open(IConnection connection)
            {
                var channel = connection.CreateModel();
                channel.BasicQos(0, {|RMQ1002:Prefetch|}, false);
                return channel;
            }
        }
        """);

    [Fact]
    public Task Local_constant_of_zero_is_reported() => V7("""
        class BookingChannel
        {
            public async Task<IChannel> OpenAsync(IConnection connection)
            {
                const int unlimited = 0;
                var channel = await connection.CreateChannelAsync();
                await channel.BasicQosAsync(0, {|RMQ1002:unlimited|}, false);
                return channel;
            }
        }
        """);

    [Fact]
    public Task Constant_of_another_class_is_reported() => V7("""
        static class Limits
        {
            public const ushort None = 0;
            public const ushort Few = 5;
        }
        """, """
        class BookingChannel
        {
            public async Task<IChannel> OpenAsync(IConnection connection)
            {
                var channel = await connection.CreateChannelAsync();
                await channel.BasicQosAsync(0, {|RMQ1002:Limits.None|}, false);
                return channel;
            }
        }
        """);

    [Fact]
    public Task Constant_of_another_class_above_zero_is_clean() => V7("""
        static class Limits
        {
            public const ushort None = 0;
            public const ushort Few = 5;
        }
        """, """
        class BookingChannel
        {
            public async Task<IChannel> OpenAsync(IConnection connection)
            {
                var channel = await connection.CreateChannelAsync();
                await channel.BasicQosAsync(Limits.None, Limits.Few, false);
                return channel;
            }
        }
        """);

    [Fact]
    public Task Cast_zero_is_reported() => V6("""
        class BookingChannel
        {
            public IModel Open(IConnection connection)
            {
                var channel = connection.CreateModel();
                channel.BasicQos(0, {|RMQ1002:(ushort)0|}, false);
                return channel;
            }
        }
        """);

    [Fact]
    public Task Cast_constant_is_reported() => V7("""
        class BookingChannel
        {
            private const long Prefetch = 0L;

            public async Task<IChannel> OpenAsync(IConnection connection)
            {
                var channel = await connection.CreateChannelAsync();
                await channel.BasicQosAsync(0, {|RMQ1002:(ushort)Prefetch|}, false);
                return channel;
            }
        }
        """);

    [Fact]
    public Task Enum_member_of_zero_is_reported() => V6("""
        enum Load : ushort
        {
            Everything = 0,
            Some = 20,
        }

        class BookingChannel
        {
            public IModel Open(IConnection connection)
            {
                var channel = connection.CreateModel();
                channel.BasicQos(0, {|RMQ1002:(ushort)Load.Everything|}, false);
                return channel;
            }
        }
        """);

    [Fact]
    public Task Enum_member_above_zero_is_clean() => V6("""
        enum Load : ushort
        {
            Everything = 0,
            Some = 20,
        }

        class BookingChannel
        {
            public IModel Open(IConnection connection)
            {
                var channel = connection.CreateModel();
                channel.BasicQos(0, (ushort)Load.Some, false);
                return channel;
            }
        }
        """);

    [Fact]
    public Task Default_expression_is_reported() => V7("""
        class BookingChannel
        {
            public async Task<IChannel> OpenAsync(IConnection connection)
            {
                var channel = await connection.CreateChannelAsync();
                await channel.BasicQosAsync(0, {|RMQ1002:default(ushort)|}, false);
                return channel;
            }
        }
        """);

    [Fact]
    public Task Default_literal_is_reported() => V6("""
        class BookingChannel
        {
            public IModel Open(IConnection connection)
            {
                var channel = connection.CreateModel();
                channel.BasicQos(default, {|RMQ1002:default|}, default);
                return channel;
            }
        }
        """);

    [Fact]
    public Task Smallest_value_of_the_type_is_reported() => V6("""
        class BookingChannel
        {
            public IModel Open(IConnection connection)
            {
                var channel = connection.CreateModel();
                channel.BasicQos(0, {|RMQ1002:ushort.MinValue|}, false);
                return channel;
            }
        }
        """);

    [Fact]
    public Task Constant_expression_of_zero_is_reported() => V7("""
        class BookingChannel
        {
            private const ushort PerThread = 10;
            private const ushort Threads = 0;

            public async Task<IChannel> OpenAsync(IConnection connection)
            {
                var channel = await connection.CreateChannelAsync();
                await channel.BasicQosAsync(0, {|RMQ1002:PerThread * Threads|}, false);
                return channel;
            }
        }
        """);

    [Fact]
    public Task Hexadecimal_zero_is_reported() => V6("""
        class BookingChannel
        {
            public IModel Open(IConnection connection)
            {
                var channel = connection.CreateModel();
                channel.BasicQos(0x0, {|RMQ1002:0x0|}, false);
                return channel;
            }
        }
        """);

    [Fact]
    public Task Optional_parameter_of_zero_is_reported() => V6("""
        class ClaimWorker
        {
            private readonly IModel _channel;

            public ClaimWorker(IConnection connection) => _channel = connection.CreateModel();

            public void Listen(string queue, ushort prefetch = 0)
            {
                _channel.BasicQos(0, {|RMQ1002:prefetch|}, false);
                var consumer = new EventingBasicConsumer(_channel);
                consumer.Received += (_, delivery) =>
                {
                    Console.WriteLine(delivery.RoutingKey);
                    _channel.BasicAck(delivery.DeliveryTag, false);
                };
                _channel.BasicConsume(queue, false, consumer);
            }
        }
        """);

    [Fact]
    public Task Optional_parameter_of_zero_left_to_its_default_by_a_caller_is_reported() => V7("""
        class ClaimWorker
        {
            private readonly IConnection _connection;

            public ClaimWorker(IConnection connection) => _connection = connection;

            public async Task<IChannel> OpenAsync(ushort prefetch = 0)
            {
                var channel = await _connection.CreateChannelAsync();
                await channel.BasicQosAsync(0, {|RMQ1002:prefetch|}, false);
                return channel;
            }
        }
        """, """
        class ClaimDesk
        {
            public async Task ListenAsync(ClaimWorker worker)
            {
                var channel = await worker.OpenAsync();
                var consumer = new AsyncEventingBasicConsumer(channel);
                consumer.ReceivedAsync += async (_, delivery) =>
                {
                    Console.WriteLine(delivery.RoutingKey);
                    await channel.BasicAckAsync(delivery.DeliveryTag, false);
                };
                await channel.BasicConsumeAsync("claims", false, consumer);
            }
        }
        """);

    [Fact]
    public Task Optional_parameter_with_the_default_keyword_is_reported() => V7("""
        static class ClaimChannels
        {
            public static Task LimitAsync(this IChannel channel, ushort prefetch = default) =>
                channel.BasicQosAsync(0, {|RMQ1002:prefetch|}, false);
        }
        """);

    [Fact]
    public Task Optional_parameter_with_a_constant_of_zero_is_reported() => V6("""
        static class ClaimChannels
        {
            private const ushort Everything = 0;

            public static void Limit(IModel channel, ushort prefetch = Everything) =>
                channel.BasicQos(prefetchSize: 0, prefetchCount: {|RMQ1002:prefetch|}, global: false);
        }
        """);

    [Fact]
    public Task Optional_parameter_above_zero_is_clean() => V6("""
        class ClaimWorker
        {
            private readonly IModel _channel;

            public ClaimWorker(IConnection connection) => _channel = connection.CreateModel();

            public void Listen(string queue, ushort prefetch = 10)
            {
                _channel.BasicQos(0, prefetch, false);
                var consumer = new EventingBasicConsumer(_channel);
                consumer.Received += (_, delivery) =>
                {
                    Console.WriteLine(delivery.RoutingKey);
                    _channel.BasicAck(delivery.DeliveryTag, false);
                };
                _channel.BasicConsume(queue, false, consumer);
            }
        }
        """);

    [Fact]
    public Task Parameter_without_a_default_is_clean() => V7("""
        class ClaimWorker
        {
            private readonly IConnection _connection;

            public ClaimWorker(IConnection connection) => _connection = connection;

            public async Task<IChannel> OpenAsync(ushort prefetch)
            {
                var channel = await _connection.CreateChannelAsync();
                await channel.BasicQosAsync(0, prefetch, false);
                return channel;
            }
        }
        """, """
        class ClaimDesk
        {
            public Task<IChannel> OpenAsync(ClaimWorker worker) => worker.OpenAsync(25);
        }
        """);

    [Fact]
    public Task Another_optional_parameter_of_zero_is_clean() => V6("""
        class ClaimWorker
        {
            public IModel Open(IConnection connection, ushort prefetch, uint size = 0)
            {
                var channel = connection.CreateModel();
                channel.BasicQos(size, prefetch, false);
                return channel;
            }
        }
        """);

    [Fact]
    public Task Optional_parameter_of_zero_that_is_replaced_first_is_clean() => V6("""
        class ClaimWorker
        {
            public IModel Open(IConnection connection, ushort prefetch = 0)
            {
                if (prefetch == 0)
                {
                    prefetch = 10;
                }

                var channel = connection.CreateModel();
                channel.BasicQos(0, prefetch, false);
                return channel;
            }
        }
        """);

    [Fact]
    public Task Optional_parameter_of_zero_that_skips_BasicQos_is_clean() => V7("""
        class ClaimWorker
        {
            public async Task<IChannel> OpenAsync(IConnection connection, ushort prefetch = 0)
            {
                var channel = await connection.CreateChannelAsync();
                if (prefetch > 0)
                {
                    await channel.BasicQosAsync(0, prefetch, false);
                }

                return channel;
            }
        }
        """);

    [Fact]
    public Task Optional_parameter_of_zero_that_stands_for_another_count_is_clean() => V7("""
        class ClaimWorker
        {
            public async Task<IChannel> OpenAsync(IConnection connection, ushort prefetch = 0)
            {
                var channel = await connection.CreateChannelAsync();
                await channel.BasicQosAsync(0, prefetch == 0 ? (ushort)10 : prefetch, false);
                return channel;
            }
        }
        """);

    [Fact]
    public Task Optional_parameter_of_zero_raised_to_one_is_clean() => V6("""
        class ClaimWorker
        {
            public IModel Open(IConnection connection, ushort prefetch = 0)
            {
                var channel = connection.CreateModel();
                channel.BasicQos(0, Math.Max(prefetch, (ushort)1), false);
                return channel;
            }
        }
        """);

    [Fact]
    public Task Nullable_parameter_with_a_positive_fallback_is_clean() => V7("""
        class ClaimWorker
        {
            public async Task<IChannel> OpenAsync(IConnection connection, ushort? prefetch = null)
            {
                var channel = await connection.CreateChannelAsync();
                await channel.BasicQosAsync(0, prefetch ?? 10, false);
                return channel;
            }
        }
        """);

    [Fact]
    public Task Zero_prefetch_size_beside_a_positive_count_is_clean_on_6() => V6("""
        class BookingChannel
        {
            public IModel Open(IConnection connection)
            {
                var channel = connection.CreateModel();
                channel.BasicQos(0, 1, false);
                return channel;
            }
        }
        """);

    [Fact]
    public Task Zero_prefetch_size_beside_a_positive_count_is_clean_on_5() => V5("""
        class BookingChannel
        {
            public IModel Open(IConnection connection)
            {
                var channel = connection.CreateModel();
                channel.BasicQos(prefetchSize: 0, prefetchCount: 1, global: false);
                return channel;
            }
        }
        """);

    [Fact]
    public Task Constant_above_zero_is_clean() => V6("""
        class BookingChannel
        {
            private const ushort Prefetch = 250;

            public IModel Open(IConnection connection)
            {
                var channel = connection.CreateModel();
                channel.BasicQos(0, Prefetch, false);
                return channel;
            }
        }
        """);

    [Fact]
    public Task Largest_value_of_the_type_is_a_limit() => V7("""
        class BookingChannel
        {
            public async Task<IChannel> OpenAsync(IConnection connection)
            {
                var channel = await connection.CreateChannelAsync();
                await channel.BasicQosAsync(0, ushort.MaxValue, false);
                return channel;
            }
        }
        """);

    [Fact]
    public Task Count_from_configuration_is_clean() => V7("""
        public class BookingOptions
        {
            public ushort Prefetch { get; set; }
        }

        public class BookingChannel
        {
            private readonly BookingOptions _options;

            public BookingChannel(BookingOptions options) => _options = options;

            public async Task<IChannel> OpenAsync(IConnection connection)
            {
                var channel = await connection.CreateChannelAsync();
                await channel.BasicQosAsync(0, _options.Prefetch, false);
                return channel;
            }
        }
        """);

    [Fact]
    public Task Count_from_the_environment_is_clean() => V6("""
        class BookingChannel
        {
            public IModel Open(IConnection connection)
            {
                var prefetch = ushort.Parse(Environment.GetEnvironmentVariable("BOOKING_PREFETCH") ?? "10");
                var channel = connection.CreateModel();
                channel.BasicQos(0, prefetch, false);
                return channel;
            }
        }
        """);

    [Fact]
    public Task Choice_of_two_positive_counts_is_clean() => V6("""
        class BookingChannel
        {
            public IModel Open(IConnection connection, bool bulk)
            {
                var channel = connection.CreateModel();
                channel.BasicQos(0, (ushort)(bulk ? 50 : 5), false);
                return channel;
            }
        }
        """);

    [Fact]
    public Task Cast_of_a_setting_is_clean() => V7("""
        public record BookingSettings(int Prefetch = 20);

        public class BookingChannel
        {
            public async Task<IChannel> OpenAsync(IConnection connection, BookingSettings settings)
            {
                var channel = await connection.CreateChannelAsync();
                await channel.BasicQosAsync(0, (ushort)settings.Prefetch, false);
                return channel;
            }
        }
        """);

    [Fact]
    public Task Type_of_the_same_name_from_elsewhere_is_nobodys_business() => Verify.VerifyAnalyzerAsync(Client.V7, """
        using System.Threading.Tasks;
        using Toy.Messaging;

        namespace Toy.Messaging
        {
            public interface IChannel
            {
                Task BasicQosAsync(uint prefetchSize, ushort prefetchCount, bool global);
            }
        }

        public class ToyWorker
        {
            public Task OpenAsync(IChannel channel) => channel.BasicQosAsync(0, 0, false);
        }
        """);

    [Fact]
    public Task Method_of_the_same_name_without_the_client_is_nobodys_business() => Verify.VerifyAnalyzerAsync(Client.Absent, """
        public interface IModel
        {
            void BasicQos(uint prefetchSize, ushort prefetchCount, bool global);
        }

        public class ToyWorker
        {
            public void Open(IModel channel) => channel.BasicQos(0, 0, false);
        }
        """);

    [Fact]
    public Task Own_extension_with_the_arguments_in_another_order_is_nobodys_business() => V6("""
        static class ChannelLimits
        {
            public static void BasicQos(this IModel channel, ushort prefetchCount, byte reserved) =>
                channel.BasicQos(reserved, prefetchCount, false);
        }

        class BookingChannel
        {
            public IModel Open(IConnection connection)
            {
                var channel = connection.CreateModel();
                channel.BasicQos(10, 0);
                return channel;
            }
        }
        """);
}
