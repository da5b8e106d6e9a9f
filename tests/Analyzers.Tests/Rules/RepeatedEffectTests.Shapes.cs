using System.Globalization;
using Leveret.Verification;
using static Leveret.Analyzers.Tests.Rules.Snippets;

namespace Leveret.Analyzers.Tests.Rules;

/// <summary>RMQ3001: the forms of the handler; look-alikes, unfinished code and the message.</summary>
public sealed partial class RepeatedEffectTests
{
    [Fact]
    public Task Synchronous_lambda() => V6("""
        public sealed class PledgeListener
        {
            public void Listen(IModel channel)
            {
                channel.BasicQos(0, 10, false);
                var consumer = new EventingBasicConsumer(channel);
                consumer.Received += (_, ea) =>
                {
                    File.AppendAllLines("pledges.txt", new[] { Encoding.UTF8.GetString(ea.Body.Span) });
                    channel.BasicAck(ea.DeliveryTag, false);
                };
                channel.{|RMQ3001:BasicConsume|}("pledges", false, consumer);
            }
        }
        """);

    [Fact]
    public Task Async_void_method() => V6("""
        public sealed class PledgeListener
        {
            private readonly HttpClient _http = new();
            private readonly IModel _channel;

            public PledgeListener(IModel channel) => _channel = channel;

            public void Listen()
            {
                _channel.BasicQos(0, 10, false);
                var consumer = new EventingBasicConsumer(_channel);
                consumer.Received += OnPledge;
                _channel.{|RMQ3001:BasicConsume|}("pledges", false, consumer);
            }

            private async void OnPledge(object? sender, BasicDeliverEventArgs ea)
            {
                await _http.PostAsync("https://pledges.example/", new ByteArrayContent(ea.Body.ToArray()));
                _channel.BasicAck(ea.DeliveryTag, false);
            }
        }
        """);

    [Fact]
    public Task Method_group_and_a_method_of_the_class() => V7("""
        public sealed class PledgeListener
        {
            private readonly DbConnection _database;
            private readonly IChannel _channel;

            public PledgeListener(DbConnection database, IChannel channel)
            {
                _database = database;
                _channel = channel;
            }

            public async Task ListenAsync()
            {
                await _channel.BasicQosAsync(0, 10, false);
                var consumer = new AsyncEventingBasicConsumer(_channel);
                consumer.ReceivedAsync += OnPledgeAsync;
                await _channel.{|RMQ3001:BasicConsumeAsync|}("pledges", false, consumer);
            }

            private async Task OnPledgeAsync(object sender, BasicDeliverEventArgs ea)
            {
                await StoreAsync(Encoding.UTF8.GetString(ea.Body.Span));
                await _channel.BasicAckAsync(ea.DeliveryTag, false);
            }

            private async Task StoreAsync(string pledge)
            {
                await using var command = _database.CreateCommand();
                command.CommandText = $"INSERT INTO pledges (text, received) VALUES ('{pledge}', CURRENT_TIMESTAMP)";
                await command.ExecuteNonQueryAsync();
            }
        }
        """);

    [Fact]
    public Task Local_function() => V7("""
        public sealed class PledgeListener
        {
            public async Task ListenAsync(IChannel channel, HttpClient http)
            {
                await channel.BasicQosAsync(0, 10, false);
                var consumer = new AsyncEventingBasicConsumer(channel);
                consumer.ReceivedAsync += ForwardAsync;
                await channel.{|RMQ3001:BasicConsumeAsync|}("pledges", false, consumer);

                async Task ForwardAsync(object sender, BasicDeliverEventArgs ea)
                {
                    await http.PostAsync("https://pledges.example/", new ByteArrayContent(ea.Body.ToArray()));
                    await channel.BasicAckAsync(ea.DeliveryTag, false);
                }
            }
        }
        """);

    [Fact]
    public Task Derived_consumer_on_7() => V7("""
        public sealed class PledgeConsumer : AsyncDefaultBasicConsumer
        {
            private readonly HttpClient _http;

            public PledgeConsumer(IChannel channel, HttpClient http) : base(channel) => _http = http;

            public override async Task HandleBasicDeliverAsync(
                string consumerTag, ulong deliveryTag, bool redelivered, string exchange, string routingKey,
                IReadOnlyBasicProperties properties, ReadOnlyMemory<byte> body, CancellationToken cancellationToken = default)
            {
                await _http.PostAsync("https://pledges.example/", new ReadOnlyMemoryContent(body), cancellationToken);
                await Channel.BasicAckAsync(deliveryTag, false);
            }

            public static async Task StartAsync(IChannel channel, HttpClient http)
            {
                await channel.BasicQosAsync(0, 10, false);
                await channel.{|RMQ3001:BasicConsumeAsync|}("pledges", false, new PledgeConsumer(channel, http));
            }
        }
        """);

