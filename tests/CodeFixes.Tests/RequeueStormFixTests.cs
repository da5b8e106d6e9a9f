using Leveret.CodeFixes.InPlace;
using Leveret.Verification;

namespace Leveret.CodeFixes.Tests;

/// <summary>RMQ2002: what is offered where. The other part: the queues that have a dead-letter exchange.</summary>
[Trait("Language", "CSharp12")]
public sealed partial class RequeueStormFixTests
{
    private const string Once = "Requeue once, then dead-letter";
    private const string Delay = "Wait a second before the requeue";
    private const string Conditional = "Requeue once (only if the queue has a dead-letter exchange: otherwise the second failure drops the message)";

    private static Task Fixes(Client client, string before, string after, params string[] titles) => Fixes(client, before, after, action: 0, titles);

    /// <summary>The action of that index fixes the code; the titles are those of the actions that are offered, in order.</summary>
    private static Task Fixes(Client client, string before, string after, int action, params string[] titles)
    {
        var test = FixSnippets<RequeueStormFix>.Create(client, [before], [after], action);
        test.CodeActionVerifier = chosen => Assert.Equal(titles[action], chosen.Title);
        return test.RunAsync();
    }

    private static Task OffersNothing(Client client, string code) => FixSnippets<RequeueStormFix>.OffersNothing(client, code);

    private const string Async7 = """
        public sealed class ParcelWorker(IChannel channel, IParcels parcels)
        {
            public async Task StartAsync()
            {
                await channel.BasicQosAsync(0, 20, false);
                var consumer = new AsyncEventingBasicConsumer(channel);
                consumer.ReceivedAsync += async (_, delivery) =>
                {
                    try
                    {
                        await parcels.PlaceAsync(delivery.RoutingKey);
                        await channel.BasicAckAsync(delivery.DeliveryTag, multiple: false);
                    }
                    catch (Exception error)
                    {
                        Console.WriteLine(error);
                        // Once more.
                        await channel.{|RMQ2002:BasicNackAsync|}(delivery.DeliveryTag, multiple: false, requeue: true); // at once
                    }
                };
                await channel.BasicConsumeAsync("parcels", autoAck: false, consumer);
            }
        }

        public interface IParcels
        {
            Task PlaceAsync(string parcel);
        }
        """;

    [Fact]
    public Task Async_handler_waits_before_the_requeue() => Fixes(Client.V7, Async7, """
        public sealed class ParcelWorker(IChannel channel, IParcels parcels)
        {
            public async Task StartAsync()
            {
                await channel.BasicQosAsync(0, 20, false);
                var consumer = new AsyncEventingBasicConsumer(channel);
                consumer.ReceivedAsync += async (_, delivery) =>
                {
                    try
                    {
                        await parcels.PlaceAsync(delivery.RoutingKey);
                        await channel.BasicAckAsync(delivery.DeliveryTag, multiple: false);
                    }
                    catch (Exception error)
                    {
                        Console.WriteLine(error);
                        await Task.Delay(TimeSpan.FromSeconds(1));
                        // Once more.
                        await channel.BasicNackAsync(delivery.DeliveryTag, multiple: false, requeue: true); // at once
                    }
                };
                await channel.BasicConsumeAsync("parcels", autoAck: false, consumer);
            }
        }

        public interface IParcels
        {
            Task PlaceAsync(string parcel);
        }
        """, Delay, Conditional);

    [Fact]
    public Task Requeue_once_under_a_condition_is_offered_second() => Fixes(
        Client.V7,
        Async7,
        Async7.Replace("{|RMQ2002:BasicNackAsync|}", "BasicNackAsync", StringComparison.Ordinal).Replace("requeue: true", "requeue: !delivery.Redelivered", StringComparison.Ordinal),
        action: 1,
        Delay,
        Conditional);

    [Fact]
    public Task Async_lambda_on_a_synchronous_consumer() => Fixes(Client.V6, """
        public sealed class ParcelWorker
        {
            public void Start(IModel channel, Func<string, Task> place)
            {
                channel.BasicQos(0, 20, false);
                var consumer = new EventingBasicConsumer(channel);
                consumer.Received += async (_, delivery) =>
                {
                    try
                    {
                        await place(delivery.RoutingKey).ConfigureAwait(false);
                        channel.BasicAck(delivery.DeliveryTag, false);
                    }
                    catch (Exception) { channel.{|RMQ2002:BasicNack|}(delivery.DeliveryTag, false, true); }
                };
                channel.BasicConsume("parcels", autoAck: false, consumer);
            }
        }
        """, """
        public sealed class ParcelWorker
        {
            public void Start(IModel channel, Func<string, Task> place)
            {
                channel.BasicQos(0, 20, false);
                var consumer = new EventingBasicConsumer(channel);
                consumer.Received += async (_, delivery) =>
                {
                    try
                    {
                        await place(delivery.RoutingKey).ConfigureAwait(false);
                        channel.BasicAck(delivery.DeliveryTag, false);
                    }
                    catch (Exception) { await Task.Delay(TimeSpan.FromSeconds(1)); channel.BasicNack(delivery.DeliveryTag, false, true); }
                };
                channel.BasicConsume("parcels", autoAck: false, consumer);
            }
        }
        """, Delay, Conditional);

