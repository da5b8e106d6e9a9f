using Leveret.Verification;
using static Leveret.Analyzers.Tests.Rules.Snippets;

namespace Leveret.Analyzers.Tests.Rules;

/// <summary>RMQ2001: overloads and arguments of the consume call, RPC replies, single gets, look-alikes and unfinished code.</summary>
public sealed partial class AutoAckLossTests
{
    [Fact]
    public Task Named_arguments_out_of_order() => V7("""
        public sealed class Quarry
        {
            public async Task ListenAsync(IChannel channel, CancellationToken stop)
            {
                var consumer = new AsyncEventingBasicConsumer(channel);
                consumer.ReceivedAsync += (_, ea) => Task.Delay(50, stop);
                await channel.{|RMQ2001:BasicConsumeAsync|}(cancellationToken: stop, consumer: consumer, autoAck: true, queue: "stone");
            }
        }
        """);

    [Fact]
    public Task Method_of_the_interface_on_7() => V7("""
        public sealed class Quarry
        {
            public async Task ListenAsync(IChannel channel)
            {
                var consumer = new AsyncEventingBasicConsumer(channel);
                consumer.ReceivedAsync += (_, ea) => Task.Delay(50);
                await channel.{|RMQ2001:BasicConsumeAsync|}("stone", true, "quarry-1", false, false, null, consumer);
            }
        }
        """);

    [Fact]
    public Task Method_of_the_interface_on_6() => V6("""
        public sealed class Quarry
        {
            public void Listen(IModel channel)
            {
                var consumer = new EventingBasicConsumer(channel);
                consumer.Received += (_, ea) => Thread.Sleep(50);
                channel.{|RMQ2001:BasicConsume|}("stone", true, "quarry-1", false, false, null, consumer);
            }
        }
        """);

    [Fact]
    public Task Overload_with_the_consumer_first() => V6("""
        public sealed class Quarry
        {
            public void Listen(IModel channel)
            {
                var consumer = new EventingBasicConsumer(channel);
                consumer.Received += (_, ea) => Thread.Sleep(50);
                channel.{|RMQ2001:BasicConsume|}(consumer, "stone", autoAck: true);
            }
        }
        """);

    [Fact]
    public Task Overload_with_the_consumer_first_acknowledges_manually_by_default() => V6("""
        public sealed class Quarry
        {
            public void Listen(IModel channel)
            {
                channel.BasicQos(0, 3, false);
                var consumer = new EventingBasicConsumer(channel);
                consumer.Received += (_, ea) =>
                {
                    Thread.Sleep(50);
                    channel.BasicAck(ea.DeliveryTag, false);
                };
                channel.BasicConsume(consumer, "stone");
            }
        }
        """);

    [Fact]
    public Task Extension_called_as_a_static_method() => V7("""
        public sealed class Quarry
        {
            public async Task ListenAsync(IChannel channel)
            {
                var consumer = new AsyncEventingBasicConsumer(channel);
                consumer.ReceivedAsync += (_, ea) => Task.Delay(50);
                await IChannelExtensions.{|RMQ2001:BasicConsumeAsync|}(channel, "stone", true, consumer);
            }
        }
        """);

    [Fact]
    public Task Consume_call_that_is_not_awaited() => V7("""
        public sealed class Quarry
        {
            public void Listen(IChannel channel)
            {
                var consumer = new AsyncEventingBasicConsumer(channel);
                consumer.ReceivedAsync += (_, ea) => Task.Delay(50);
                _ = channel.{|RMQ2001:BasicConsumeAsync|}("stone", true, consumer);
            }
        }
        """);

    [Fact]
    public Task Auto_ack_from_a_constant() => V7("""
        public sealed class Sawmill
        {
            private const bool FireAndForget = true;

            public async Task ListenAsync(IChannel channel)
            {
                var consumer = new AsyncEventingBasicConsumer(channel);
                consumer.ReceivedAsync += (_, ea) => File.WriteAllTextAsync("cut.txt", ea.RoutingKey);
                await channel.{|RMQ2001:BasicConsumeAsync|}("logs", FireAndForget, consumer);
            }
        }
        """);