    [Fact]
    public Task Derived_consumer_that_checks_the_redelivered_parameter() => V7("""
        public sealed class PledgeConsumer : AsyncDefaultBasicConsumer
        {
            private readonly HttpClient _http;

            public PledgeConsumer(IChannel channel, HttpClient http) : base(channel) => _http = http;

            public override async Task HandleBasicDeliverAsync(
                string consumerTag, ulong deliveryTag, bool redelivered, string exchange, string routingKey,
                IReadOnlyBasicProperties properties, ReadOnlyMemory<byte> body, CancellationToken cancellationToken = default)
            {
                if (!redelivered)
                    await _http.PostAsync("https://pledges.example/", new ReadOnlyMemoryContent(body), cancellationToken);
                await Channel.BasicAckAsync(deliveryTag, false);
            }

            public static async Task StartAsync(IChannel channel, HttpClient http)
            {
                await channel.BasicQosAsync(0, 10, false);
                await channel.BasicConsumeAsync("pledges", false, new PledgeConsumer(channel, http));
            }
        }
        """);

    [Fact]
    public Task Derived_consumer_on_6() => V6("""
        public sealed class PledgeConsumer : DefaultBasicConsumer
        {
            public PledgeConsumer(IModel model) : base(model) { }

            public override void HandleBasicDeliver(
                string consumerTag, ulong deliveryTag, bool redelivered, string exchange, string routingKey,
                IBasicProperties properties, ReadOnlyMemory<byte> body)
            {
                using (var file = File.AppendText("pledges.txt"))
                    file.WriteLine(Encoding.UTF8.GetString(body.Span));
                Model.BasicAck(deliveryTag, false);
            }

            public void Start()
            {
                Model.BasicQos(0, 10, false);
                Model.{|RMQ3001:BasicConsume|}("pledges", false, this);
            }
        }
        """);

    [Fact]
    public Task Loop_over_a_queueing_consumer() => V5("""
        public sealed class PledgeLoop
        {
            public void Run(IModel channel, DbConnection database)
            {
                channel.BasicQos(0, 1, false);
                var consumer = new QueueingBasicConsumer(channel);
                channel.{|RMQ3001:BasicConsume|}("pledges", false, consumer);
                while (true)
                {
                    var delivery = (BasicDeliverEventArgs)consumer.Queue.Dequeue();
                    using (var command = database.CreateCommand())
                    {
                        command.CommandText = "INSERT INTO pledges (text) VALUES ('" + Encoding.UTF8.GetString(delivery.Body) + "')";
                        command.ExecuteNonQuery();
                    }

                    channel.BasicAck(delivery.DeliveryTag, false);
                }
            }
        }
        """);

    [Fact]
    public Task Loop_over_a_queueing_consumer_with_a_repeatable_effect() => V5("""
        public sealed class PledgeLoop
        {
            public void Run(IModel channel)
            {
                channel.BasicQos(0, 1, false);
                var consumer = new QueueingBasicConsumer(channel);
                channel.BasicConsume("pledges", false, consumer);
                while (true)
                {
                    var delivery = (BasicDeliverEventArgs)consumer.Queue.Dequeue();
                    File.WriteAllBytes("latest-pledge.txt", delivery.Body);
                    channel.BasicAck(delivery.DeliveryTag, false);
                }
            }
        }
        """);

    [Fact]
    public Task Effect_of_an_auto_ack_consumer_is_not_repeated() => V7("""
        public sealed class GuestBook
        {
            public async Task ListenAsync(IChannel channel)
            {
                var consumer = new AsyncEventingBasicConsumer(channel);
                consumer.ReceivedAsync += (_, ea) => File.AppendAllTextAsync("guests.txt", ea.RoutingKey);
                await channel.{|RMQ2001:BasicConsumeAsync|}("guests", true, consumer);
            }
        }
        """);

    [Fact]
    public Task One_of_two_consumers() => V7("""
        public sealed class Reception
        {
            public async Task ListenAsync(IChannel channel, HttpClient http)
            {
                await channel.BasicQosAsync(0, 10, false);

                var departures = new AsyncEventingBasicConsumer(channel);
                departures.ReceivedAsync += async (_, ea) =>
                {
                    await http.DeleteAsync("https://hotel.example/guests/" + ea.RoutingKey);
                    await channel.BasicAckAsync(ea.DeliveryTag, false);
                };
                await channel.BasicConsumeAsync("departures", false, departures);

                var arrivals = new AsyncEventingBasicConsumer(channel);
                arrivals.ReceivedAsync += async (_, ea) =>
                {
                    await http.PostAsync("https://hotel.example/guests", new StringContent(ea.RoutingKey));
                    await channel.BasicAckAsync(ea.DeliveryTag, false);
                };
                await channel.{|RMQ3001:BasicConsumeAsync|}("arrivals", false, arrivals);
            }
        }
        """);

