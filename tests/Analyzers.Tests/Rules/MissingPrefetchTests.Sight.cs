using Leveret.Verification;
using static Leveret.Analyzers.Tests.Rules.Snippets;

namespace Leveret.Analyzers.Tests.Rules;

/// <summary>Channels that a referenced library has in its hands, code that is not finished, and the words of the message.</summary>
public sealed partial class MissingPrefetchTests
{
    [Fact]
    public Task Channel_from_a_factory_of_a_library_is_out_of_sight() => WithLibrary(Client.V7, """
        class TaxiWorker
        {
            public async Task ListenAsync(Taxis.Broker broker)
            {
                var channel = await broker.OpenAsync();
                var consumer = new AsyncEventingBasicConsumer(channel);
                consumer.ReceivedAsync += async (_, delivery) =>
                {
                    Console.WriteLine(delivery.RoutingKey);
                    await channel.BasicAckAsync(delivery.DeliveryTag, false);
                };
                await channel.BasicConsumeAsync("taxis", false, consumer);
            }
        }
        """, """
        namespace Taxis
        {
            public class Broker
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
        }
        """);

    [Fact]
    public Task Channel_given_to_a_method_of_a_library_is_out_of_sight() => WithLibrary(Client.V6, """
        class TaxiWorker
        {
            public void Listen(IConnection connection)
            {
                var channel = connection.CreateModel();
                Taxis.Setup.Prepare(channel);
                var consumer = new EventingBasicConsumer(channel);
                consumer.Received += (_, delivery) =>
                {
                    Console.WriteLine(delivery.RoutingKey);
                    channel.BasicAck(delivery.DeliveryTag, false);
                };
                channel.BasicConsume("taxis", false, consumer);
            }
        }
        """, """
        namespace Taxis
        {
            public static class Setup
            {
                public static void Prepare(IModel channel) => channel.BasicQos(0, 10, false);
            }
        }
        """);

    [Fact]
    public Task Channel_of_a_base_class_in_a_library_is_out_of_sight() => WithLibrary(Client.V6, """
        class TaxiWorker : Taxis.Worker
        {
            public TaxiWorker(IConnection connection) : base(connection)
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
                Channel.BasicConsume("taxis", false, consumer);
            }
        }
        """, """
        namespace Taxis
        {
            public abstract class Worker
            {
                protected Worker(IConnection connection)
                {
                    Channel = connection.CreateModel();
                    Channel.BasicQos(0, 10, false);
                }

                protected IModel Channel { get; }
            }
        }
        """);

    [Fact]
    public Task Consumer_of_a_library_that_is_given_the_channel_is_out_of_sight() => WithLibrary(Client.V7, """
        class TaxiWorker
        {
            public async Task ListenAsync(IConnection connection)
            {
                var channel = await connection.CreateChannelAsync();
                var consumer = new Taxis.LimitedConsumer(channel);
                await channel.BasicConsumeAsync("taxis", false, consumer);
            }
        }
        """, """
        namespace Taxis
        {
            public class LimitedConsumer : AsyncDefaultBasicConsumer
            {
                public LimitedConsumer(IChannel channel) : base(channel)
                {
                    channel.BasicQosAsync(0, 10, false).GetAwaiter().GetResult();
                }

                public override async Task HandleBasicDeliverAsync(string consumerTag, ulong deliveryTag, bool redelivered, string exchange, string routingKey, IReadOnlyBasicProperties properties, ReadOnlyMemory<byte> body, CancellationToken cancellationToken = default)
                {
                    Console.WriteLine(routingKey);
                    await Channel.BasicAckAsync(deliveryTag, false);
                }
            }
        }
        """);