    [Fact]
    public Task Branch_without_braces_and_configured_awaits() => Fixes(Client.V7, """
        public sealed class ParcelWorker(IChannel channel, IParcels parcels)
        {
            public async Task StartAsync()
            {
                await channel.BasicQosAsync(0, 20, false);
                var consumer = new AsyncEventingBasicConsumer(channel);
                consumer.ReceivedAsync += async (_, delivery) =>
                {
                    if (await parcels.PlaceAsync(delivery.RoutingKey).ConfigureAwait(false))
                        await channel.BasicAckAsync(delivery.DeliveryTag, multiple: false).ConfigureAwait(false);
                    else
                        await channel.{|RMQ2002:BasicRejectAsync|}(delivery.DeliveryTag, true).ConfigureAwait(false);
                };
                await channel.BasicConsumeAsync("parcels", autoAck: false, consumer);
            }
        }

        public interface IParcels
        {
            Task<bool> PlaceAsync(string parcel);
        }
        """, """
        public sealed class ParcelWorker(IChannel channel, IParcels parcels)
        {
            public async Task StartAsync()
            {
                await channel.BasicQosAsync(0, 20, false);
                var consumer = new AsyncEventingBasicConsumer(channel);
                consumer.ReceivedAsync += async (_, delivery) =>
                {
                    if (await parcels.PlaceAsync(delivery.RoutingKey).ConfigureAwait(false))
                        await channel.BasicAckAsync(delivery.DeliveryTag, multiple: false).ConfigureAwait(false);
                    else
                    {
                        await Task.Delay(TimeSpan.FromSeconds(1)).ConfigureAwait(false);
                        await channel.BasicRejectAsync(delivery.DeliveryTag, true).ConfigureAwait(false);
                    }
                };
                await channel.BasicConsumeAsync("parcels", autoAck: false, consumer);
            }
        }

        public interface IParcels
        {
            Task<bool> PlaceAsync(string parcel);
        }
        """, Delay, Conditional);

    [Fact]
    public Task Helper_that_gets_only_the_tag_can_only_wait() => Fixes(Client.V7, """
        public sealed class ParcelConsumer(IChannel channel) : AsyncDefaultBasicConsumer(channel)
        {
            public override async Task HandleBasicDeliverAsync(string consumerTag, ulong deliveryTag, bool redelivered, string exchange, string routingKey, IReadOnlyBasicProperties properties, ReadOnlyMemory<byte> body, CancellationToken cancellationToken = default)
            {
                try
                {
                    await File.WriteAllTextAsync("parcels.txt", routingKey, cancellationToken);
                    await Channel.BasicAckAsync(deliveryTag, false);
                }
                catch (IOException)
                {
                    await RejectAsync(deliveryTag);
                }
                catch (Exception)
                {
                    await Channel.{|RMQ2002:BasicNackAsync|}(deliveryTag, false, true);
                }
            }

            private async Task RejectAsync(ulong deliveryTag)
            {
                if (Channel.IsOpen)
                    await Channel.{|RMQ2002:BasicRejectAsync|}(deliveryTag, true);
            }
        }
        """, """
        public sealed class ParcelConsumer(IChannel channel) : AsyncDefaultBasicConsumer(channel)
        {
            public override async Task HandleBasicDeliverAsync(string consumerTag, ulong deliveryTag, bool redelivered, string exchange, string routingKey, IReadOnlyBasicProperties properties, ReadOnlyMemory<byte> body, CancellationToken cancellationToken = default)
            {
                try
                {
                    await File.WriteAllTextAsync("parcels.txt", routingKey, cancellationToken);
                    await Channel.BasicAckAsync(deliveryTag, false);
                }
                catch (IOException)
                {
                    await RejectAsync(deliveryTag);
                }
                catch (Exception)
                {
                    await Task.Delay(TimeSpan.FromSeconds(1));
                    await Channel.BasicNackAsync(deliveryTag, false, true);
                }
            }

            private async Task RejectAsync(ulong deliveryTag)
            {
                if (Channel.IsOpen)
                {
                    await Task.Delay(TimeSpan.FromSeconds(1));
                    await Channel.BasicRejectAsync(deliveryTag, true);
                }
            }
        }
        """, Delay);

