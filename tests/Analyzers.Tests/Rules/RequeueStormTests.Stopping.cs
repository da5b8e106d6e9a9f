using static Leveret.Analyzers.Tests.Rules.Snippets;

namespace Leveret.Analyzers.Tests.Rules;

/// <summary>RMQ2002: messages that are dead-lettered, or given back because the consumer stops.</summary>
public sealed partial class RequeueStormTests
{
    [Fact]
    public Task Requeue_false_in_every_catch_on_7() => On7("""
        try
        {
            Sorting.Place(text);
            await _channel.BasicAckAsync(ea.DeliveryTag, false);
        }
        catch (FormatException)
        {
            await _channel.BasicNackAsync(ea.DeliveryTag, false, false);
        }
        catch (Exception)
        {
            await _channel.BasicRejectAsync(ea.DeliveryTag, requeue: false);
        }
        """);

    [Fact]
    public Task Requeue_false_in_every_catch_on_6() => On6("""
        try
        {
            Sorting.Place(text);
            _channel.BasicAck(ea.DeliveryTag, false);
        }
        catch (Exception)
        {
            _channel.BasicNack(ea.DeliveryTag, false, false);
        }
        """);

    [Fact]
    public Task Cancelled_operation_on_7() => On7("""
        try
        {
            Sorting.Place(text);
            await _channel.BasicAckAsync(ea.DeliveryTag, false);
        }
        catch (OperationCanceledException)
        {
            await _channel.BasicNackAsync(ea.DeliveryTag, false, true);
        }
        catch (Exception)
        {
            await _channel.BasicNackAsync(ea.DeliveryTag, false, false);
        }
        """);

    [Fact]
    public Task Cancelled_task_on_6() => On6("""
        try
        {
            Sorting.Place(text);
            _channel.BasicAck(ea.DeliveryTag, false);
        }
        catch (TaskCanceledException)
        {
            _channel.BasicReject(ea.DeliveryTag, true);
        }
        """);

    [Fact]
    public Task Filter_on_the_stopping_token() => V7Listener("""
        public async Task StartAsync(IChannel channel, CancellationToken stoppingToken)
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
                catch (Exception) when (stoppingToken.IsCancellationRequested)
                {
                    await channel.BasicNackAsync(ea.DeliveryTag, false, requeue: true);
                }
                catch (Exception)
                {
                    await channel.BasicNackAsync(ea.DeliveryTag, false, requeue: false);
                }
            };
            await channel.BasicConsumeAsync("parcels", false, consumer);
        }
        """);

    [Fact]
    public Task Delivery_after_the_token_was_cancelled() => V7Listener("""
        public async Task StartAsync(IChannel channel, CancellationToken stoppingToken)
        {
            await channel.BasicQosAsync(0, 10, false);
            var consumer = new AsyncEventingBasicConsumer(channel);
            consumer.ReceivedAsync += async (_, ea) =>
            {
                if (stoppingToken.IsCancellationRequested)
                {
                    await channel.BasicNackAsync(ea.DeliveryTag, false, requeue: true);
                    return;
                }

                Sorting.Place(ea.RoutingKey);
                await channel.BasicAckAsync(ea.DeliveryTag, false);
            };
            await channel.BasicConsumeAsync("parcels", false, consumer);
        }
        """);

    [Fact]
    public Task Token_asked_within_a_catch() => V6Listener("""
        private readonly CancellationTokenSource _stop = new();

        public void Start(IModel channel)
        {
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
                    if (_stop.IsCancellationRequested)
                        channel.BasicNack(ea.DeliveryTag, false, true);
                    else
                        channel.BasicNack(ea.DeliveryTag, false, false);
                }
            };
            channel.BasicConsume("parcels", false, consumer);
        }

        public void Stop() => _stop.Cancel();
        """);

    [Fact]
    public Task Delivery_after_the_listener_began_to_stop() => V6("""
        public sealed class ParcelListener : IHostedService
        {
            private readonly IModel _channel;
            private volatile bool _stopping;

            public ParcelListener(IModel channel) => _channel = channel;

            public Task StartAsync(CancellationToken cancellationToken)
            {
                _channel.BasicQos(0, 10, false);
                var consumer = new EventingBasicConsumer(_channel);
                consumer.Received += (_, ea) =>
                {
                    if (_stopping)
                    {
                        _channel.BasicReject(ea.DeliveryTag, requeue: true);
                        return;
                    }

                    Console.WriteLine(ea.RoutingKey);
                    _channel.BasicAck(ea.DeliveryTag, false);
                };
                _channel.BasicConsume("parcels", false, consumer);
                return Task.CompletedTask;
            }

            public Task StopAsync(CancellationToken cancellationToken)
            {
                _stopping = true;
                return Task.CompletedTask;
            }
        }
        """);

