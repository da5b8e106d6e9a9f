using Leveret.Verification;

namespace Leveret.CodeFixes.Tests;

/// <summary>RMQ2001: what is not certain to settle each delivery once, after the work and on its channel, is not offered.</summary>
public sealed partial class AutoAckLossFixTests
{
    [Theory]
    [InlineData("""
        NoteAsync();
        await store.SaveAsync("x");

        async void NoteAsync() => await store.SaveAsync("y");
        """)]
    [InlineData("""
        await store.SaveAsync("x");
        Pending.Batch.Add(ea.RoutingKey);
        if (Pending.Batch.Count == 100)
        {
            await store.SaveAsync(string.Concat(Pending.Batch));
            Pending.Batch.Clear();
        }
        """)]
    [InlineData("""
        await store.SaveAsync("x");
        new Thread(() => store.SaveAsync("y").Wait()).Start();
        """)]
    [InlineData("""
        await store.SaveAsync("x");
        ThreadPool.QueueUserWorkItem(_ => store.SaveAsync("y").Wait());
        """)]
    [InlineData("""
        await store.SaveAsync("x");
        Pending.Queue.Enqueue(ea.RoutingKey);
        """)]
    [InlineData("""
        await store.SaveAsync("x");
        Pending.Channel.Writer.TryWrite(ea.RoutingKey);
        """)]
    [InlineData("""
        var task = store.SaveAsync("x");
        Pending.Tasks.Add(task);
        await Task.WhenAny(store.SaveAsync("y"));
        """)]
    [InlineData("""
        await Pending.Gate.WaitAsync();
        _ = Task.Run(async () =>
        {
            await store.SaveAsync("x");
            Pending.Gate.Release();
        });
        """)]
    [InlineData("""
        await LaterAsync();

        async Task LaterAsync()
        {
            await store.SaveAsync("x");
            _ = store.SaveAsync("y");
        }
        """)]
    [InlineData("""
        await store.SaveAsync("x");
        await Task.Factory.StartNew(async () => await store.SaveAsync("y"));
        """)]
    [InlineData("""
        new List<int> { 1 }.ForEach(async n => await store.SaveAsync("x"));
        await store.SaveAsync("y");
        """)]
    [InlineData("""
        await store.SaveAsync("x");
        new Task(() => store.SaveAsync("y").Wait()).Start();
        """)]
    [InlineData("""
        await store.SaveAsync("x");
        store.SaveAsync("y").Wait(1000);
        """)]
    [InlineData("""
        await store.SaveAsync("x");
        var task = store.SaveAsync("y");
        Task.WaitAll([task], 1000);
        """)]
    [InlineData("""
        _ = store.SaveAsync("x").ContinueWith(static task => Console.WriteLine(task.Exception), TaskContinuationOptions.OnlyOnFaulted);
        """)]
    [InlineData("""
        await store.SaveAsync("x").ContinueWith(static task => Console.WriteLine(task.Status));
        """)]
    [InlineData("""
        await store.SaveAsync("x").ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        """)]
    [InlineData("""
        await store.SaveAsync("x");
        new System.Net.Mail.SmtpClient().SendAsync("a", "b", "c", "d", null);
        """)]
    [InlineData("""
        await store.SaveAsync("x");
        File.Create("x").BeginWrite(new byte[1], 0, 1, null, null);
        """)]
    [InlineData("""
        try
        {
            Console.WriteLine(ea.RoutingKey);
        }
        catch (Exception e)
        {
            Console.WriteLine(e);
        }
        finally
        {
            await store.SaveAsync("x");
        }
        """)]
    [InlineData("""
        try
        {
            if (ea.Redelivered)
                return;
            await store.SaveAsync("x");
        }
        finally
        {
            await store.SaveAsync("y");
        }
        """)]
    [InlineData("""
        await store.SaveAsync("x");
        #if !DEBUG
        await store.SaveAsync("y");
        #endif
        """)]
    public Task Work_that_goes_on_after_the_handler(string body) => OffersNothing(Client.V7, Listener(body, "{|RMQ2001:BasicConsumeAsync|}", "true") + """


        public static class Pending
        {
            public static readonly ConcurrentQueue<string> Queue = new();
            public static readonly Channel<string> Channel = System.Threading.Channels.Channel.CreateUnbounded<string>();
            public static readonly List<Task> Tasks = new();
            public static readonly List<string> Batch = new();
            public static readonly SemaphoreSlim Gate = new(4);
        }
        """);

