using static Leveret.Analyzers.Tests.Rules.Snippets;

namespace Leveret.Analyzers.Tests.Rules;

/// <summary>RMQ2002: requeues in helpers, wrappers and base classes, judged by their callers.</summary>
public sealed partial class RequeueStormTests
{
    [Fact]
    public Task Helper_called_from_a_catch() => V7Listener("""
        private readonly IChannel _channel;

        public ParcelListener(IChannel channel) => _channel = channel;

        public async Task StartAsync()
        {
            await _channel.BasicQosAsync(0, 10, false);
            var consumer = new AsyncEventingBasicConsumer(_channel);
            consumer.ReceivedAsync += async (_, ea) =>
            {
                try
                {
                    Sorting.Place(ea.RoutingKey);
                    await _channel.BasicAckAsync(ea.DeliveryTag, false);
                }
                catch (Exception)
                {
                    await GiveBackAsync(ea.DeliveryTag);
                }
            };
            await _channel.BasicConsumeAsync("parcels", false, consumer);
        }

        private async Task GiveBackAsync(ulong tag) => await _channel.{|RMQ2002:BasicNackAsync|}(tag, false, true);
        """);

    [Fact]
    public Task Helper_called_only_while_stopping() => V7Listener("""
        private readonly IChannel _channel;

        public ParcelListener(IChannel channel) => _channel = channel;

        public async Task StartAsync(CancellationToken stop)
        {
            await _channel.BasicQosAsync(0, 10, false);
            var consumer = new AsyncEventingBasicConsumer(_channel);
            consumer.ReceivedAsync += async (_, ea) =>
            {
                if (stop.IsCancellationRequested)
                {
                    await GiveBackAsync(ea.DeliveryTag);
                    return;
                }

                Console.WriteLine(Sorting.TryPlace(ea.RoutingKey));
                await _channel.BasicAckAsync(ea.DeliveryTag, false);
            };
            await _channel.BasicConsumeAsync("parcels", false, consumer);
        }

        private async Task GiveBackAsync(ulong tag) => await _channel.BasicNackAsync(tag, false, true);
        """);

    [Fact]
    public Task Work_in_the_handler_and_requeue_in_a_called_method() => V6Listener("""
        private readonly IModel _channel;

        public ParcelListener(IModel channel) => _channel = channel;

        public void Start()
        {
            _channel.BasicQos(0, 10, false);
            var consumer = new EventingBasicConsumer(_channel);
            consumer.Received += (_, ea) => Process(ea);
            _channel.BasicConsume("parcels", false, consumer);
        }

        private void Process(BasicDeliverEventArgs ea)
        {
            try
            {
                Sorting.Place(ea.RoutingKey);
                _channel.BasicAck(ea.DeliveryTag, false);
            }
            catch (Exception)
            {
                _channel.{|RMQ2002:BasicReject|}(ea.DeliveryTag, true);
            }
        }
        """);

    [Fact]
    public Task Wrapper_whose_caller_passes_true() => V7("""
        public interface ISettlement
        {
            ValueTask AcceptAsync(ulong tag);
            ValueTask RefuseAsync(ulong tag, bool requeue);
        }

        public sealed class Settlement : ISettlement
        {
            private readonly IChannel _channel;

            public Settlement(IChannel channel) => _channel = channel;

            public ValueTask AcceptAsync(ulong tag) => _channel.BasicAckAsync(tag, false);

            public ValueTask RefuseAsync(ulong tag, bool requeue) => _channel.{|RMQ2002:BasicNackAsync|}(tag, false, requeue);
        }
        """, """
        public sealed class LetterListener
        {
            private readonly ISettlement _settlement;

            public LetterListener(ISettlement settlement) => _settlement = settlement;

            public async Task StartAsync(IChannel channel)
            {
                await channel.BasicQosAsync(0, 10, false);
                var consumer = new AsyncEventingBasicConsumer(channel);
                consumer.ReceivedAsync += async (_, ea) =>
                {
                    try
                    {
                        Console.WriteLine(JsonDocument.Parse(ea.Body).RootElement);
                        await _settlement.AcceptAsync(ea.DeliveryTag);
                    }
                    catch (Exception)
                    {
                        await _settlement.RefuseAsync(ea.DeliveryTag, requeue: true);
                    }
                };
                await channel.BasicConsumeAsync("letters", false, consumer);
            }
        }
        """);

    [Fact]
    public Task Wrapper_whose_caller_passes_true_on_6() => V6Listener("""
        private readonly IModel _channel;

        public ParcelListener(IModel channel) => _channel = channel;

        public void Start()
        {
            _channel.BasicQos(0, 10, false);
            var consumer = new EventingBasicConsumer(_channel);
            consumer.Received += (_, ea) =>
            {
                if (Sorting.TryPlace(ea.RoutingKey))
                    _channel.BasicAck(ea.DeliveryTag, false);
                else
                    Refuse(ea, true);
            };
            _channel.BasicConsume("parcels", false, consumer);
        }

        private void Refuse(BasicDeliverEventArgs ea, bool again) => _channel.{|RMQ2002:BasicReject|}(ea.DeliveryTag, again);
        """);

    [Fact]
    public Task Wrapper_whose_default_is_true() => V6Listener("""
        private readonly IModel _channel;

        public ParcelListener(IModel channel) => _channel = channel;

        public void Start()
        {
            _channel.BasicQos(0, 10, false);
            var consumer = new EventingBasicConsumer(_channel);
            consumer.Received += (_, ea) =>
            {
                try
                {
                    Sorting.Place(ea.RoutingKey);
                    _channel.BasicAck(ea.DeliveryTag, false);
                }
                catch (Exception)
                {
                    Refuse(ea.DeliveryTag);
                }
            };
            _channel.BasicConsume("parcels", false, consumer);
        }

        private void Refuse(ulong tag, bool requeue = true) => _channel.{|RMQ2002:BasicNack|}(tag, false, requeue);
        """);

