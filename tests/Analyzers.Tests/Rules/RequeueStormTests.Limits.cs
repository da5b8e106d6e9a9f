using Leveret.Analyzers.Tests.Libraries;
using static Leveret.Analyzers.Tests.Rules.Snippets;

namespace Leveret.Analyzers.Tests.Rules;

/// <summary>RMQ2002: messages that are given back once, a limited number of times, or later.</summary>
public sealed partial class RequeueStormTests
{
    [Fact]
    public Task Once_by_the_redelivered_flag_as_argument_on_7() => On7("""
        try
        {
            Sorting.Place(text);
            await _channel.BasicAckAsync(ea.DeliveryTag, false);
        }
        catch (Exception)
        {
            await _channel.BasicNackAsync(ea.DeliveryTag, false, requeue: !ea.Redelivered);
        }
        """);

    [Fact]
    public Task Once_by_the_redelivered_flag_as_condition_on_6() => On6("""
        try
        {
            Sorting.Place(text);
            _channel.BasicAck(ea.DeliveryTag, false);
        }
        catch (Exception)
        {
            if (!ea.Redelivered)
                _channel.BasicNack(ea.DeliveryTag, false, true);
            else
                _channel.BasicNack(ea.DeliveryTag, false, false);
        }
        """);

    [Fact]
    public Task Once_by_the_redelivered_flag_with_an_early_return() => On7("""
        if (Sorting.TryPlace(text))
        {
            await _channel.BasicAckAsync(ea.DeliveryTag, false);
            return;
        }

        if (ea.Redelivered)
        {
            await _channel.BasicRejectAsync(ea.DeliveryTag, false);
            return;
        }

        await _channel.BasicRejectAsync(ea.DeliveryTag, true);
        """);

    [Fact]
    public Task Once_by_the_redelivered_flag_in_a_local() => On6("""
        var firstTime = !ea.Redelivered;
        try
        {
            Sorting.Place(text);
            _channel.BasicAck(ea.DeliveryTag, false);
        }
        catch (Exception)
        {
            _channel.BasicReject(ea.DeliveryTag, firstTime);
        }
        """);

    [Fact]
    public Task Once_by_a_conditional_expression() => On7("""
        try
        {
            Sorting.Place(text);
            await _channel.BasicAckAsync(ea.DeliveryTag, false);
        }
        catch (Exception)
        {
            var requeue = ea.Redelivered ? false : true;
            await _channel.BasicNackAsync(ea.DeliveryTag, false, requeue);
        }
        """);

    [Fact]
    public Task Once_by_a_catch_filter() => On7("""
        try
        {
            Sorting.Place(text);
            await _channel.BasicAckAsync(ea.DeliveryTag, false);
        }
        catch (Exception) when (!ea.Redelivered)
        {
            await _channel.BasicNackAsync(ea.DeliveryTag, false, true);
        }
        catch (Exception)
        {
            await _channel.BasicNackAsync(ea.DeliveryTag, false, false);
        }
        """);

    [Fact]
    public Task Once_by_the_redelivered_parameter_on_7() => V7("""
        public sealed class ParcelConsumer : AsyncDefaultBasicConsumer
        {
            public ParcelConsumer(IChannel channel) : base(channel) { }

            public override async Task HandleBasicDeliverAsync(
                string consumerTag, ulong deliveryTag, bool redelivered, string exchange, string routingKey,
                IReadOnlyBasicProperties properties, ReadOnlyMemory<byte> body, CancellationToken cancellationToken = default)
            {
                try
                {
                    Console.WriteLine(JsonDocument.Parse(body).RootElement);
                    await Channel.BasicAckAsync(deliveryTag, false);
                }
                catch (JsonException)
                {
                    await Channel.BasicNackAsync(deliveryTag, false, requeue: !redelivered);
                }
            }

            public static async Task StartAsync(IChannel channel)
            {
                await channel.BasicQosAsync(0, 50, false);
                await channel.BasicConsumeAsync("parcels", false, new ParcelConsumer(channel));
            }
        }
        """);

    [Fact]
    public Task Once_by_the_redelivered_parameter_on_6() => V6("""
        public sealed class ParcelConsumer : DefaultBasicConsumer
        {
            public ParcelConsumer(IModel model) : base(model) { }

            public override void HandleBasicDeliver(
                string consumerTag, ulong deliveryTag, bool redelivered, string exchange, string routingKey,
                IBasicProperties properties, ReadOnlyMemory<byte> body)
            {
                try
                {
                    Console.WriteLine(JsonDocument.Parse(body).RootElement);
                    Model.BasicAck(deliveryTag, false);
                }
                catch (JsonException)
                {
                    if (redelivered)
                        Model.BasicReject(deliveryTag, false);
                    else
                        Model.BasicReject(deliveryTag, true);
                }
            }

            public static void Start(IModel channel)
            {
                channel.BasicQos(0, 50, false);
                channel.BasicConsume("parcels", false, new ParcelConsumer(channel));
            }
        }
        """);