    [Fact]
    public Task Buffered_deliveries_given_back_in_StopAsync() => V7("""
        public sealed class BatchListener : IHostedService
        {
            private readonly IChannel _channel;
            private readonly ConcurrentQueue<ulong> _buffered = new();

            public BatchListener(IChannel channel) => _channel = channel;

            public async Task StartAsync(CancellationToken cancellationToken)
            {
                await _channel.BasicQosAsync(0, 50, false, cancellationToken);
                var consumer = new AsyncEventingBasicConsumer(_channel);
                consumer.ReceivedAsync += (_, ea) =>
                {
                    _buffered.Enqueue(ea.DeliveryTag);
                    return Task.CompletedTask;
                };
                await _channel.BasicConsumeAsync("parcels", false, consumer, cancellationToken);
            }

            public async Task StopAsync(CancellationToken cancellationToken)
            {
                while (_buffered.TryDequeue(out var tag))
                    await _channel.BasicNackAsync(tag, multiple: false, requeue: true);
                await _channel.CloseAsync();
            }
        }
        """);

    [Fact]
    public Task Buffered_deliveries_given_back_in_Dispose() => V6("""
        public sealed class BatchListener : IDisposable
        {
            private readonly IModel _channel;
            private readonly List<ulong> _buffered = new();

            public BatchListener(IModel channel)
            {
                _channel = channel;
                _channel.BasicQos(0, 50, false);
                var consumer = new EventingBasicConsumer(_channel);
                consumer.Received += (_, ea) => _buffered.Add(ea.DeliveryTag);
                _channel.BasicConsume("parcels", false, consumer);
            }

            public void Dispose()
            {
                foreach (var tag in _buffered)
                    _channel.BasicNack(tag, false, true);
                _channel.Close();
            }
        }
        """);

    [Fact]
    public Task Buffered_deliveries_given_back_when_the_consumer_is_cancelled_on_7() => V7("""
        public sealed class BufferingConsumer : AsyncDefaultBasicConsumer
        {
            private readonly Queue<ulong> _buffered = new();

            public BufferingConsumer(IChannel channel) : base(channel) { }

            public override Task HandleBasicDeliverAsync(
                string consumerTag, ulong deliveryTag, bool redelivered, string exchange, string routingKey,
                IReadOnlyBasicProperties properties, ReadOnlyMemory<byte> body, CancellationToken cancellationToken = default)
            {
                _buffered.Enqueue(deliveryTag);
                return Task.CompletedTask;
            }

            public override async Task HandleBasicCancelAsync(string consumerTag, CancellationToken cancellationToken = default)
            {
                while (_buffered.TryDequeue(out var tag))
                    await Channel.BasicNackAsync(tag, false, requeue: true, cancellationToken);
            }

            public static async Task StartAsync(IChannel channel)
            {
                await channel.BasicQosAsync(0, 50, false);
                await channel.BasicConsumeAsync("parcels", false, new BufferingConsumer(channel));
            }
        }
        """);

    [Fact]
    public Task Buffered_deliveries_given_back_when_the_consumer_is_cancelled_on_6() => V6("""
        public sealed class BufferingConsumer : DefaultBasicConsumer
        {
            private readonly Queue<ulong> _buffered = new();

            public BufferingConsumer(IModel model) : base(model) { }

            public override void HandleBasicDeliver(
                string consumerTag, ulong deliveryTag, bool redelivered, string exchange, string routingKey,
                IBasicProperties properties, ReadOnlyMemory<byte> body) => _buffered.Enqueue(deliveryTag);

            public override void HandleBasicCancel(string consumerTag)
            {
                while (_buffered.Count > 0)
                    Model.BasicReject(_buffered.Dequeue(), true);
                base.HandleBasicCancel(consumerTag);
            }

            public static void Start(IModel channel)
            {
                channel.BasicQos(0, 50, false);
                channel.BasicConsume("parcels", false, new BufferingConsumer(channel));
            }
        }
        """);

    [Fact]
    public Task Everything_given_back_when_the_user_stops_listening() => V6("""
        public sealed class QueueBrowser
        {
            private readonly IModel _channel;
            private string _tag = "";
            private ulong _last;

            public QueueBrowser(IModel channel) => _channel = channel;

            public void StartListening()
            {
                _channel.BasicQos(0, 200, false);
                var consumer = new EventingBasicConsumer(_channel);
                consumer.Received += (_, ea) =>
                {
                    _last = ea.DeliveryTag;
                    Console.WriteLine(ea.RoutingKey);
                };
                _tag = _channel.BasicConsume("parcels", false, consumer);
            }

            public void StopListening()
            {
                _channel.BasicCancel(_tag);
                if (_last > 0)
                    _channel.BasicNack(_last, multiple: true, requeue: true);
            }
        }
        """);
}