    [Fact]
    public Task Auto_ack_from_a_local() => V6("""
        public sealed class Sawmill
        {
            public void Listen(IModel channel)
            {
                var autoAck = true;
                var consumer = new EventingBasicConsumer(channel);
                consumer.Received += (_, ea) => File.WriteAllText("cut.txt", ea.RoutingKey);
                channel.{|RMQ2001:BasicConsume|}("logs", autoAck, consumer);
            }
        }
        """);

    [Fact]
    public Task Auto_ack_from_a_field() => V6("""
        public sealed class Sawmill
        {
            private readonly bool _autoAck = true;

            public void Listen(IModel channel)
            {
                var consumer = new EventingBasicConsumer(channel);
                consumer.Received += (_, ea) => File.WriteAllText("cut.txt", ea.RoutingKey);
                channel.{|RMQ2001:BasicConsume|}("logs", _autoAck, consumer);
            }
        }
        """);

    [Fact]
    public Task Auto_ack_from_a_parameter_that_a_caller_sets() => V7("""
        internal static class Sawmill
        {
            public static async Task ListenAsync(IChannel channel, string queue, bool autoAck)
            {
                await channel.BasicQosAsync(0, 4, false);
                var consumer = new AsyncEventingBasicConsumer(channel);
                consumer.ReceivedAsync += (_, ea) => File.WriteAllTextAsync("cut.txt", ea.RoutingKey);
                await channel.{|RMQ2001:BasicConsumeAsync|}(queue, autoAck, consumer);
            }
        }
        """, """
        internal sealed class Yard
        {
            public Task StartAsync(IChannel channel) => Sawmill.ListenAsync(channel, "logs", autoAck: true);
        }
        """);

    [Fact]
    public Task Auto_ack_from_the_default_of_a_parameter() => V7("""
        internal static class Sawmill
        {
            public static async Task ListenAsync(IChannel channel, string queue, bool autoAck = true)
            {
                await channel.BasicQosAsync(0, 4, false);
                var consumer = new AsyncEventingBasicConsumer(channel);
                consumer.ReceivedAsync += (_, ea) => File.WriteAllTextAsync("cut.txt", ea.RoutingKey);
                await channel.{|RMQ2001:BasicConsumeAsync|}(queue, autoAck, consumer);
            }
        }

        internal sealed class Yard
        {
            public Task StartAsync(IChannel channel) => Sawmill.ListenAsync(channel, "logs");
        }
        """);

    [Fact]
    public Task Parameter_that_every_caller_sets_to_manual() => V6("""
        internal static class Sawmill
        {
            public static void Listen(IModel channel, string queue, bool autoAck)
            {
                channel.BasicQos(0, 4, false);
                var consumer = new EventingBasicConsumer(channel);
                consumer.Received += (_, ea) =>
                {
                    File.WriteAllText("cut.txt", ea.RoutingKey);
                    channel.BasicAck(ea.DeliveryTag, false);
                };
                channel.BasicConsume(queue, autoAck, consumer);
            }
        }

        internal sealed class Yard
        {
            public void Start(IModel channel)
            {
                Sawmill.Listen(channel, "logs", false);
                Sawmill.Listen(channel, "planks", autoAck: false);
            }
        }
        """);

    [Fact]
    public Task Direct_reply_to() => V7("""
        public sealed class PriceClient
        {
            private readonly IChannel _channel;
            private readonly ConcurrentDictionary<string, TaskCompletionSource<decimal>> _calls = new();

            public PriceClient(IChannel channel) => _channel = channel;

            public async Task StartAsync()
            {
                var consumer = new AsyncEventingBasicConsumer(_channel);
                consumer.ReceivedAsync += (_, ea) =>
                {
                    if (_calls.TryRemove(ea.BasicProperties.CorrelationId!, out var call))
                        call.TrySetResult(JsonSerializer.Deserialize<decimal>(ea.Body.Span));
                    return Task.CompletedTask;
                };
                await _channel.BasicConsumeAsync("amq.rabbitmq.reply-to", autoAck: true, consumer);
            }
        }
        """);

