using Leveret.Verification;

namespace Leveret.Analyzers.Tests.Rules;

/// <summary>Names, values and shapes that look like what a rule reads and are not.</summary>
public class TrapTests
{
    [Fact]
    public Task Property_with_a_default_body_in_an_interface() => Snippets.V6("""
        public interface IHasModel { IModel Link => null!; }
        public sealed class Worker : IHasModel
        {
            public void Run(IHasModel it)
            {
                it.Link.BasicConsume("q", false, new EventingBasicConsumer(it.Link));
            }
        }
        """);

    [Fact]
    public Task Channel_taken_back_from_its_consumer() => Snippets.V6("""
        public sealed class Worker
        {
            private IModel _channel;
            public Worker(IConnection c) { _channel = c.CreateModel(); }
            public void Run()
            {
                var consumer = new EventingBasicConsumer(_channel);
                _channel = consumer.Model;
                _channel.BasicQos(0, 10, false);
                _channel.BasicConsume("q", false, consumer);
            }
        }
        """);

    [Fact]
    public Task Consumer_that_makes_another_with_its_own_channel() => Snippets.V6("""
        public sealed class Worker : DefaultBasicConsumer
        {
            public Worker(IModel model) : base(model) { }
            public Worker Again() { var w = new Worker(Model); Model.BasicConsume("q", true, w); return w; }
        }
        """);

    [Fact]
    public Task Flag_that_negates_itself() => Snippets.Incomplete(Client.V6, """
        public sealed class Worker
        {
            public void Run(IModel c, ulong tag)
            {
                try { } catch (Exception) { bool requeue = !requeue; c.BasicNack(tag, false, requeue); }
            }
        }
        """);

    [Theory]
    [InlineData(3000)]
    [InlineData(10000)]
    public Task Condition_of_thousands_of_terms(int n) => Snippets.Incomplete(Client.V6, $$"""
        public sealed class Worker
        {
            public void Run(IModel c, bool a)
            {
                BasicGetResult r;
                do { r = c.BasicGet("q", false); if ({{string.Join(" && ", Enumerable.Repeat("a", n))}}) break; } while (r != null);
            }
        }
        """);

    [Theory]
    [InlineData(500)]
    [InlineData(2000)]
    [InlineData(8000)]
    public Task Channel_through_thousands_of_calls(int n) => Snippets.V6($$"""
        public sealed class Worker
        {
            private readonly IConnection _c = null!;
            IModel M{{n}}() => _c.CreateModel();
            {{string.Join("\n", Enumerable.Range(0, n).Select(i => $"IModel M{i}() => M{i + 1}();"))}}
            public void Run()
            {
                var ch = M0();
                ch.BasicQos(0, 10, false);
                ch.BasicConsume("q", false, new EventingBasicConsumer(ch));
            }
        }
        """);

    [Theory]
    [InlineData(500)]
    [InlineData(3000)]
    public Task Ladder_of_thousands_of_conditions(int n) => Snippets.Incomplete(Client.V6, $$"""
        public sealed class Worker
        {
            public void Run(IModel c, int a)
            {
                while (true)
                {
                    var r = c.BasicGet("q", false);
                    if (r == null) break;
                    {{string.Join("\nelse ", Enumerable.Range(0, n).Select(i => $"if (a == {i}) a++;"))}}
                }
            }
        }
        """);

    [Fact]
    public Task Count_compared_with_a_double() => Snippets.V6("""
        public sealed class Worker
        {
            public void Run(IModel c)
            {
                while (true) { if (c.MessageCount("q") < double.MaxValue) break; }
            }
        }
        """);

    [Fact]
    public Task Delay_of_a_character() => Snippets.V6("""
        public sealed class Worker
        {
            public async Task Run(IModel c)
            {
                while (true) { var r = c.{|RMQ1003:BasicGet|}("q", false); await Task.Delay(TimeSpan.FromSeconds('a')); }
            }
        }
        """);

    [CSharp12Fact]
    public Task Default_of_a_lambda_parameter_is_no_zero() => Snippets.V6("""
        public sealed class Worker
        {
            public void Run(IModel c)
            {
                var f = (ushort n = 0) => c.BasicQos(0, n, false);
                f(10);
            }
            public ushort this[ushort n = 0] { get { return n; } }
        }
        """);

    [Fact]
    public Task BasicQos_taken_as_a_delegate_is_out_of_sight() => Snippets.V6("""
        public sealed class Worker
        {
            public void Run(IConnection x)
            {
                var c = x.CreateModel();
                Action<uint, ushort, bool> limit = c.BasicQos;
                limit(0, 10, false);
                c.BasicConsume("q", false, new EventingBasicConsumer(c));
            }
        }
        """);

    [Fact]
    public Task Hook_that_others_can_override_is_out_of_sight() => Snippets.V6("""
        public abstract class WorkerBase
        {
            public void Run(IConnection x)
            {
                var c = x.CreateModel();
                Configure(c);
                c.BasicConsume("q", false, new EventingBasicConsumer(c));
            }
            protected virtual void Configure(IModel channel) { }
        }
        """);

