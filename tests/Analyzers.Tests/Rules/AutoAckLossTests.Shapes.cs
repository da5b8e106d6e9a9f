using static Leveret.Analyzers.Tests.Rules.Snippets;

namespace Leveret.Analyzers.Tests.Rules;

/// <summary>RMQ2001: the forms that a consumer and its handler take.</summary>
public sealed partial class AutoAckLossTests
{
    [Fact]
    public Task Synchronous_lambda() => V6("""
        public sealed class BadgePrinter
        {
            public void Listen(IModel channel)
            {
                var consumer = new EventingBasicConsumer(channel);
                consumer.Received += (model, ea) => File.WriteAllBytes("badge.png", ea.Body.ToArray());
                channel.{|RMQ2001:BasicConsume|}(queue: "badges", autoAck: true, consumer: consumer);
            }
        }
        """);

    [Fact]
    public Task Synchronous_trivial_lambda() => V6("""
        public sealed class BadgePrinter
        {
            public void Listen(IModel channel)
            {
                var consumer = new EventingBasicConsumer(channel);
                consumer.Received += (model, ea) =>
                {
                    var body = ea.Body.ToArray();
                    var message = Encoding.UTF8.GetString(body);
                    Console.WriteLine(" [x] {0}", message);
                };
                channel.BasicConsume(queue: "badges", autoAck: true, consumer: consumer);
            }
        }
        """);

    [Fact]
    public Task Async_lambda_on_a_synchronous_consumer() => V6("""
        public sealed class AlarmRelay
        {
            private readonly HttpClient _http = new();

            public void Listen(IModel channel)
            {
                var consumer = new EventingBasicConsumer(channel);
                consumer.Received += async (_, ea) => await _http.PostAsync("https://siren.example/", new ByteArrayContent(ea.Body.ToArray()));
                channel.{|RMQ2001:BasicConsume|}("alarms", true, consumer);
            }
        }
        """);

    [Fact]
    public Task Async_void_method() => V6("""
        public sealed class AlarmRelay
        {
            private readonly HttpClient _http = new();
            private readonly IConnection _connection;

            public AlarmRelay(IConnection connection) => _connection = connection;

            public void Listen()
            {
                var channel = _connection.CreateModel();
                var consumer = new EventingBasicConsumer(channel);
                consumer.Received += OnAlarm;
                channel.{|RMQ2001:BasicConsume|}("alarms", true, consumer);
            }

            private async void OnAlarm(object? sender, BasicDeliverEventArgs e)
            {
                if (e.RoutingKey.StartsWith("fire."))
                    await _http.PostAsync("https://siren.example/", new ByteArrayContent(e.Body.ToArray()));
            }
        }
        """);

    [Fact]
    public Task Method_group() => V7("""
        public sealed class Archiver
        {
            private readonly DbConnection _database;

            public Archiver(DbConnection database) => _database = database;

            public async Task ListenAsync(IChannel channel)
            {
                var consumer = new AsyncEventingBasicConsumer(channel);
                consumer.ReceivedAsync += OnDocumentAsync;
                await channel.{|RMQ2001:BasicConsumeAsync|}("documents", true, consumer);
            }

            private Task OnDocumentAsync(object sender, BasicDeliverEventArgs delivery)
            {
                using var command = _database.CreateCommand();
                command.CommandText = "DELETE FROM drafts WHERE id = " + delivery.RoutingKey;
                return command.ExecuteNonQueryAsync();
            }
        }
        """);

    [Fact]
    public Task Trivial_method_group() => V7("""
        public sealed class Archiver
        {
            private int _seen;

            public async Task ListenAsync(IChannel channel)
            {
                var consumer = new AsyncEventingBasicConsumer(channel);
                consumer.ReceivedAsync += OnDocumentAsync;
                await channel.BasicConsumeAsync("documents", true, consumer);
            }

            private Task OnDocumentAsync(object sender, BasicDeliverEventArgs delivery)
            {
                _seen++;
                Console.WriteLine($"{_seen}: {delivery.RoutingKey}");
                return Task.CompletedTask;
            }
        }
        """);