    [Fact]
    public Task Effect_outside_the_handler() => V7("""
        public sealed class Reception
        {
            public async Task ListenAsync(IChannel channel, HttpClient http)
            {
                await http.PostAsync("https://hotel.example/opened", null);
                await channel.BasicQosAsync(0, 10, false);
                var consumer = new AsyncEventingBasicConsumer(channel);
                consumer.ReceivedAsync += async (_, ea) =>
                {
                    Console.WriteLine(ea.RoutingKey);
                    await channel.BasicAckAsync(ea.DeliveryTag, false);
                };
                await channel.BasicConsumeAsync("arrivals", false, consumer);
                await File.AppendAllTextAsync("reception.log", "listening");
            }
        }
        """);

    [Fact]
    public Task Types_of_the_same_names_kept_in_memory() => V6("""
        namespace Toy
        {
            public sealed class DbContext
            {
                private readonly List<string> _saved = new();

                public void Add(string item) => _saved.Add(item);

                public void SaveChanges() => Console.WriteLine(_saved.Count);
            }

            public sealed class SmtpClient
            {
                public void Send(string text) => Console.WriteLine(text);
            }

            public sealed class ToyListener
            {
                public void Listen(IModel channel)
                {
                    var context = new DbContext();
                    var smtp = new SmtpClient();
                    channel.BasicQos(0, 10, false);
                    var consumer = new EventingBasicConsumer(channel);
                    consumer.Received += (_, ea) =>
                    {
                        context.Add(ea.RoutingKey);
                        context.SaveChanges();
                        smtp.Send(ea.RoutingKey);
                        channel.BasicAck(ea.DeliveryTag, false);
                    };
                    channel.BasicConsume("toys", false, consumer);
                }
            }
        }
        """);

    [Fact]
    public Task Client_types_of_the_same_names_in_another_namespace() => NoClient("""
        namespace Toy.Messaging
        {
            public sealed class Delivery
            {
                public string Text { get; set; } = "";
                public ulong DeliveryTag { get; set; }
            }

            public sealed class EventingBasicConsumer
            {
                public event EventHandler<Delivery>? Received;

                public void Raise(string text) => Received?.Invoke(this, new Delivery { Text = text });
            }

            public interface IModel
            {
                string BasicConsume(string queue, bool autoAck, EventingBasicConsumer consumer);
                void BasicAck(ulong deliveryTag, bool multiple);
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
                    consumer.Received += (_, delivery) =>
                    {
                        File.AppendAllText("train.txt", delivery.Text);
                        channel.BasicAck(delivery.DeliveryTag, false);
                    };
                    channel.BasicConsume("train", false, consumer);
                }
            }
        }
        """);

    [Theory, EveryClient]
    public Task Effect_that_is_being_typed(Client client) => Incomplete(client, """
        public sealed class PledgeListener
        {
            public async Task ListenAsync(IChannel channel, DbConnection database)
            {
                await channel.BasicQosAsync(0, 10, false);
                var consumer = new AsyncEventingBasicConsumer(channel);
                consumer.ReceivedAsync += async (_, ea) =>
                {
                    await using var command = database.
                    command.CommandText = "INSERT INTO
                    await
                };
                await channel.BasicConsumeAsync("pledges", false,
            }
        }
        """);

    [Theory, EveryClient]
    public Task Service_that_is_not_written_yet(Client client) => Incomplete(client, """
        public sealed class PledgeListener
        {
            private readonly IPledges _pledges;

            public void Listen(IModel channel)
            {
                channel.BasicQos(0, 10, false);
                var consumer = new EventingBasicConsumer(channel);
                consumer.Received += (_, ea) => _pledges.Show(ea.Body);
                channel.BasicConsume("pledges", false, consumer)
            }

            private void
        """);

    [Fact]
    public Task Message_and_additional_location_name_the_effect() => Report(
        Client.V6,
        [
            """
        public sealed class HarvestListener
        {
            private readonly HarvestBook _book = new();

            public void Listen(IModel channel)
            {
                channel.BasicQos(0, 10, false);
                var consumer = new EventingBasicConsumer(channel);
                consumer.Received += (_, ea) =>
                {
                    _book.Note(ea.RoutingKey);
                    channel.BasicAck(ea.DeliveryTag, false);
                };
                channel.{|RMQ3001:BasicConsume|}("harvest", false, consumer);
            }
        }
        """,
            """
        public sealed class HarvestBook
        {
            public void Note(string field)
            {
                Console.WriteLine(field);
                File.AppendAllText("harvest.txt", field);
            }
        }
        """,
        ],
        diagnostic =>
        {
            var message = diagnostic.GetMessage(CultureInfo.InvariantCulture);
            Assert.Contains("harvest", message, StringComparison.Ordinal);
            Assert.Contains("AppendAllText", message, StringComparison.Ordinal);
            var effect = Assert.Single(diagnostic.AdditionalLocations);
            var line = effect.SourceTree!.GetText().Lines[effect.GetLineSpan().StartLinePosition.Line].ToString();
            Assert.Contains("AppendAllText", line, StringComparison.Ordinal);
        });
}