    [Fact]
    public Task Channel_put_into_an_object_of_another_assembly_is_out_of_sight() => Snippets.WithLibrary(Client.V6, """
        public sealed class Worker
        {
            public void Run(IConnection x)
            {
                var c = x.CreateModel();
                var limiter = new Limiter { Link = c };
                limiter.Apply();
                c.BasicConsume("q", false, new EventingBasicConsumer(c));
            }
        }
        """, """
        public sealed class Limiter { public IModel Link { get; set; } = null!; public void Apply() => Link.BasicQos(0, 5, false); }
        """);

    [Fact]
    public Task Metric_is_no_business_increment() => Snippets.WithLibrary(Client.V7, Body("""
        _stats.Increment("orders.processed");
        await _channel.BasicAckAsync(ea.DeliveryTag, false);
        """, "IStatsPublisher"), """
        public interface IStatsPublisher { void Increment(string bucket); }
        """);

    [Fact]
    public Task Version_that_the_condition_compares_is_no_increment() => Snippets.V7(Body("""
        using var command = _stats.CreateCommand();
        command.CommandText = "UPDATE orders SET status = 'paid', version = version + 1 WHERE id = @id AND version = @version";
        await command.ExecuteNonQueryAsync();
        await _channel.BasicAckAsync(ea.DeliveryTag, false);
        """, "DbConnection"));

    [Fact]
    public Task Cancelling_an_order_is_no_shutdown() => Snippets.V6("""
        public sealed class Worker
        {
            private readonly IModel _c;
            public Worker(IModel c) { _c = c; }
            public void CancelOrder(object sender, BasicDeliverEventArgs ea)
            {
                try { Console.WriteLine(ea.RoutingKey); _c.BasicAck(ea.DeliveryTag, false); }
                catch (Exception) { _c.{|RMQ2002:BasicNack|}(ea.DeliveryTag, false, true); }
            }
        }
        """);

    [Fact]
    public Task Asking_whether_a_row_was_changed_is_no_limit() => Snippets.V6("""
        public sealed class Worker
        {
            private readonly IModel _c;
            public Worker(IModel c) { _c = c; }
            public void Handle(object sender, BasicDeliverEventArgs ea, DbCommand cmd)
            {
                var rows = cmd.ExecuteNonQuery();
                if (rows > 0) _c.BasicAck(ea.DeliveryTag, false);
                else _c.{|RMQ2002:BasicNack|}(ea.DeliveryTag, false, true);
            }
        }
        """);

    [Fact]
    public Task Entries_are_not_tries() => Snippets.V6("""
        public sealed class Worker
        {
            private readonly IModel _c;
            public Worker(IModel c) { _c = c; }
            public void Handle(object sender, BasicDeliverEventArgs ea, List<string> entries)
            {
                if (entries.Contains("x")) _c.BasicAck(ea.DeliveryTag, false);
                else _c.{|RMQ2002:BasicNack|}(ea.DeliveryTag, false, true);
            }
        }
        """);

    [Fact]
    public Task Catalog_is_not_a_log() => Snippets.V7(Body("""
        await _channel.BasicPublishAsync("catalog", "updated", ea.Body);
        await _channel.BasicAckAsync(ea.DeliveryTag, false);
        """, "object", "{|RMQ3001:BasicConsumeAsync|}"));

    [Fact]
    public Task Dictionary_in_memory_is_no_guard() => Snippets.V7(Body("""
        var n = new ConcurrentDictionary<string, int>().GetOrAdd(ea.RoutingKey, 1);
        await _channel.BasicPublishAsync("orders", "updated", ea.Body);
        await _channel.BasicAckAsync(ea.DeliveryTag, false);
        """, "object", "{|RMQ3001:BasicConsumeAsync|}"));

    [Fact]
    public Task Handler_of_a_type_that_is_only_kept_in_a_list_does_not_run() => Snippets.V7("""
        public interface IHandler<T>
        {
            void Handle(T value);
        }

        public sealed record Order(int Id);

        public sealed class OrderHandler : IHandler<Order>
        {
            public void Handle(Order value) => File.WriteAllText("orders", value.ToString());
        }

        public sealed class Listener
        {
            private readonly List<Order> _orders = new();

            public async Task StartAsync(IChannel channel)
            {
                var consumer = new AsyncEventingBasicConsumer(channel);
                consumer.ReceivedAsync += (_, ea) =>
                {
                    var order = JsonSerializer.Deserialize<Order>(ea.Body.Span)!;
                    _orders.Add(order);
                    return Task.CompletedTask;
                };
                await channel.BasicConsumeAsync("orders", true, consumer);
            }
        }
        """);

    private static string Body(string body, string stats, string consume = "BasicConsumeAsync") => $$"""
        public sealed class Listener
        {
            private readonly IChannel _channel;
            private readonly {{stats}} _stats;
            public Listener(IChannel channel, {{stats}} stats) { _channel = channel; _stats = stats; }
            public async Task StartAsync()
            {
                await _channel.BasicQosAsync(0, 20, false);
                var consumer = new AsyncEventingBasicConsumer(_channel);
                consumer.ReceivedAsync += async (sender, ea) =>
                {
                    {{body}}
                };
                await _channel.{{consume}}("depot", autoAck: false, consumer: consumer);
            }
        }
        """;
}