    [Theory]
    [InlineData("""
        if (ea.Redelivered)
            await channel.BasicAckAsync(ea.DeliveryTag, false);
        await store.SaveAsync("x");
        """)]
    [InlineData("""
        await store.SaveAsync("x");
        await channel.BasicAckAsync(ea.DeliveryTag, false);
        """)]
    [InlineData("""
        try
        {
            await store.SaveAsync("x");
            await channel.BasicAckAsync(ea.DeliveryTag, false);
        }
        catch (TimeoutException)
        {
            await channel.BasicNackAsync(ea.DeliveryTag, false, false);
        }
        """)]
    [InlineData("""
        try
        {
            await channel.BasicAckAsync(ea.DeliveryTag, false);
            await store.SaveAsync("x");
        }
        catch (Exception)
        {
            await channel.BasicNackAsync(ea.DeliveryTag, false, false);
        }
        """)]
    [InlineData("""
        await store.SaveAsync("x");
        await DoneAsync();

        async Task DoneAsync() => await channel.BasicAckAsync(ea.DeliveryTag, false);
        """)]
    [InlineData("""
        try
        {
            await store.SaveAsync("x");
        }
        catch (Exception)
        {
            await FailedAsync();
        }

        async Task FailedAsync() => await channel.BasicNackAsync(ea.DeliveryTag, false, false);
        """)]
    public Task Handler_that_settles_some_deliveries(string body) => OffersNothingFor(body);

    [Theory]
    [InlineData("""
        var tries = 0;
        again:
        await store.SaveAsync("x");
        if (tries++ == 0)
            goto again;
        """)]
    [InlineData("""
        #if DEBUG
        await store.SaveAsync("x");
        #endif
        await store.SaveAsync("y");
        """)]
    [InlineData("""
        ea = new BasicDeliverEventArgs("", 1, false, "", "", new BasicProperties(), default);
        await store.SaveAsync("x");
        """)]
    [InlineData("""
        while (true)
            await store.SaveAsync("x");
        """)]
    [InlineData("""
        try
        {
            await store.SaveAsync("x");
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
        }

        await store.SaveAsync("y");
        """)]
    [InlineData("""
        await store.SaveAsync("x");
        await channel.CloseAsync();
        """)]
    [InlineData("""
        if (ea.Redelivered) /* again */ return;
        await store.SaveAsync("x");
        """)]
    [InlineData("""
        foreach (var path in new[] { "a", "b" })
        {
            using var writer = new StreamWriter(path);
            if (ea.Redelivered)
                return;
            await store.SaveAsync("x");
        }
        """)]
    public Task Body_that_is_not_read(string body) => OffersNothingFor(body);

    [Theory]
    [InlineData("await channel.TxSelectAsync();", "consumer.ReceivedAsync += OnStoneAsync;", "true")]
    [InlineData("var autoAck = true; Console.WriteLine(autoAck);", "consumer.ReceivedAsync += OnStoneAsync;", "autoAck")]
    [InlineData("", "consumer.ReceivedAsync += OnStoneAsync; consumer.ReceivedAsync += OnOtherAsync;", "true")]
    [InlineData("", "consumer.ReceivedAsync += OnStoneAsync; await OnStoneAsync(this, null!);", "true")]
    [InlineData("", "consumer.ReceivedAsync += OnStoneAsync; AsyncEventHandler<BasicDeliverEventArgs> handler = OnStoneAsync;", "true")]
    [InlineData("var other = new AsyncEventingBasicConsumer(channel); other.ReceivedAsync += OnStoneAsync; await channel.BasicConsumeAsync(\"other\", false, other);", "consumer.ReceivedAsync += OnStoneAsync;", "true")]
    [InlineData("var other = new AsyncEventingBasicConsumer(channel); other.ReceivedAsync += OnStoneAsync; await channel.BasicConsumeAsync(\"other\", Manual(), other);", "consumer.ReceivedAsync += OnStoneAsync;", "true")]
    [InlineData("consumer = new AsyncEventingBasicConsumer(second);", "consumer.ReceivedAsync += OnStoneAsync;", "true")]
    [InlineData("", "consumer.ReceivedAsync += async (_, _) => await File.WriteAllTextAsync(\"stones.txt\", \"\");", "true")]
    [InlineData("channel = second;", "consumer.ReceivedAsync += OnUnknownAsync;", "true")]
    [InlineData("", "consumer.ReceivedAsync += OnUnknownAsync;", "true")]
    [InlineData("", "consumer.ReceivedAsync += Handler();", "true")]
    public Task Consumer_that_is_not_followed(string before, string subscription, string autoAck) => OffersNothing(Client.V7, $$"""
        public sealed class StoneWorker
        {
            public async Task StartAsync(IChannel channel, IChannel second)
            {
                await channel.BasicQosAsync(0, 20, false);
                var consumer = new AsyncEventingBasicConsumer(channel);
                {{before}}
                {{subscription}}
                await channel.{|RMQ2001:BasicConsumeAsync|}("stones", {{autoAck}}, consumer);
            }

            private static bool Manual() => DateTime.Now.Year > 2000;

            private AsyncEventHandler<BasicDeliverEventArgs> Handler() => async (_, ea) => await File.WriteAllTextAsync("stones.txt", ea.RoutingKey);

            private Task OnStoneAsync(object sender, BasicDeliverEventArgs ea) => File.WriteAllTextAsync("stones.txt", ea.RoutingKey);

            private Task OnOtherAsync(object sender, BasicDeliverEventArgs ea) => Task.CompletedTask;

            private Task OnUnknownAsync(object _, BasicDeliverEventArgs ea) => File.WriteAllTextAsync("stones.txt", ea.RoutingKey);
        }
        """);

