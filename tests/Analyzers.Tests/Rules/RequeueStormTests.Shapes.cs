using Leveret.Verification;
using static Leveret.Analyzers.Tests.Rules.Snippets;

namespace Leveret.Analyzers.Tests.Rules;

/// <summary>RMQ2002: the forms of the handler; look-alikes, unfinished code and the message.</summary>
public sealed partial class RequeueStormTests
{
    [Fact]
    public Task Method_group_on_6() => V6Listener("""
        private readonly IModel _channel;

        public ParcelListener(IConnection connection)
        {
            _channel = connection.CreateModel();
            _channel.BasicQos(0, 10, false);
        }

        public void Start()
        {
            var consumer = new EventingBasicConsumer(_channel);
            consumer.Received += OnParcel;
            _channel.BasicConsume("parcels", false, consumer);
        }

        private void OnParcel(object? sender, BasicDeliverEventArgs ea)
        {
            try
            {
                Sorting.Place(ea.RoutingKey);
                _channel.BasicAck(ea.DeliveryTag, false);
            }
            catch (KeyNotFoundException)
            {
                _channel.{|RMQ2002:BasicNack|}(ea.DeliveryTag, false, true);
            }
        }
        """);

    [Fact]
    public Task Async_void_method() => V6Listener("""
        public void Start(IModel channel)
        {
            channel.BasicQos(0, 10, false);
            var consumer = new EventingBasicConsumer(channel);
            consumer.Received += OnParcel;
            channel.BasicConsume("parcels", false, consumer);
        }

        private async void OnParcel(object? sender, BasicDeliverEventArgs ea)
        {
            var channel = ((EventingBasicConsumer)sender!).Model;
            try
            {
                await Task.Yield();
                Sorting.Place(ea.RoutingKey);
                channel.BasicAck(ea.DeliveryTag, false);
            }
            catch (Exception)
            {
                channel.{|RMQ2002:BasicNack|}(ea.DeliveryTag, false, true);
            }
        }
        """);

    [Fact]
    public Task Channel_of_the_sender_on_7() => V7Listener("""
        public async Task StartAsync(IChannel channel)
        {
            await channel.BasicQosAsync(0, 10, false);
            var consumer = new AsyncEventingBasicConsumer(channel);
            consumer.ReceivedAsync += OnParcelAsync;
            await channel.BasicConsumeAsync("parcels", false, consumer);
        }

        private static async Task OnParcelAsync(object sender, BasicDeliverEventArgs ea)
        {
            var channel = ((AsyncEventingBasicConsumer)sender).Channel;
            if (!Sorting.TryPlace(ea.RoutingKey))
                await channel.{|RMQ2002:BasicRejectAsync|}(ea.DeliveryTag, requeue: true);
            else
                await channel.BasicAckAsync(ea.DeliveryTag, multiple: false);
        }
        """);

    [Fact]
    public Task Local_function() => V7Listener("""
        public async Task StartAsync(IChannel channel)
        {
            await channel.BasicQosAsync(0, 10, false);
            var consumer = new AsyncEventingBasicConsumer(channel);
            consumer.ReceivedAsync += PlaceAsync;
            await channel.BasicConsumeAsync("parcels", false, consumer);

            async Task PlaceAsync(object sender, BasicDeliverEventArgs ea)
            {
                try
                {
                    Sorting.Place(ea.RoutingKey);
                    await channel.BasicAckAsync(ea.DeliveryTag, false);
                }
                catch (Exception)
                {
                    await channel.{|RMQ2002:BasicNackAsync|}(ea.DeliveryTag, false, true);
                }
            }
        }
        """);

    [Fact]
    public Task Task_that_is_started_and_not_awaited() => V6Listener("""
        public void Start(IModel channel)
        {
            channel.BasicQos(0, 10, false);
            var consumer = new EventingBasicConsumer(channel);
            consumer.Received += (_, ea) =>
            {
                Task.Run(() =>
                {
                    try
                    {
                        Sorting.Place(ea.RoutingKey);
                        channel.BasicAck(ea.DeliveryTag, false);
                    }
                    catch (Exception)
                    {
                        channel.{|RMQ2002:BasicNack|}(ea.DeliveryTag, false, true);
                    }
                });
            };
            channel.BasicConsume("parcels", false, consumer);
        }
        """);