    [Fact]
    public Task Direct_reply_to_whose_replies_are_worked_on() => V7("""
        public interface IReplies
        {
            Task CompleteAsync(string? correlationId, byte[] body);
        }

        public sealed class PriceClient
        {
            private const string ReplyQueue = "amq.rabbitmq.reply-to";
            private readonly IReplies _replies;

            public PriceClient(IReplies replies) => _replies = replies;

            public async Task StartAsync(IChannel channel)
            {
                var consumer = new AsyncEventingBasicConsumer(channel);
                consumer.ReceivedAsync += (_, ea) => _replies.CompleteAsync(ea.BasicProperties.CorrelationId, ea.Body.ToArray());
                await channel.BasicConsumeAsync(ReplyQueue, true, consumer);
            }
        }
        """);

    [Fact]
    public Task Exclusive_reply_queue_on_6() => V6("""
        public sealed class RouteClient : IDisposable
        {
            private readonly IModel _channel;
            private readonly string _replyQueue;
            private readonly BlockingCollection<string> _replies = new();
            private string? _correlationId;

            public RouteClient(IConnection connection)
            {
                _channel = connection.CreateModel();
                _replyQueue = _channel.QueueDeclare().QueueName;
                var consumer = new EventingBasicConsumer(_channel);
                consumer.Received += (_, ea) =>
                {
                    if (ea.BasicProperties.CorrelationId == _correlationId)
                        _replies.Add(Encoding.UTF8.GetString(ea.Body.ToArray()));
                };
                _channel.BasicConsume(_replyQueue, true, consumer);
            }

            public string Ask(string question)
            {
                _correlationId = Guid.NewGuid().ToString();
                var properties = _channel.CreateBasicProperties();
                properties.CorrelationId = _correlationId;
                properties.ReplyTo = _replyQueue;
                _channel.BasicPublish("", "routes", properties, Encoding.UTF8.GetBytes(question));
                return _replies.Take();
            }

            public void Dispose() => _channel.Dispose();
        }
        """);

    [Fact]
    public Task Exclusive_reply_queue_whose_replies_are_worked_on() => V7("""
        public sealed class RouteClient
        {
            private readonly IChannel _channel;
            private readonly Func<string, byte[], Task> _onReply;
            private string _replyQueue = "";

            public RouteClient(IChannel channel, Func<string, byte[], Task> onReply)
            {
                _channel = channel;
                _onReply = onReply;
            }

            public async Task StartAsync()
            {
                var declared = await _channel.QueueDeclareAsync("", durable: false, exclusive: true, autoDelete: true);
                _replyQueue = declared.QueueName;
                var consumer = new AsyncEventingBasicConsumer(_channel);
                consumer.ReceivedAsync += async (_, ea) => await _onReply(ea.BasicProperties.CorrelationId!, ea.Body.ToArray());
                await _channel.BasicConsumeAsync(_replyQueue, true, consumer);
            }

            public async Task AskAsync(string correlationId, byte[] question)
            {
                var properties = new BasicProperties { CorrelationId = correlationId, ReplyTo = _replyQueue };
                await _channel.BasicPublishAsync("", "routes", false, properties, question);
            }
        }
        """);

