using static Leveret.Analyzers.Tests.Rules.Snippets;

namespace Leveret.Analyzers.Tests.Rules;

/// <summary>RMQ1001. The parts follow the channel: within a type, across types, through arguments and to the consumer.</summary>
public sealed partial class MissingPrefetchTests
{
    [Fact]
    public Task Local_channel_without_BasicQos_is_reported_on_6() => V6("""
        class OrderWorker
        {
            public void Run(IConnection connection)
            {
                var channel = connection.CreateModel();
                channel.QueueDeclare("orders", true, false, false, null);
                var consumer = new EventingBasicConsumer(channel);
                consumer.Received += (_, delivery) =>
                {
                    Console.WriteLine(delivery.RoutingKey);
                    channel.BasicAck(delivery.DeliveryTag, false);
                };
                channel.{|RMQ1001:BasicConsume|}("orders", false, consumer);
            }
        }
        """);

    [Fact]
    public Task Local_channel_without_BasicQos_is_reported_on_7() => V7("""
        class OrderWorker
        {
            public async Task RunAsync(IConnection connection)
            {
                var channel = await connection.CreateChannelAsync();
                await channel.QueueDeclareAsync("orders", true, false, false);
                var consumer = new AsyncEventingBasicConsumer(channel);
                consumer.ReceivedAsync += async (_, delivery) =>
                {
                    Console.WriteLine(delivery.RoutingKey);
                    await channel.BasicAckAsync(delivery.DeliveryTag, false);
                };
                await channel.{|RMQ1001:BasicConsumeAsync|}("orders", false, consumer);
            }
        }
        """);