    [Fact]
    public Task Connection_from_a_library_still_opens_channels_without_a_limit() => WithLibrary(Client.V6, """
        class TaxiWorker
        {
            public void Listen()
            {
                var channel = Taxis.Broker.Connect().CreateModel();
                var consumer = new EventingBasicConsumer(channel);
                consumer.Received += (_, delivery) =>
                {
                    Console.WriteLine(delivery.RoutingKey);
                    channel.BasicAck(delivery.DeliveryTag, false);
                };
                channel.{|RMQ1001:BasicConsume|}("taxis", false, consumer);
            }
        }
        """, """
        namespace Taxis
        {
            public static class Broker
            {
                public static IConnection Connect() => new ConnectionFactory().CreateConnection();
            }
        }
        """);

    [Fact]
    public Task Half_an_argument_list_does_no_harm() => Incomplete(Client.V7, """
        class TaxiWorker
        {
            public async Task ListenAsync(IConnection connection)
            {
                var channel = await connection.CreateChannelAsync();
                await channel.BasicConsumeAsync("taxis",
            }
        }
        """);

    [Fact]
    public Task Call_without_a_consumer_does_no_harm() => Incomplete(Client.V6, """
        class TaxiWorker
        {
            public void Listen(IConnection connection)
            {
                var channel = connection.CreateModel();
                channel.BasicConsume("taxis", false);
                channel.BasicConsume;
                channel.
            }
        }
        """);

    [Fact]
    public Task Channel_that_is_not_declared_does_no_harm() => Incomplete(Client.V7, """
        class TaxiWorker
        {
            public async Task ListenAsync()
            {
                var consumer = new AsyncEventingBasicConsumer(_channel);
                consumer.ReceivedAsync += async (_, delivery) => await _channel.BasicAckAsync(delivery.DeliveryTag, false);
                await _channel.BasicConsumeAsync("taxis", false, consumer);
            }
        }
        """);

    [Fact]
    public Task Channel_defined_by_itself_does_no_harm() => Incomplete(Client.V6, """
        class TaxiWorker
        {
            private IModel Channel => Channel;

            private IModel First => Second;

            private IModel Second => First;

            private IModel Open() => Open();

            public void Listen(IBasicConsumer consumer)
            {
                var channel = channel;
                var other = Open();
                Channel.QueueDeclare("taxis", true, false, false, null);
                First.QueueDeclare("taxis", true, false, false, null);
                other.QueueDeclare("taxis", true, false, false, null);
            }
        }
        """);

    [Fact]
    public Task Unfinished_statement_elsewhere_does_not_hide_the_report() => Incomplete(Client.V7, """
        class TaxiWorker
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
                await channel.{|RMQ1001:BasicConsumeAsync|}("taxis", false, consumer);
            }

            public void Stop()
            {
                var tag =
            }
        }
        """);

    [Fact]
    public Task Message_names_the_queue() => Message(Client.V7, """
        class TaxiWorker
        {
            private const string Queue = "taxi-calls";

            public async Task ListenAsync(IConnection connection)
            {
                var channel = await connection.CreateChannelAsync();
                var consumer = new AsyncEventingBasicConsumer(channel);
                consumer.ReceivedAsync += async (_, delivery) =>
                {
                    Console.WriteLine(delivery.RoutingKey);
                    await channel.BasicAckAsync(delivery.DeliveryTag, false);
                };
                await channel.{|RMQ1001:BasicConsumeAsync|}(consumer: consumer, queue: Queue, autoAck: false);
            }
        }
        """, message => Assert.Contains("taxi-calls", message, StringComparison.Ordinal));

    [Fact]
    public Task Message_is_whole_when_the_queue_is_unknown() => Message(Client.V6, """
        class TaxiWorker
        {
            public void Listen(IConnection connection, string queue)
            {
                var channel = connection.CreateModel();
                var consumer = new EventingBasicConsumer(channel);
                consumer.Received += (_, delivery) =>
                {
                    Console.WriteLine(delivery.RoutingKey);
                    channel.BasicAck(delivery.DeliveryTag, false);
                };
                channel.{|RMQ1001:BasicConsume|}(queue, false, consumer);
            }
        }
        """, message => Assert.Contains("no prefetch limit", message, StringComparison.Ordinal));
}