    [Fact]
    public Task Once_by_a_set_of_ids() => On7("""
        try
        {
            Sorting.Place(text);
            await _channel.BasicAckAsync(ea.DeliveryTag, false);
        }
        catch (Exception)
        {
            if (_requeued.Add(ea.BasicProperties.MessageId ?? ""))
                await _channel.BasicNackAsync(ea.DeliveryTag, false, true);
            else
                await _channel.BasicNackAsync(ea.DeliveryTag, false, false);
        }
        """, services: "HashSet<string> requeued");

    [Fact]
    public Task Once_by_a_concurrent_set_of_ids() => On6("""
        if (Sorting.TryPlace(text))
            _channel.BasicAck(ea.DeliveryTag, false);
        else if (_requeued.TryAdd(ea.BasicProperties.MessageId, 0))
            _channel.BasicReject(ea.DeliveryTag, true);
        else
            _channel.BasicReject(ea.DeliveryTag, false);
        """, services: "ConcurrentDictionary<string, byte> requeued");

    [Fact]
    public Task Attempts_counted_in_a_dictionary_on_7() => On7("""
        try
        {
            Sorting.Place(text);
            await _channel.BasicAckAsync(ea.DeliveryTag, false);
        }
        catch (Exception)
        {
            var attempts = _attempts.AddOrUpdate(ea.BasicProperties.MessageId!, 1, (_, count) => count + 1);
            await _channel.BasicNackAsync(ea.DeliveryTag, false, requeue: attempts < 5);
        }
        """, services: "ConcurrentDictionary<string, int> attempts");

    [Fact]
    public Task Attempts_counted_in_a_dictionary_on_6() => On6("""
        try
        {
            Sorting.Place(text);
            _attempts.Remove(ea.BasicProperties.MessageId);
            _channel.BasicAck(ea.DeliveryTag, false);
        }
        catch (Exception)
        {
            _attempts.TryGetValue(ea.BasicProperties.MessageId, out var count);
            _attempts[ea.BasicProperties.MessageId] = count + 1;
            if (count < 3)
            {
                _channel.BasicNack(ea.DeliveryTag, false, true);
            }
            else
            {
                _attempts.Remove(ea.BasicProperties.MessageId);
                _channel.BasicNack(ea.DeliveryTag, false, false);
            }
        }
        """, services: "Dictionary<string, int> attempts");

    [Fact]
    public Task Failures_counted_in_a_field() => V6Listener("""
        private int _failures;

        public void Start(IModel channel)
        {
            channel.BasicQos(0, 1, false);
            var consumer = new EventingBasicConsumer(channel);
            consumer.Received += (_, ea) =>
            {
                try
                {
                    Sorting.Place(ea.RoutingKey);
                    _failures = 0;
                    channel.BasicAck(ea.DeliveryTag, false);
                }
                catch (Exception)
                {
                    if (++_failures < 4)
                        channel.BasicNack(ea.DeliveryTag, false, true);
                    else
                        channel.BasicNack(ea.DeliveryTag, false, false);
                }
            };
            channel.BasicConsume("parcels", false, consumer);
        }
        """);

    [Fact]
    public Task Attempts_counted_in_Redis() => On7("""
        try
        {
            Sorting.Place(text);
            await _channel.BasicAckAsync(ea.DeliveryTag, false);
        }
        catch (Exception)
        {
            var attempts = await _redis.GetDatabase().StringIncrementAsync("attempts:" + ea.BasicProperties.MessageId);
            await _channel.BasicNackAsync(ea.DeliveryTag, false, attempts <= 3);
        }
        """, services: "IConnectionMultiplexer redis", libraries: [Library.Redis]);

    [Fact]
    public Task Attempts_counted_by_the_broker() => On7("""
        try
        {
            Sorting.Place(text);
            await _channel.BasicAckAsync(ea.DeliveryTag, false);
        }
        catch (Exception)
        {
            var returned = ea.BasicProperties.Headers?.TryGetValue("x-delivery-count", out var count) == true ? Convert.ToInt64(count) : 0;
            if (returned < 4)
                await _channel.BasicRejectAsync(ea.DeliveryTag, requeue: true);
            else
                await _channel.BasicRejectAsync(ea.DeliveryTag, requeue: false);
        }
        """);

    [Fact]
    public Task Attempts_counted_by_dead_lettering() => On6("""
        try
        {
            Sorting.Place(text);
            _channel.BasicAck(ea.DeliveryTag, false);
        }
        catch (Exception)
        {
            var deaths = ea.BasicProperties.Headers != null && ea.BasicProperties.Headers.TryGetValue("x-death", out var value) ? ((List<object>)value).Count : 0;
            if (deaths < 3)
                _channel.BasicReject(ea.DeliveryTag, requeue: false);
            else
                _channel.BasicAck(ea.DeliveryTag, false);
        }
        """);

    [Fact]
    public Task Delay_before_the_requeue_on_7() => On7("""
        try
        {
            Sorting.Place(text);
            await _channel.BasicAckAsync(ea.DeliveryTag, false);
        }
        catch (Exception)
        {
            await Task.Delay(TimeSpan.FromSeconds(10));
            await _channel.BasicNackAsync(ea.DeliveryTag, false, true);
        }
        """);