    [Fact]
    public Task Queueing_consumer_without_BasicQos_is_reported_on_5() => V5("""
        class LetterPrinter
        {
            public void Print(IConnection connection)
            {
                var channel = connection.CreateModel();
                var consumer = new QueueingBasicConsumer(channel);
                channel.{|RMQ1001:BasicConsume|}("letters", false, consumer);
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
    public Task Event_consumer_without_BasicQos_is_reported_on_5() => V5("""
        class LetterPrinter
        {
            private readonly IModel _channel;

            public LetterPrinter(IConnection connection)
            {
                _channel = connection.CreateModel();
            }

            public void Start()
            {
                var consumer = new EventingBasicConsumer(_channel);
                consumer.Received += (sender, delivery) =>
                {
                    byte[] body = delivery.Body;
                    Console.WriteLine(body.Length);
                    _channel.BasicAck(delivery.DeliveryTag, false);
                };
                _channel.{|RMQ1001:BasicConsume|}("letters", false, consumer);
            }
        }
        """);

    [Fact]
    public Task BasicQos_before_the_consumer_is_a_limit_on_6() => V6("""
        class OrderWorker
        {
            public void Run(IConnection connection)
            {
                var channel = connection.CreateModel();
                channel.BasicQos(0, 10, false);
                var consumer = new EventingBasicConsumer(channel);
                consumer.Received += (_, delivery) =>
                {
                    Console.WriteLine(delivery.RoutingKey);
                    channel.BasicAck(delivery.DeliveryTag, false);
                };
                channel.BasicConsume("orders", false, consumer);
            }
        }
        """);

    [Fact]
    public Task BasicQos_before_the_consumer_is_a_limit_on_7() => V7("""
        class OrderWorker
        {
            public async Task RunAsync(IConnection connection)
            {
                var channel = await connection.CreateChannelAsync();
                await channel.BasicQosAsync(0, 10, false);
                var consumer = new AsyncEventingBasicConsumer(channel);
                consumer.ReceivedAsync += async (_, delivery) =>
                {
                    Console.WriteLine(delivery.RoutingKey);
                    await channel.BasicAckAsync(delivery.DeliveryTag, false);
                };
                await channel.BasicConsumeAsync("orders", false, consumer);
            }
        }
        """);

    [Fact]
    public Task BasicQos_before_a_queueing_consumer_is_a_limit_on_5() => V5("""
        class LetterPrinter
        {
            public void Print(IConnection connection)
            {
                var channel = connection.CreateModel();
                channel.BasicQos(0, 1, false);
                var consumer = new QueueingBasicConsumer(channel);
                channel.BasicConsume("letters", false, consumer);
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
    public Task Both_consumers_on_an_unlimited_channel_are_reported() => V7("""
        class ReturnsWorker
        {
            public async Task RunAsync(IConnection connection)
            {
                var channel = await connection.CreateChannelAsync();
                var consumer = new AsyncEventingBasicConsumer(channel);
                consumer.ReceivedAsync += async (_, delivery) =>
                {
                    Console.WriteLine(delivery.Exchange);
                    await channel.BasicAckAsync(delivery.DeliveryTag, false);
                };
                await channel.{|RMQ1001:BasicConsumeAsync|}("returns.eu", false, consumer);
                await channel.{|RMQ1001:BasicConsumeAsync|}("returns.us", false, consumer);
            }
        }
        """);

    [Fact]
    public Task One_BasicQos_limits_both_consumers_of_the_channel() => V7("""
        class ReturnsWorker
        {
            public async Task RunAsync(IConnection connection)
            {
                var channel = await connection.CreateChannelAsync();
                await channel.BasicQosAsync(0, 8, false);
                var consumer = new AsyncEventingBasicConsumer(channel);
                consumer.ReceivedAsync += async (_, delivery) =>
                {
                    Console.WriteLine(delivery.Exchange);
                    await channel.BasicAckAsync(delivery.DeliveryTag, false);
                };
                await channel.BasicConsumeAsync("returns.eu", false, consumer);
                await channel.BasicConsumeAsync("returns.us", false, consumer);
            }
        }
        """);

    [Fact]
    public Task Of_two_local_channels_only_the_unlimited_one_is_reported() => V6("""
        class StockWorker
        {
            public void Run(IConnection connection)
            {
                var arrivals = connection.CreateModel();
                var departures = connection.CreateModel();
                arrivals.BasicQos(0, 25, false);

                var incoming = new EventingBasicConsumer(arrivals);
                incoming.Received += (_, delivery) =>
                {
                    Console.WriteLine(delivery.RoutingKey);
                    arrivals.BasicAck(delivery.DeliveryTag, false);
                };
                arrivals.BasicConsume("stock.in", false, incoming);

                var outgoing = new EventingBasicConsumer(departures);
                outgoing.Received += (_, delivery) =>
                {
                    Console.WriteLine(delivery.RoutingKey);
                    departures.BasicAck(delivery.DeliveryTag, false);
                };
                departures.{|RMQ1001:BasicConsume|}("stock.out", false, outgoing);
            }
        }
        """);

    [Fact]
    public Task Of_two_field_channels_only_the_unlimited_one_is_reported() => V7("""
        class MeterWorker
        {
            private readonly IChannel _readings;
            private readonly IChannel _alarms;

            private MeterWorker(IChannel readings, IChannel alarms)
            {
                _readings = readings;
                _alarms = alarms;
            }

            public static async Task<MeterWorker> OpenAsync(IConnection connection)
            {
                var readings = await connection.CreateChannelAsync();
                var alarms = await connection.CreateChannelAsync();
                return new MeterWorker(readings, alarms);
            }

            public async Task StartAsync()
            {
                await _alarms.BasicQosAsync(0, 1, false);

                var readings = new AsyncEventingBasicConsumer(_readings);
                readings.ReceivedAsync += async (_, delivery) =>
                {
                    Console.WriteLine(delivery.RoutingKey);
                    await _readings.BasicAckAsync(delivery.DeliveryTag, false);
                };
                await _readings.{|RMQ1001:BasicConsumeAsync|}("meter.readings", false, readings);

                var alarms = new AsyncEventingBasicConsumer(_alarms);
                alarms.ReceivedAsync += async (_, delivery) =>
                {
                    Console.WriteLine(delivery.RoutingKey);
                    await _alarms.BasicAckAsync(delivery.DeliveryTag, false);
                };
                await _alarms.BasicConsumeAsync("meter.alarms", false, alarms);
            }
        }
        """);

    [Fact]
    public Task Limit_on_the_publishing_channel_does_not_limit_the_consuming_one() => V6("""
        class Relay
        {
            private readonly IModel _publishing;
            private readonly IModel _consuming;

            public Relay(IConnection connection)
            {
                _publishing = connection.CreateModel();
                _publishing.BasicQos(0, 20, false);
                _consuming = connection.CreateModel();
            }

            public void Start()
            {
                var consumer = new EventingBasicConsumer(_consuming);
                consumer.Received += (_, delivery) =>
                {
                    Console.WriteLine(delivery.Exchange);
                    _consuming.BasicAck(delivery.DeliveryTag, false);
                };
                _consuming.{|RMQ1001:BasicConsume|}("relay", false, consumer);
            }
        }
        """);

    [Fact]
    public Task Consumers_started_in_a_loop_on_fresh_unlimited_channels_are_reported() => V7("""
        class ThumbnailPool
        {
            public async Task StartAsync(IConnection connection, int workers)
            {
                for (var worker = 0; worker < workers; worker++)
                {
                    var channel = await connection.CreateChannelAsync();
                    var consumer = new AsyncEventingBasicConsumer(channel);
                    consumer.ReceivedAsync += async (_, delivery) =>
                    {
                        Console.WriteLine(delivery.DeliveryTag);
                        await channel.BasicAckAsync(delivery.DeliveryTag, false);
                    };
                    await channel.{|RMQ1001:BasicConsumeAsync|}("thumbnails", false, consumer);
                }
            }
        }
        """);

    [Fact]
    public Task Consumers_started_in_a_loop_on_fresh_limited_channels_are_clean() => V7("""
        class ThumbnailPool
        {
            public async Task StartAsync(IConnection connection, int workers)
            {
                for (var worker = 0; worker < workers; worker++)
                {
                    var channel = await connection.CreateChannelAsync();
                    await channel.BasicQosAsync(0, 2, false);
                    var consumer = new AsyncEventingBasicConsumer(channel);
                    consumer.ReceivedAsync += async (_, delivery) =>
                    {
                        Console.WriteLine(delivery.DeliveryTag);
                        await channel.BasicAckAsync(delivery.DeliveryTag, false);
                    };
                    await channel.BasicConsumeAsync("thumbnails", false, consumer);
                }
            }
        }
        """);

    [Fact]
    public Task Consumers_started_in_a_loop_share_the_limit_set_before_it() => V6("""
        class RegionWorker
        {
            private readonly IModel _channel;

            public RegionWorker(IConnection connection) => _channel = connection.CreateModel();

            public void Start(IEnumerable<string> regions)
            {
                _channel.BasicQos(0, 30, false);
                foreach (var region in regions)
                {
                    var consumer = new EventingBasicConsumer(_channel);
                    consumer.Received += (_, delivery) =>
                    {
                        Console.WriteLine(region);
                        _channel.BasicAck(delivery.DeliveryTag, false);
                    };
                    _channel.BasicConsume("sales." + region, false, consumer);
                }
            }
        }
        """);

    [Fact]
    public Task Consumers_started_in_a_loop_on_one_unlimited_channel_are_reported() => V6("""
        class RegionWorker
        {
            private readonly IModel _channel;

            public RegionWorker(IConnection connection) => _channel = connection.CreateModel();

            public void Start(IEnumerable<string> regions)
            {
                foreach (var region in regions)
                {
                    var consumer = new EventingBasicConsumer(_channel);
                    consumer.Received += (_, delivery) =>
                    {
                        Console.WriteLine(region);
                        _channel.BasicAck(delivery.DeliveryTag, false);
                    };
                    _channel.{|RMQ1001:BasicConsume|}("sales." + region, false, consumer);
                }
            }
        }
        """);

    [Fact]
    public Task Single_get_with_manual_ack_is_no_consumer() => V6("""
        class Peek
        {
            public uint Count(IConnection connection)
            {
                var channel = connection.CreateModel();
                var letter = channel.BasicGet("letters", false);
                if (letter == null)
                {
                    return 0;
                }

                channel.BasicAck(letter.DeliveryTag, false);
                return letter.MessageCount;
            }
        }
        """);

    [Fact]
    public Task Channel_that_only_publishes_needs_no_limit() => V7("""
        class Announcer
        {
            public async Task AnnounceAsync(IConnection connection, byte[] text)
            {
                var channel = await connection.CreateChannelAsync();
                await channel.BasicPublishAsync("news", "today", text);
            }
        }
        """);
}
