using Leveret.Verification;

namespace Leveret.CodeFixes.Tests;

/// <summary>RMQ2002: requeue once where the queue is declared with a dead-letter exchange.</summary>
public sealed partial class RequeueStormFixTests
{
    [Theory]
    [InlineData("""channel.QueueDeclare("parcels", true, false, false, new Dictionary<string, object> { ["x-dead-letter-exchange"] = "dead" });""")]
    [InlineData("""channel.QueueDeclare(Queue, true, false, false, new Dictionary<string, object> { { "x-dead-letter-exchange", "" }, { "x-dead-letter-routing-key", "dead" } });""")]
    [InlineData("""var arguments = new Dictionary<string, object>(); arguments["x-dead-letter-exchange"] = "dead"; channel.QueueDeclare(queue: "parcels", arguments: arguments);""")]
    [InlineData("""var arguments = new Dictionary<string, object>(); arguments.Add("x-dead-letter-exchange", "dead"); channel.QueueDeclareNoWait(Queue, true, false, false, arguments);""")]
    public Task Synchronous_handler_requeues_once(string declaration) => Fixes(
        Client.V6,
        Worker(declaration, "{|RMQ2002:BasicReject|}", "true"),
        Worker(declaration, "BasicReject", "!delivery.Redelivered"),
        Once);

    [Theory]
    [InlineData("""channel.QueueDeclare("letters", true, false, false, new Dictionary<string, object> { ["x-dead-letter-exchange"] = "dead" });""")]
    [InlineData("""channel.QueueDeclare("parcels", true, false, false, new Dictionary<string, object> { ["x-message-ttl"] = 5 });""")]
    [InlineData("""var arguments = new Dictionary<string, object>(); if (DateTime.Now.Year > 2000) arguments["x-dead-letter-exchange"] = "dead"; channel.QueueDeclare(queue: "parcels", arguments: arguments);""")]
    [InlineData("""var arguments = DateTime.Now.Year > 2000 ? new Dictionary<string, object> { ["x-dead-letter-exchange"] = "dead" } : null; channel.QueueDeclare(queue: "parcels", arguments: arguments);""")]
    [InlineData("""Console.WriteLine("x-dead-letter-exchange"); channel.QueueDeclarePassive("parcels");""")]
    [InlineData("""channel.QueueDeclare("parcels", true, false, false, new Dictionary<string, object> { ["x-dead-letter-exchange"] = null });""")]
    [InlineData("""channel.QueueDeclare("parcels", true, false, false, new Dictionary<string, object> { { "x-dead-letter-exchange", "" } });""")]
    [InlineData("""var arguments = new Dictionary<string, object> { ["x-dead-letter-exchange"] = "dead" }; arguments.Remove("x-dead-letter-exchange"); channel.QueueDeclare(queue: "parcels", arguments: arguments);""")]
    [InlineData("""var arguments = new Dictionary<string, object> { ["x-message-ttl"] = 5 }; if (arguments.ContainsKey("x-dead-letter-exchange")) place("dead"); channel.QueueDeclare(queue: "parcels", arguments: arguments);""")]
    [InlineData("""channel.QueueDeclare("parcels", true, false, false, new Dictionary<string, object> { { "x-dead-letter-exchange", string.Empty } });""")]
    [InlineData("""var none = ""; channel.QueueDeclare("parcels", true, false, false, new Dictionary<string, object> { ["x-dead-letter-exchange"] = none });""")]
    [InlineData("""channel.QueueDeclare("parcels", true, false, false, new Dictionary<string, object> { ["x-dead-letter-exchange"] = DateTime.Now.Year > 2000 ? "dead" : "" });""")]
    public Task Queue_without_a_certain_dead_letter_exchange(string declaration) => OffersNothing(Client.V6, Worker(declaration, "{|RMQ2002:BasicReject|}", "true"));

    private static string Worker(string declaration, string reject, string requeue) => $$"""
        public sealed class ParcelWorker
        {
            private const string Queue = "parcels";

            public void Start(IModel channel, Func<string, bool> place)
            {
                {{declaration}}
                channel.BasicQos(0, 20, false);
                var consumer = new EventingBasicConsumer(channel);
                consumer.Received += (_, delivery) =>
                {
                    var tag = delivery.DeliveryTag;
                    if (place(delivery.RoutingKey))
                        channel.BasicAck(tag, false);
                    else
                        channel.{{reject}}(tag, {{requeue}});
                };
                channel.BasicConsume("parcels", autoAck: false, consumer);
            }
        }
        """;