    [Fact]
    public Task Replies_taken_from_a_queueing_consumer() => V5("""
        public sealed class RouteClient
        {
            private readonly IModel _channel;
            private readonly string _replyQueue;
            private readonly QueueingBasicConsumer _consumer;

            public RouteClient(IModel channel)
            {
                _channel = channel;
                _replyQueue = channel.QueueDeclare().QueueName;
                _consumer = new QueueingBasicConsumer(channel);
                _channel.BasicConsume(_replyQueue, true, _consumer);
            }

            public string Ask(string question)
            {
                var id = Guid.NewGuid().ToString();
                var properties = _channel.CreateBasicProperties();
                properties.ReplyTo = _replyQueue;
                properties.CorrelationId = id;
                _channel.BasicPublish("", "routes", properties, Encoding.UTF8.GetBytes(question));
                while (true)
                {
                    var reply = (BasicDeliverEventArgs)_consumer.Queue.Dequeue();
                    if (reply.BasicProperties.CorrelationId == id)
                        return Encoding.UTF8.GetString(reply.Body);
                }
            }
        }
        """);

    [Fact]
    public Task Get_with_work_after_it_on_6() => V6("""
        public static class Postbox
        {
            public static void Empty(IModel channel)
            {
                var letter = channel.{|RMQ2001:BasicGet|}("letters", true);
                if (letter == null)
                    return;
                File.WriteAllBytes("letter.txt", letter.Body.ToArray());
            }
        }
        """);

    [Fact]
    public Task Get_with_work_after_it_on_7() => V7("""
        public sealed class Postbox
        {
            private readonly HttpClient _http = new();

            public async Task ForwardAsync(IChannel channel)
            {
                var letter = await channel.{|RMQ2001:BasicGetAsync|}(autoAck: true, queue: "letters");
                if (letter is not null)
                    await _http.PostAsync("https://office.example/", new ByteArrayContent(letter.Body.ToArray()));
            }
        }
        """);

    [Fact]
    public Task Get_with_work_in_a_helper() => V7("""
        public sealed class Postbox
        {
            private readonly DbConnection _database;

            public Postbox(DbConnection database) => _database = database;

            public async Task CollectAsync(IChannel channel)
            {
                if (await channel.{|RMQ2001:BasicGetAsync|}("letters", true) is { } letter)
                    await MarkAsync(letter.RoutingKey);
            }

            private async Task MarkAsync(string id)
            {
                await using var command = _database.CreateCommand();
                command.CommandText = "UPDATE letters SET collected = 1 WHERE id = '" + id + "'";
                await command.ExecuteNonQueryAsync();
            }
        }
        """);

    [Fact]
    public Task Get_that_is_only_printed() => V6("""
        public static class Postbox
        {
            public static void Peek(IModel channel)
            {
                var letter = channel.BasicGet("letters", autoAck: true);
                Console.WriteLine(letter is null ? "empty" : Encoding.UTF8.GetString(letter.Body.Span));
            }
        }
        """);

    [Fact]
    public Task Get_that_is_returned_to_the_caller() => V7("""
        public static class Postbox
        {
            public static async Task<string?> TakeAsync(IChannel channel)
            {
                var letter = await channel.BasicGetAsync("letters", true);
                return letter is null ? null : Encoding.UTF8.GetString(letter.Body.Span);
            }
        }
        """);

    [Fact]
    public Task Get_with_manual_acknowledgement() => V6("""
        public static class Postbox
        {
            public static void Empty(IModel channel)
            {
                var letter = channel.BasicGet("letters", false);
                if (letter == null)
                    return;
                File.WriteAllBytes("letter.txt", letter.Body.ToArray());
                channel.BasicAck(letter.DeliveryTag, false);
            }
        }
        """);

    [Fact]
    public Task Types_of_the_same_names_in_another_namespace() => NoClient("""
        namespace Toy.Messaging
        {
            public sealed class Delivery
            {
                public string Text { get; set; } = "";
            }

            public sealed class EventingBasicConsumer
            {
                public event EventHandler<Delivery>? Received;

                public void Raise(string text) => Received?.Invoke(this, new Delivery { Text = text });
            }

            public interface IModel
            {
                string BasicConsume(string queue, bool autoAck, EventingBasicConsumer consumer);
                Delivery? BasicGet(string queue, bool autoAck);
            }
        }

        namespace Toy
        {
            using Toy.Messaging;

            public static class Train
            {
                public static void Listen(IModel channel)
                {
                    var consumer = new EventingBasicConsumer();
                    consumer.Received += (_, delivery) => File.AppendAllText("train.txt", delivery.Text);
                    channel.BasicConsume("train", true, consumer);
                    File.AppendAllText("train.txt", channel.BasicGet("train", true)?.Text);
                }
            }
        }
        """);