    [Fact]
    public Task Auto_ack_that_callers_choose() => OffersNothing(Client.V7, """
        internal static class Sawmill
        {
            public static async Task ListenAsync(IChannel channel, string queue, bool autoAck)
            {
                await channel.BasicQosAsync(0, 4, false);
                var consumer = new AsyncEventingBasicConsumer(channel);
                consumer.ReceivedAsync += (_, ea) => File.WriteAllTextAsync("cut.txt", ea.RoutingKey);
                await channel.{|RMQ2001:BasicConsumeAsync|}(queue, autoAck, consumer);
            }

            public static Task StartAsync(IChannel channel) => ListenAsync(channel, "logs", autoAck: true);
        }
        """);

    [Fact]
    public Task Limit_that_has_no_place() => OffersNothing(Client.V7, """
        public sealed class Sawmill(IConnection connection)
        {
            public async Task ListenAsync(bool listens)
            {
                var channel = await connection.CreateChannelAsync();
                var consumer = new AsyncEventingBasicConsumer(channel);
                consumer.ReceivedAsync += (_, ea) => File.WriteAllTextAsync("cut.txt", ea.RoutingKey);
                var tag = listens ? await channel.{|RMQ2001:BasicConsumeAsync|}("logs", true, consumer) : "";
            }
        }
        """);

    [Fact]
    public Task Async_void_handler_that_lets_go_of_a_task() => OffersNothing(Client.V6, """
        public sealed class Sawmill
        {
            public void Listen(IModel channel)
            {
                channel.BasicQos(0, 20, false);
                var consumer = new EventingBasicConsumer(channel);
                consumer.Received += async (_, ea) =>
                {
                    await Task.Delay(10);
                    _ = File.WriteAllTextAsync("cut.txt", ea.RoutingKey);
                };
                channel.{|RMQ2001:BasicConsume|}("logs", true, consumer);
            }
        }
        """);

    [Fact]
    public Task Loop_that_waits_for_a_delivery_only_for_a_time() => OffersNothing(Client.V5, """
        public sealed class Franking
        {
            public void Run(IModel channel)
            {
                channel.BasicQos(0, 20, false);
                var consumer = new QueueingBasicConsumer(channel);
                channel.{|RMQ2001:BasicConsume|}("letters", true, consumer);
                while (true)
                {
                    BasicDeliverEventArgs delivery;
                    if (!consumer.Queue.Dequeue(1000, out delivery))
                        continue;
                    File.WriteAllText("franked.txt", Encoding.UTF8.GetString(delivery.Body));
                }
            }
        }
        """);

    [Fact]
    public Task Derived_consumer_that_does_not_hand_its_channel_on() => OffersNothing(Client.V6, """
        public sealed class StoneConsumer : DefaultBasicConsumer
        {
            private readonly IModel _channel;

            public StoneConsumer(IModel channel) => _channel = channel;

            public override void HandleBasicDeliver(string consumerTag, ulong deliveryTag, bool redelivered, string exchange, string routingKey, IBasicProperties properties, ReadOnlyMemory<byte> body)
            {
                File.WriteAllText("stones.txt", routingKey);
            }
        }

        public static class Stones
        {
            public static void Start(IModel channel)
            {
                channel.BasicQos(0, 20, false);
                channel.{|RMQ2001:BasicConsume|}("stones", true, new StoneConsumer(channel));
            }
        }
        """);

    [Fact]
    public Task Handler_that_other_assemblies_can_override() => OffersNothing(Client.V7, """
        public class Listener(IChannel channel)
        {
            public async Task StartAsync()
            {
                await channel.BasicQosAsync(0, 20, false);
                var consumer = new AsyncEventingBasicConsumer(channel);
                consumer.ReceivedAsync += HandleAsync;
                await channel.{|RMQ2001:BasicConsumeAsync|}("stones", autoAck: true, consumer);
            }

            protected virtual Task HandleAsync(object sender, BasicDeliverEventArgs ea) => File.WriteAllTextAsync("stones.txt", ea.RoutingKey);
        }
        """);
}