    [Fact]
    public Task Delay_before_the_requeue_on_6() => On6("""
        if (!Sorting.TryPlace(text))
        {
            Thread.Sleep(5000);
            _channel.BasicReject(ea.DeliveryTag, true);
            return;
        }

        _channel.BasicAck(ea.DeliveryTag, false);
        """);

    [Fact]
    public Task Delay_in_a_helper_before_the_requeue() => V7Listener("""
        public async Task StartAsync(IChannel channel)
        {
            await channel.BasicQosAsync(0, 10, false);
            var consumer = new AsyncEventingBasicConsumer(channel);
            consumer.ReceivedAsync += async (_, ea) =>
            {
                try
                {
                    Sorting.Place(ea.RoutingKey);
                    await channel.BasicAckAsync(ea.DeliveryTag, false);
                }
                catch (Exception)
                {
                    await BackOffAsync();
                    await channel.BasicNackAsync(ea.DeliveryTag, false, true);
                }
            };
            await channel.BasicConsumeAsync("parcels", false, consumer);
        }

        private static Task BackOffAsync() => Task.Delay(TimeSpan.FromSeconds(Random.Shared.Next(5, 15)));
        """);

    [Fact]
    public Task Requeue_in_the_continuation_of_a_delay() => On6("""
        try
        {
            Sorting.Place(text);
            _channel.BasicAck(ea.DeliveryTag, false);
        }
        catch (Exception)
        {
            _ = Task.Delay(30_000).ContinueWith(_ => _channel.BasicNack(ea.DeliveryTag, false, true));
        }
        """);

    [Fact]
    public Task Republished_with_a_raised_header_and_acknowledged() => On7("""
        try
        {
            Sorting.Place(text);
        }
        catch (Exception) when (ea.BasicProperties.Headers is null || !ea.BasicProperties.Headers.ContainsKey("retried"))
        {
            var properties = new BasicProperties { Headers = new Dictionary<string, object?> { ["retried"] = 1 } };
            await _channel.BasicPublishAsync("", "parcels.later", true, properties, ea.Body);
        }

        await _channel.BasicAckAsync(ea.DeliveryTag, false);
        """);

    [Fact]
    public Task Reject_on_a_quorum_queue_with_a_delivery_limit_on_7() => V7Listener("""
        public async Task StartAsync(IChannel channel)
        {
            await channel.QueueDeclareAsync("parcels", true, false, false, new Dictionary<string, object?>
            {
                ["x-queue-type"] = "quorum",
                ["x-delivery-limit"] = 5,
            });
            await channel.BasicQosAsync(0, 10, false);
            var consumer = new AsyncEventingBasicConsumer(channel);
            consumer.ReceivedAsync += async (_, ea) =>
            {
                try
                {
                    Sorting.Place(ea.RoutingKey);
                    await channel.BasicAckAsync(ea.DeliveryTag, false);
                }
                catch (Exception)
                {
                    await channel.BasicRejectAsync(ea.DeliveryTag, true);
                }
            };
            await channel.BasicConsumeAsync("parcels", false, consumer);
        }
        """);

    [Fact]
    public Task Reject_on_a_quorum_queue_with_a_delivery_limit_on_6() => V6Listener("""
        private const string Queue = "parcels";

        public void Start(IModel channel)
        {
            var arguments = new Dictionary<string, object>
            {
                { "x-queue-type", "quorum" },
                { "x-delivery-limit", 8 },
            };
            channel.QueueDeclare(Queue, durable: true, exclusive: false, autoDelete: false, arguments: arguments);
            channel.BasicQos(0, 10, false);
            var consumer = new EventingBasicConsumer(channel);
            consumer.Received += (_, ea) =>
            {
                try
                {
                    Sorting.Place(ea.RoutingKey);
                    channel.BasicAck(ea.DeliveryTag, false);
                }
                catch (Exception)
                {
                    channel.BasicReject(ea.DeliveryTag, requeue: true);
                }
            };
            channel.BasicConsume(Queue, false, consumer);
        }
        """);

    [Fact]
    public Task Delivery_limit_declared_in_another_file_without_waiting() => V6("""
        public static class Topology
        {
            public static void Declare(IModel channel) =>
                channel.QueueDeclareNoWait("parcels", true, false, false, new Dictionary<string, object> { ["x-delivery-limit"] = 5 });
        }
        """, """
        public sealed class Listener
        {
            public void Start(IModel channel)
            {
                channel.BasicQos(0, 10, false);
                var consumer = new EventingBasicConsumer(channel);
                consumer.Received += (_, ea) =>
                {
                    try
                    {
                        Console.WriteLine(ea.RoutingKey.Split('/')[1]);
                        channel.BasicAck(ea.DeliveryTag, false);
                    }
                    catch (Exception)
                    {
                        channel.BasicReject(ea.DeliveryTag, requeue: true);
                    }
                };
                channel.BasicConsume("parcels", false, consumer);
            }
        }
        """);
}