    [Fact]
    public Task Wrapper_with_methods_of_the_same_names_beside_the_client() => V7("""
        public sealed class FakeChannel
        {
            public Task BasicConsumeAsync(string queue, bool autoAck, Func<byte[], Task> handler) => handler(new byte[4]);
        }

        public static class Rehearsal
        {
            public static Task RunAsync(FakeChannel channel) =>
                channel.BasicConsumeAsync("scene", true, body => File.WriteAllBytesAsync("scene.bin", body));

            public static Task StopAsync(IChannel channel) => channel.CloseAsync();
        }
        """);

    [Theory, EveryClient]
    public Task Handler_that_is_being_typed(Client client) => Incomplete(client, """
        public sealed class Quarry
        {
            public void Listen(IModel channel)
            {
                var consumer = new EventingBasicConsumer(channel);
                channel.BasicConsume("stone", true, consumer);
                consumer.Received += (_, ea) =>
            }
        }
        """);

    [Theory, EveryClient]
    public Task Consume_call_that_is_being_typed(Client client) => Incomplete(client, """
        public sealed class Quarry
        {
            public async Task ListenAsync(IChannel channel)
            {
                var consumer = new AsyncEventingBasicConsumer(channel);
                consumer.ReceivedAsync += OnStoneAsync;
                await channel.BasicConsumeAsync("stone", true,
            }

            private Task OnStoneAsync(object sender, BasicDeliverEventArgs ea) => File.WriteAllTextAsync(
        }
        """);

    [Theory, EveryClient]
    public Task Handler_calls_what_does_not_exist_yet(Client client) => Incomplete(client, """
        public sealed class Quarry
        {
            public async Task ListenAsync(IChannel channel)
            {
                var consumer = new AsyncEventingBasicConsumer(channel);
                consumer.ReceivedAsync += async (_, ea) =>
                {
                    Console.WriteLine(ea.RoutingKey);
                    Unknown(ea).And.Then(x => x.
                };
                await channel.BasicConsumeAsync("stone", missing, consumer);
            }
        }
        """);

    [Fact]
    public Task Message_names_the_queue_and_the_call_that_can_fail() => Message(Client.V7, """
        public sealed class Quarry
        {
            private const string Queue = "quarry." + "stone";
            private readonly HttpClient _http = new();

            public async Task ListenAsync(IChannel channel)
            {
                var consumer = new AsyncEventingBasicConsumer(channel);
                consumer.ReceivedAsync += async (_, ea) =>
                {
                    Console.WriteLine(ea.RoutingKey);
                    await _http.PutAsync("https://quarry.example/", new ReadOnlyMemoryContent(ea.Body));
                };
                await channel.{|RMQ2001:BasicConsumeAsync|}(Queue, true, consumer);
            }
        }
        """, message => ContainsAll(message, "quarry.stone", "PutAsync"));

    [Fact]
    public Task Message_does_without_the_queue_where_it_is_not_constant() => Message(Client.V6, """
        public sealed class Quarry
        {
            public void Listen(IModel channel, string queue, DbConnection database)
            {
                var consumer = new EventingBasicConsumer(channel);
                consumer.Received += (_, ea) =>
                {
                    using var command = database.CreateCommand();
                    command.CommandText = "DELETE FROM stones WHERE id = 4";
                    command.ExecuteNonQuery();
                };
                channel.{|RMQ2001:BasicConsume|}(queue, true, consumer);
            }
        }
        """, message => ContainsAll(message, "ExecuteNonQuery"));

    private static void ContainsAll(string message, params string[] parts) => Assert.All(parts, part => Assert.Contains(part, message, StringComparison.Ordinal));
}