    [Fact]
    public Task Derived_consumer_on_7() => V7("""
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
                    await Channel.BasicAckAsync(deliveryTag, false, cancellationToken);
                }
                catch (JsonException)
                {
                    await Channel.{|RMQ2002:BasicNackAsync|}(deliveryTag, false, true, cancellationToken);
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
    public Task Derived_consumer_on_6() => V6("""
        public sealed class ParcelConsumer : AsyncDefaultBasicConsumer
        {
            public ParcelConsumer(IModel model) : base(model) { }

            public override Task HandleBasicDeliver(
                string consumerTag, ulong deliveryTag, bool redelivered, string exchange, string routingKey,
                IBasicProperties properties, ReadOnlyMemory<byte> body)
            {
                try
                {
                    Console.WriteLine(JsonDocument.Parse(body).RootElement);
                    Model.BasicAck(deliveryTag, false);
                }
                catch (Exception)
                {
                    Model.{|RMQ2002:BasicReject|}(deliveryTag, true);
                }

                return Task.CompletedTask;
            }

            public static void Start(IModel channel)
            {
                channel.BasicQos(0, 50, false);
                channel.BasicConsume("parcels", false, new ParcelConsumer(channel));
            }
        }
        """);

    [Fact]
    public Task Loop_over_a_queueing_consumer() => V5("""
        public sealed class ParcelLoop
        {
            public void Run(IModel channel)
            {
                channel.BasicQos(0, 1, false);
                var consumer = new QueueingBasicConsumer(channel);
                channel.BasicConsume("parcels", false, consumer);
                while (channel.IsOpen)
                {
                    var delivery = (BasicDeliverEventArgs)consumer.Queue.Dequeue();
                    try
                    {
                        Console.WriteLine(int.Parse(Encoding.UTF8.GetString(delivery.Body)));
                        channel.BasicAck(delivery.DeliveryTag, false);
                    }
                    catch (FormatException)
                    {
                        channel.{|RMQ2002:BasicNack|}(delivery.DeliveryTag, false, true);
                    }
                }
            }
        }
        """);

    [Fact]
    public Task Loop_over_a_queueing_consumer_that_requeues_once() => V5("""
        public sealed class ParcelLoop
        {
            public void Run(IModel channel)
            {
                channel.BasicQos(0, 1, false);
                var consumer = new QueueingBasicConsumer(channel);
                channel.BasicConsume("parcels", false, consumer);
                while (channel.IsOpen)
                {
                    var delivery = (BasicDeliverEventArgs)consumer.Queue.Dequeue();
                    try
                    {
                        Console.WriteLine(int.Parse(Encoding.UTF8.GetString(delivery.Body)));
                        channel.BasicAck(delivery.DeliveryTag, false);
                    }
                    catch (FormatException)
                    {
                        channel.BasicNack(delivery.DeliveryTag, false, !delivery.Redelivered);
                    }
                }
            }
        }
        """);

    [Fact]
    public Task Two_consumers_of_which_one_storms() => V7Listener("""
        public async Task StartAsync(IChannel channel)
        {
            await channel.BasicQosAsync(0, 10, false);

            var small = new AsyncEventingBasicConsumer(channel);
            small.ReceivedAsync += async (_, ea) =>
            {
                if (Sorting.TryPlace(ea.RoutingKey))
                    await channel.BasicAckAsync(ea.DeliveryTag, false);
                else
                    await channel.BasicNackAsync(ea.DeliveryTag, false, false);
            };
            await channel.BasicConsumeAsync("small", false, small);

            var large = new AsyncEventingBasicConsumer(channel);
            large.ReceivedAsync += async (_, ea) =>
            {
                if (Sorting.TryPlace(ea.RoutingKey))
                    await channel.BasicAckAsync(ea.DeliveryTag, false);
                else
                    await channel.{|RMQ2002:BasicNackAsync|}(ea.DeliveryTag, false, true);
            };
            await channel.BasicConsumeAsync("large", false, large);
        }
        """);

    [Fact]
    public Task Types_of_the_same_names_in_another_namespace() => NoClient("""
        namespace Toy.Messaging
        {
            public interface IChannel
            {
                ValueTask BasicNackAsync(ulong deliveryTag, bool multiple, bool requeue);
                ValueTask BasicRejectAsync(ulong deliveryTag, bool requeue);
            }
        }

        namespace Toy
        {
            using Toy.Messaging;

            public static class Train
            {
                public static async Task RunAsync(IChannel channel, Func<Task> drive)
                {
                    try
                    {
                        await drive();
                    }
                    catch (Exception)
                    {
                        await channel.BasicNackAsync(1, false, true);
                        await channel.BasicRejectAsync(1, true);
                    }
                }
            }
        }
        """);

    [Fact]
    public Task Own_method_of_the_same_name_beside_the_client() => V6Listener("""
        private readonly List<ulong> _refused = new();

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
                    BasicNack(ea.DeliveryTag, false, true);
                    channel.BasicNack(ea.DeliveryTag, false, false);
                }
            };
            channel.BasicConsume("parcels", false, consumer);
        }

        private void BasicNack(ulong tag, bool multiple, bool requeue)
        {
            if (requeue && !multiple)
                _refused.Add(tag);
        }
        """);

    [Theory, EveryClient]
    public Task Requeue_that_is_being_typed(Client client) => Incomplete(client, """
        public sealed class ParcelListener
        {
            public void Start(IModel channel)
            {
                channel.BasicQos(0, 10, false);
                var consumer = new EventingBasicConsumer(channel);
                consumer.Received += (_, ea) =>
                {
                    try
                    {
                        Place(ea.
                    }
                    catch (Exception)
                    {
                        channel.BasicNack(ea.DeliveryTag, false,
                    }
                };
                channel.BasicConsume("parcels", false, consumer);
            }
        }
        """);

    [Theory, EveryClient]
    public Task Catch_without_a_try(Client client) => Incomplete(client, """
        public sealed class ParcelListener
        {
            private async Task OnParcelAsync(object sender, BasicDeliverEventArgs ea)
            {
                catch (Exception)
                {
                    await .BasicNackAsync(ea.DeliveryTag, false, true)
            }
        }
        """);

    [Fact]
    public Task Message_names_the_queue() => Message(Client.V7, """
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
                        await channel.{|RMQ2002:BasicNackAsync|}(ea.DeliveryTag, false, true);
                    }
                };
                await channel.BasicConsumeAsync("letters", false, consumer);
            }
        }
        """, message => Assert.Contains("letters", message, StringComparison.Ordinal));
}