    [Fact]
    public Task Flag_of_a_derived_consumer_and_queue_by_a_setting() => Fixes(Client.V7, """
        public sealed record Settings(string QueueName, string DeadLetterExchange);

        public sealed class ParcelConsumer(IChannel channel) : AsyncDefaultBasicConsumer(channel)
        {
            public override async Task HandleBasicDeliverAsync(string consumerTag, ulong deliveryTag, bool redelivered, string exchange, string routingKey, IReadOnlyBasicProperties properties, ReadOnlyMemory<byte> body, CancellationToken cancellationToken = default)
            {
                try
                {
                    await File.WriteAllTextAsync("parcels.txt", routingKey, cancellationToken);
                    await Channel.BasicAckAsync(deliveryTag, false);
                }
                catch (Exception)
                {
                    await Channel.{|RMQ2002:BasicNackAsync|}(deliveryTag, false, true);
                }
            }
        }

        public sealed class ParcelWorker(IChannel channel, Settings settings)
        {
            public async Task StartAsync()
            {
                await channel.QueueDeclareAsync(settings.QueueName, true, false, false, new Dictionary<string, object?> { ["x-dead-letter-exchange"] = settings.DeadLetterExchange });
                await channel.BasicQosAsync(0, 20, false);
                await channel.BasicConsumeAsync(settings.QueueName, false, new ParcelConsumer(channel));
            }
        }
        """, """
        public sealed record Settings(string QueueName, string DeadLetterExchange);

        public sealed class ParcelConsumer(IChannel channel) : AsyncDefaultBasicConsumer(channel)
        {
            public override async Task HandleBasicDeliverAsync(string consumerTag, ulong deliveryTag, bool redelivered, string exchange, string routingKey, IReadOnlyBasicProperties properties, ReadOnlyMemory<byte> body, CancellationToken cancellationToken = default)
            {
                try
                {
                    await File.WriteAllTextAsync("parcels.txt", routingKey, cancellationToken);
                    await Channel.BasicAckAsync(deliveryTag, false);
                }
                catch (Exception)
                {
                    await Channel.BasicNackAsync(deliveryTag, false, !redelivered);
                }
            }
        }

        public sealed class ParcelWorker(IChannel channel, Settings settings)
        {
            public async Task StartAsync()
            {
                await channel.QueueDeclareAsync(settings.QueueName, true, false, false, new Dictionary<string, object?> { ["x-dead-letter-exchange"] = settings.DeadLetterExchange });
                await channel.BasicQosAsync(0, 20, false);
                await channel.BasicConsumeAsync(settings.QueueName, false, new ParcelConsumer(channel));
            }
        }
        """, Once);

    [Fact]
    public Task Message_of_a_get() => Fixes(Client.V6, """
        public sealed class Postbox
        {
            public void Take(IModel channel)
            {
                channel.QueueDeclare("letters", true, false, false, new Dictionary<string, object> { ["x-dead-letter-exchange"] = "dead" });
                var letter = channel.BasicGet("letters", false);
                if (letter == null)
                    return;
                try
                {
                    File.WriteAllBytes("letter.txt", letter.Body.ToArray());
                    channel.BasicAck(letter.DeliveryTag, false);
                }
                catch (IOException)
                {
                    channel.{|RMQ2002:BasicNack|}(letter.DeliveryTag, false, requeue: true);
                }
            }
        }
        """, """
        public sealed class Postbox
        {
            public void Take(IModel channel)
            {
                channel.QueueDeclare("letters", true, false, false, new Dictionary<string, object> { ["x-dead-letter-exchange"] = "dead" });
                var letter = channel.BasicGet("letters", false);
                if (letter == null)
                    return;
                try
                {
                    File.WriteAllBytes("letter.txt", letter.Body.ToArray());
                    channel.BasicAck(letter.DeliveryTag, false);
                }
                catch (IOException)
                {
                    channel.BasicNack(letter.DeliveryTag, false, requeue: !letter.Redelivered);
                }
            }
        }
        """, Once);

    [Fact]
    public Task Handler_of_two_queues_of_which_one_has_an_exchange() => OffersNothing(Client.V6, """
        public sealed class ParcelWorker
        {
            private readonly IModel _channel;
            private readonly Func<string, bool> _place;

            public ParcelWorker(IModel channel, Func<string, bool> place)
            {
                _channel = channel;
                _place = place;
            }

            public void Start()
            {
                _channel.QueueDeclare("parcels", true, false, false, new Dictionary<string, object> { ["x-dead-letter-exchange"] = "dead" });
                _channel.BasicQos(0, 20, false);
                var consumer = new EventingBasicConsumer(_channel);
                consumer.Received += OnParcel;
                _channel.BasicConsume("parcels", autoAck: false, consumer);
                _channel.BasicConsume("letters", autoAck: false, consumer);
            }

            private void OnParcel(object? sender, BasicDeliverEventArgs delivery)
            {
                if (_place(delivery.RoutingKey))
                    _channel.BasicAck(delivery.DeliveryTag, false);
                else
                    _channel.{|RMQ2002:BasicReject|}(delivery.DeliveryTag, true);
            }
        }
        """);

    [Fact]
    public Task Other_deliveries_that_are_requeued_with_it() => OffersNothing(Client.V6, """
        public static class Worker
        {
            public static void Start(IModel channel)
            {
                channel.QueueDeclare("stones", true, false, false, new Dictionary<string, object> { ["x-dead-letter-exchange"] = "dead" });
                channel.BasicQos(0, 20, false);
                var consumer = new EventingBasicConsumer(channel);
                consumer.Received += (_, ea) =>
                {
                    try
                    {
                        File.WriteAllText("stone.txt", ea.RoutingKey);
                        channel.BasicAck(ea.DeliveryTag, false);
                    }
                    catch (IOException)
                    {
                        channel.{|RMQ2002:BasicNack|}(ea.DeliveryTag, multiple: true, requeue: true);
                    }
                };
                channel.BasicConsume("stones", false, consumer);
            }
        }
        """);
}