    [Fact]
    public Task Delegate_variable() => V7("""
        public sealed class Archiver
        {
            public async Task ListenAsync(IChannel channel)
            {
                AsyncEventHandler<BasicDeliverEventArgs> onDocument = async (_, delivery) =>
                    await File.WriteAllBytesAsync(delivery.RoutingKey + ".pdf", delivery.Body.ToArray());
                var consumer = new AsyncEventingBasicConsumer(channel);
                consumer.ReceivedAsync += onDocument;
                await channel.{|RMQ2001:BasicConsumeAsync|}("documents", true, consumer);
            }
        }
        """);

    [Fact]
    public Task Local_function() => V7("""
        public sealed class Archiver
        {
            public async Task ListenAsync(IChannel channel, string folder)
            {
                var consumer = new AsyncEventingBasicConsumer(channel);
                consumer.ReceivedAsync += StoreAsync;
                await channel.{|RMQ2001:BasicConsumeAsync|}("documents", true, consumer);

                async Task StoreAsync(object sender, BasicDeliverEventArgs delivery) =>
                    await File.WriteAllBytesAsync(Path.Combine(folder, delivery.RoutingKey), delivery.Body.ToArray());
            }
        }
        """);

    [Fact]
    public Task Trivial_local_function() => V6("""
        public sealed class Archiver
        {
            public void Listen(IModel channel, IList<string> names)
            {
                var consumer = new EventingBasicConsumer(channel);
                consumer.Received += Note;
                channel.BasicConsume("documents", true, consumer);

                void Note(object? sender, BasicDeliverEventArgs delivery) => names.Add(delivery.RoutingKey);
            }
        }
        """);

    [Fact]
    public Task Consumer_kept_in_a_field() => V6("""
        public sealed class KilnWatch : BackgroundService
        {
            private readonly EventingBasicConsumer _consumer;
            private readonly IModel _channel;

            public KilnWatch(IModel channel)
            {
                _channel = channel;
                _consumer = new EventingBasicConsumer(channel);
                _consumer.Received += (_, ea) => Thread.Sleep(250);
            }

            protected override Task ExecuteAsync(CancellationToken stoppingToken)
            {
                _channel.{|RMQ2001:BasicConsume|}("kiln", autoAck: true, _consumer);
                return Task.CompletedTask;
            }
        }
        """);

    [Fact]
    public Task Second_handler_does_the_work() => V7("""
        public sealed class KilnWatch
        {
            public async Task ListenAsync(IChannel channel)
            {
                var consumer = new AsyncEventingBasicConsumer(channel);
                consumer.ReceivedAsync += (_, ea) =>
                {
                    Console.WriteLine(ea.RoutingKey);
                    return Task.CompletedTask;
                };
                consumer.ReceivedAsync += (_, ea) => File.WriteAllTextAsync("kiln.txt", ea.RoutingKey);
                await channel.{|RMQ2001:BasicConsumeAsync|}("kiln", true, consumer);
            }
        }
        """);

    [Fact]
    public Task Derived_consumer_on_7() => V7("""
        public sealed class ThumbnailConsumer : AsyncDefaultBasicConsumer
        {
            public ThumbnailConsumer(IChannel channel) : base(channel) { }

            public override async Task HandleBasicDeliverAsync(
                string consumerTag, ulong deliveryTag, bool redelivered, string exchange, string routingKey,
                IReadOnlyBasicProperties properties, ReadOnlyMemory<byte> body, CancellationToken cancellationToken = default)
            {
                await using var file = File.OpenWrite(routingKey + ".jpg");
                await file.WriteAsync(body, cancellationToken);
            }
        }

        public static class Thumbnails
        {
            public static Task<string> StartAsync(IChannel channel) =>
                channel.{|RMQ2001:BasicConsumeAsync|}("thumbnails", autoAck: true, new ThumbnailConsumer(channel));
        }
        """);