    [Fact]
    public async Task Names_are_qualified_where_nothing_imports_them()
    {
        const string before = """
            using RabbitMQ.Client;
            using RabbitMQ.Client.Events;

            public sealed class ParcelWorker(IChannel channel, IParcels parcels)
            {
                public async System.Threading.Tasks.Task StartAsync()
                {
                    await channel.BasicQosAsync(0, 20, false);
                    var consumer = new AsyncEventingBasicConsumer(channel);
                    consumer.ReceivedAsync += async (_, delivery) =>
                    {
                        if (await parcels.PlaceAsync(delivery.RoutingKey))
                        {
                            await channel.BasicAckAsync(delivery.DeliveryTag, multiple: false);
                        }
                        else
                        {
                            await channel.{|RMQ2002:BasicNackAsync|}(delivery.DeliveryTag, multiple: false, requeue: true);
                        }
                    };
                    await channel.BasicConsumeAsync("parcels", autoAck: false, consumer);
                }
            }

            public interface IParcels
            {
                System.Threading.Tasks.Task<bool> PlaceAsync(string parcel);
            }
            """;
        var after = before
            .Replace("{|RMQ2002:BasicNackAsync|}", "BasicNackAsync", StringComparison.Ordinal)
            .Replace("                await channel.BasicNack", "                await System.Threading.Tasks.Task.Delay(System.TimeSpan.FromSeconds(1));\n                await channel.BasicNack", StringComparison.Ordinal);
        await CSharpCodeFixVerifier<Analyzers.ConsumerAnalyzer, RequeueStormFix>.VerifyCodeFixAsync(before, after.ReplaceLineEndings("\n"), actionIndex: 0);
    }

    [Fact]
    public Task Synchronous_handler_of_a_queue_of_unknown_arguments() => OffersNothing(Client.V6, """
        public sealed class ParcelWorker
        {
            public void Start(IModel channel, Func<string, bool> place)
            {
                channel.BasicQos(0, 20, false);
                var consumer = new EventingBasicConsumer(channel);
                consumer.Received += (_, delivery) =>
                {
                    if (place(delivery.RoutingKey))
                        channel.BasicAck(delivery.DeliveryTag, false);
                    else
                        channel.{|RMQ2002:BasicReject|}(delivery.DeliveryTag, true);
                };
                channel.BasicConsume("parcels", autoAck: false, consumer);
            }
        }
        """);

    [Fact]
    public Task Requeue_that_callers_choose() => OffersNothing(Client.V7, """
        public sealed class ParcelWorker(IChannel channel, IParcels parcels)
        {
            public async Task StartAsync()
            {
                await channel.BasicQosAsync(0, 20, false);
                var consumer = new AsyncEventingBasicConsumer(channel);
                consumer.ReceivedAsync += async (_, delivery) =>
                {
                    try
                    {
                        await parcels.PlaceAsync(delivery.RoutingKey);
                        await channel.BasicAckAsync(delivery.DeliveryTag, multiple: false);
                    }
                    catch (FormatException)
                    {
                        await RejectAsync(delivery, false);
                    }
                    catch (Exception error)
                    {
                        await RejectAsync(delivery, true);
                        await channel.{|RMQ2002:BasicNackAsync|}(delivery.DeliveryTag, false, requeue: error is not TimeoutException);
                    }
                };
                await channel.BasicConsumeAsync("parcels", autoAck: false, consumer);
            }

            private async Task RejectAsync(BasicDeliverEventArgs delivery, bool requeue) =>
                await channel.{|RMQ2002:BasicRejectAsync|}(delivery.DeliveryTag, requeue);
        }

        public interface IParcels
        {
            Task PlaceAsync(string parcel);
        }
        """);

    [Fact]
    public Task Handler_that_reads_the_body_after_it_has_begun_to_wait() => OffersNothing(Client.V6, """
        public sealed class ParcelWorker
        {
            public void Start(IModel channel, Func<string, Task> place)
            {
                channel.BasicQos(0, 20, false);
                var consumer = new EventingBasicConsumer(channel);
                consumer.Received += async (_, delivery) =>
                {
                    try
                    {
                        await place(delivery.RoutingKey);
                        channel.BasicAck(delivery.DeliveryTag, false);
                    }
                    catch (Exception)
                    {
                        channel.{|RMQ2002:BasicNack|}(delivery.DeliveryTag, false, true);
                        Console.WriteLine(Encoding.UTF8.GetString(delivery.Body.Span));
                    }
                };
                channel.BasicConsume("parcels", autoAck: false, consumer);
            }
        }
        """);
}