    [Fact]
    public Task Wrapper_whose_callers_pass_false() => V7Listener("""
        private readonly IChannel _channel;

        public ParcelListener(IChannel channel) => _channel = channel;

        public async Task StartAsync()
        {
            await _channel.BasicQosAsync(0, 10, false);
            var consumer = new AsyncEventingBasicConsumer(_channel);
            consumer.ReceivedAsync += async (_, ea) =>
            {
                try
                {
                    Sorting.Place(ea.RoutingKey);
                    await _channel.BasicAckAsync(ea.DeliveryTag, false);
                }
                catch (KeyNotFoundException)
                {
                    await RefuseAsync(ea.DeliveryTag, false);
                }
                catch (Exception)
                {
                    await RefuseAsync(ea.DeliveryTag, requeue: false);
                }
            };
            await _channel.BasicConsumeAsync("parcels", false, consumer);
        }

        private ValueTask RefuseAsync(ulong tag, bool requeue) => _channel.BasicNackAsync(tag, false, requeue);
        """);

    [Fact]
    public Task Wrapper_whose_caller_passes_true_only_while_stopping() => V6Listener("""
        private readonly IModel _channel;
        private readonly CancellationTokenSource _stop = new();

        public ParcelListener(IModel channel) => _channel = channel;

        public void Start()
        {
            _channel.BasicQos(0, 10, false);
            var consumer = new EventingBasicConsumer(_channel);
            consumer.Received += (_, ea) =>
            {
                try
                {
                    _stop.Token.ThrowIfCancellationRequested();
                    Sorting.Place(ea.RoutingKey);
                    _channel.BasicAck(ea.DeliveryTag, false);
                }
                catch (OperationCanceledException)
                {
                    Refuse(ea.DeliveryTag, true);
                }
                catch (Exception)
                {
                    Refuse(ea.DeliveryTag, false);
                }
            };
            _channel.BasicConsume("parcels", false, consumer);
        }

        private void Refuse(ulong tag, bool requeue) => _channel.BasicNack(tag, false, requeue);
        """);

    [Fact]
    public Task Extension_method_that_requeues() => V7("""
        public static class Refusals
        {
            public static ValueTask ReturnToSenderAsync(this IChannel channel, BasicDeliverEventArgs ea) =>
                channel.{|RMQ2002:BasicRejectAsync|}(ea.DeliveryTag, requeue: true);
        }

        public sealed class LetterListener
        {
            public async Task StartAsync(IChannel channel)
            {
                await channel.BasicQosAsync(0, 10, false);
                var consumer = new AsyncEventingBasicConsumer(channel);
                consumer.ReceivedAsync += async (_, ea) =>
                {
                    try
                    {
                        Console.WriteLine(JsonDocument.Parse(ea.Body).RootElement);
                        await channel.BasicAckAsync(ea.DeliveryTag, false);
                    }
                    catch (JsonException)
                    {
                        await channel.ReturnToSenderAsync(ea);
                    }
                };
                await channel.BasicConsumeAsync("letters", false, consumer);
            }
        }
        """);

    [Fact]
    public Task Whole_batch_that_failed() => V7("""
        public sealed class BatchListener
        {
            private readonly IChannel _channel;
            private readonly List<BasicDeliverEventArgs> _batch = new();

            public BatchListener(IChannel channel) => _channel = channel;

            public async Task StartAsync()
            {
                await _channel.BasicQosAsync(0, 200, false);
                var consumer = new AsyncEventingBasicConsumer(_channel);
                consumer.ReceivedAsync += async (_, ea) =>
                {
                    _batch.Add(ea);
                    if (_batch.Count == 100)
                        await FlushAsync();
                };
                await _channel.BasicConsumeAsync("readings", false, consumer);
            }

            private async Task FlushAsync()
            {
                var last = _batch[^1].DeliveryTag;
                try
                {
                    Console.WriteLine(_batch.Sum(ea => int.Parse(ea.RoutingKey)));
                    await _channel.BasicAckAsync(last, multiple: true);
                }
                catch (Exception)
                {
                    await _channel.{|RMQ2002:BasicNackAsync|}(last, multiple: true, requeue: true);
                }

                _batch.Clear();
            }
        }
        """);

    [Fact]
    public Task Requeue_in_the_base_class_of_the_listeners() => V6("""
        public abstract class ListenerBase<T>
        {
            private readonly IModel _channel;

            protected ListenerBase(IModel channel) => _channel = channel;

            public void Start(string queue)
            {
                _channel.BasicQos(0, 25, false);
                var consumer = new EventingBasicConsumer(_channel);
                consumer.Received += (_, ea) =>
                {
                    try
                    {
                        Handle(JsonSerializer.Deserialize<T>(ea.Body.Span)!);
                        _channel.BasicAck(ea.DeliveryTag, false);
                    }
                    catch (Exception)
                    {
                        _channel.{|RMQ2002:BasicNack|}(ea.DeliveryTag, false, true);
                    }
                };
                _channel.BasicConsume(queue, false, consumer);
            }

            protected abstract void Handle(T message);
        }

        public sealed class PrintingListener : ListenerBase<string>
        {
            public PrintingListener(IModel channel) : base(channel) { }

            protected override void Handle(string message) => Console.WriteLine(message);
        }
        """);
}