    [Fact]
    public Task Derived_consumer_on_6() => V6("""
        public sealed class ThumbnailConsumer : DefaultBasicConsumer
        {
            public ThumbnailConsumer(IModel model) : base(model) { }

            public override void HandleBasicDeliver(
                string consumerTag, ulong deliveryTag, bool redelivered, string exchange, string routingKey,
                IBasicProperties properties, ReadOnlyMemory<byte> body)
            {
                using var file = File.OpenWrite(routingKey + ".jpg");
                file.Write(body.Span);
            }
        }

        public static class Thumbnails
        {
            public static string Start(IModel channel) =>
                channel.{|RMQ2001:BasicConsume|}("thumbnails", true, new ThumbnailConsumer(channel));
        }
        """);

    [Fact]
    public Task Derived_asynchronous_consumer_on_6() => V6("""
        public sealed class ThumbnailConsumer : AsyncDefaultBasicConsumer
        {
            private readonly HttpClient _storage;

            public ThumbnailConsumer(IModel model, HttpClient storage) : base(model) => _storage = storage;

            public override async Task HandleBasicDeliver(
                string consumerTag, ulong deliveryTag, bool redelivered, string exchange, string routingKey,
                IBasicProperties properties, ReadOnlyMemory<byte> body)
            {
                await _storage.PutAsync("https://pictures.example/" + routingKey, new ReadOnlyMemoryContent(body));
            }

            public void Start() => Model.{|RMQ2001:BasicConsume|}("thumbnails", true, this);
        }
        """);

    [Fact]
    public Task Trivial_derived_consumer() => V7("""
        public sealed class BufferingConsumer : AsyncDefaultBasicConsumer
        {
            private readonly ChannelWriter<byte[]> _buffer;

            public BufferingConsumer(IChannel channel, ChannelWriter<byte[]> buffer) : base(channel) => _buffer = buffer;

            public override Task HandleBasicDeliverAsync(
                string consumerTag, ulong deliveryTag, bool redelivered, string exchange, string routingKey,
                IReadOnlyBasicProperties properties, ReadOnlyMemory<byte> body, CancellationToken cancellationToken = default)
            {
                _buffer.TryWrite(body.ToArray());
                return Task.CompletedTask;
            }
        }

        public static class Buffering
        {
            public static async Task StartAsync(IChannel channel, ChannelWriter<byte[]> buffer)
            {
                var consumer = new BufferingConsumer(channel, buffer);
                await channel.BasicConsumeAsync("buffered", true, consumer);
            }
        }
        """);

    [Fact]
    public Task Derived_consumer_that_hands_over_to_an_abstract_method() => V7("""
        public abstract class TypedConsumer<T> : AsyncDefaultBasicConsumer
        {
            protected TypedConsumer(IChannel channel) : base(channel) { }

            public override Task HandleBasicDeliverAsync(
                string consumerTag, ulong deliveryTag, bool redelivered, string exchange, string routingKey,
                IReadOnlyBasicProperties properties, ReadOnlyMemory<byte> body, CancellationToken cancellationToken = default) =>
                HandleAsync(JsonSerializer.Deserialize<T>(body.Span)!);

            protected abstract Task HandleAsync(T message);
        }

        public sealed class PollenConsumer : TypedConsumer<decimal>
        {
            public PollenConsumer(IChannel channel) : base(channel) { }

            protected override Task HandleAsync(decimal message) => File.WriteAllTextAsync("pollen.txt", message.ToString());
        }

        public static class Pollen
        {
            public static Task StartAsync(IChannel channel) =>
                channel.{|RMQ2001:BasicConsumeAsync|}("pollen", true, new PollenConsumer(channel));
        }
        """);

    [Fact]
    public Task Loop_over_a_queueing_consumer() => V5("""
        public sealed class Franking
        {
            public void Run(IModel channel)
            {
                var consumer = new QueueingBasicConsumer(channel);
                channel.{|RMQ2001:BasicConsume|}("letters", true, consumer);
                while (true)
                {
                    var delivery = (BasicDeliverEventArgs)consumer.Queue.Dequeue();
                    File.AppendAllText("franked.txt", Encoding.UTF8.GetString(delivery.Body));
                }
            }
        }
        """);

    [Fact]
    public Task Trivial_loop_over_a_queueing_consumer() => V5("""
        public sealed class Franking
        {
            public void Run(IModel channel)
            {
                var consumer = new QueueingBasicConsumer(channel);
                channel.BasicConsume("letters", true, consumer);
                while (true)
                {
                    var delivery = (BasicDeliverEventArgs)consumer.Queue.Dequeue();
                    Console.WriteLine(Encoding.UTF8.GetString(delivery.Body));
                }
            }
        }
        """);

    [Fact]
    public Task Lambda_with_a_body_as_array_on_5() => V5("""
        public sealed class Franking
        {
            public void Listen(IModel channel)
            {
                var consumer = new EventingBasicConsumer(channel);
                consumer.Received += (_, delivery) => File.WriteAllBytes("letter.pdf", delivery.Body);
                channel.{|RMQ2001:BasicConsume|}("letters", true, consumer);
            }
        }
        """);

    [Fact]
    public Task Trivial_lambda_with_a_body_as_array_on_5() => V5("""
        public sealed class Franking
        {
            public void Listen(IModel channel)
            {
                var consumer = new EventingBasicConsumer(channel);
                consumer.Received += (_, delivery) => Console.WriteLine(Encoding.UTF8.GetString(delivery.Body));
                channel.BasicConsume("letters", true, consumer);
            }
        }
        """);

    [Fact]
    public Task Queue_that_is_exclusive_but_no_reply_queue() => V7("""
        public sealed class AuditTrail
        {
            public async Task ListenAsync(IChannel channel)
            {
                var queue = (await channel.QueueDeclareAsync()).QueueName;
                await channel.QueueBindAsync(queue, "audit", "#");
                var consumer = new AsyncEventingBasicConsumer(channel);
                consumer.ReceivedAsync += (_, ea) => File.AppendAllTextAsync("audit.log", ea.RoutingKey);
                await channel.{|RMQ2001:BasicConsumeAsync|}(queue, true, consumer);
            }
        }
        """);

    [Fact]
    public Task One_of_two_consumers() => V6("""
        public sealed class Harbour
        {
            private readonly DbConnection _database;

            public Harbour(DbConnection database) => _database = database;

            public void Listen(IModel channel)
            {
                channel.BasicQos(0, 8, false);

                var sightings = new EventingBasicConsumer(channel);
                sightings.Received += (_, ea) => Console.WriteLine(ea.RoutingKey);
                channel.BasicConsume("sightings", true, sightings);

                var moorings = new EventingBasicConsumer(channel);
                moorings.Received += (_, ea) =>
                {
                    Free(ea.RoutingKey);
                    channel.BasicAck(ea.DeliveryTag, false);
                };
                channel.BasicConsume("moorings", false, moorings);

                var departures = new EventingBasicConsumer(channel);
                departures.Received += (_, ea) => Free(ea.RoutingKey);
                channel.{|RMQ2001:BasicConsume|}("departures", true, departures);
            }

            private void Free(string berth)
            {
                using var command = _database.CreateCommand();
                command.CommandText = "UPDATE berths SET ship = NULL WHERE name = '" + berth + "'";
                command.ExecuteNonQuery();
            }
        }
        """);

    [Fact]
    public Task Consumer_without_a_handler() => V7("""
        public static class Sink
        {
            public static Task StartAsync(IChannel channel) =>
                channel.BasicConsumeAsync("void", true, new AsyncEventingBasicConsumer(channel));
        }
        """);

    [Fact]
    public Task Manual_acknowledgement_after_the_work() => V7("""
        public sealed class Gallery
        {
            private readonly HttpClient _http = new();

            public async Task ListenAsync(IChannel channel)
            {
                await channel.BasicQosAsync(0, 5, false);
                var consumer = new AsyncEventingBasicConsumer(channel);
                consumer.ReceivedAsync += async (_, ea) =>
                {
                    var image = await _http.GetByteArrayAsync("https://gallery.example/" + ea.RoutingKey);
                    await File.WriteAllBytesAsync(ea.RoutingKey, image);
                    await channel.BasicAckAsync(ea.DeliveryTag, false);
                };
                await channel.BasicConsumeAsync("pictures", autoAck: false, consumer);
            }
        }
        """);
}
