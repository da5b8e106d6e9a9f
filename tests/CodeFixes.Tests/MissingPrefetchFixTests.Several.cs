using Leveret.Verification;

namespace Leveret.CodeFixes.Tests;

/// <summary>Several consumers, and limits that come too late.</summary>
public sealed partial class MissingPrefetchFixTests
{
    [Fact]
    public Task One_limit_serves_the_consumers_that_follow() => FixesIn6("""
            public void Start(string[] queues)
            {
                _channel.{|RMQ1001:BasicConsume|}("orders", false, _consumer);
                _channel.{|RMQ1001:BasicConsume|}("letters", false, _consumer);
                foreach (var queue in queues)
                {
                    _channel.{|RMQ1001:BasicConsume|}(queue, false, _consumer);
                }
            }
        """, """
            public void Start(string[] queues)
            {
                _channel.BasicQos(prefetchSize: 0, prefetchCount: 1, global: false);
                _channel.BasicConsume("orders", false, _consumer);
                _channel.BasicConsume("letters", false, _consumer);
                foreach (var queue in queues)
                {
                    _channel.BasicConsume(queue, false, _consumer);
                }
            }
        """);

    [Fact]
    public Task Each_method_sets_the_limit_since_their_order_is_not_known() => FixesIn6("""
            public void StartOrders()
            {
                _channel.{|RMQ1001:BasicConsume|}("orders", false, _consumer);
            }

            public void StartLetters()
            {
                _channel.{|RMQ1001:BasicConsume|}("letters", false, _consumer);
            }
        """, """
            public void StartOrders()
            {
                _channel.BasicQos(prefetchSize: 0, prefetchCount: 1, global: false);
                _channel.BasicConsume("orders", false, _consumer);
            }

            public void StartLetters()
            {
                _channel.BasicQos(prefetchSize: 0, prefetchCount: 1, global: false);
                _channel.BasicConsume("letters", false, _consumer);
            }
        """);

    [Fact]
    public Task Each_channel_gets_its_own_limit() => Fixes(Client.V6, """
        class Worker
        {
            public void Start(IConnection connection, IBasicConsumer consumer)
            {
                var orders = connection.CreateModel();
                var letters = connection.CreateModel();
                orders.{|RMQ1001:BasicConsume|}("orders", false, consumer);
                letters.{|RMQ1001:BasicConsume|}("letters", false, consumer);
                letters = connection.CreateModel();
                letters.{|RMQ1001:BasicConsume|}("letters", false, consumer);
            }
        }
        """, """
        class Worker
        {
            public void Start(IConnection connection, IBasicConsumer consumer)
            {
                var orders = connection.CreateModel();
                var letters = connection.CreateModel();
                orders.BasicQos(prefetchSize: 0, prefetchCount: 1, global: false);
                orders.BasicConsume("orders", false, consumer);
                letters.BasicQos(prefetchSize: 0, prefetchCount: 1, global: false);
                letters.BasicConsume("letters", false, consumer);
                letters = connection.CreateModel();
                letters.BasicQos(prefetchSize: 0, prefetchCount: 1, global: false);
                letters.BasicConsume("letters", false, consumer);
            }
        }
        """);

    [Fact]
    public Task Consumer_that_is_started_by_a_handler_gets_its_own_limit() => Fixes(Client.V6, """
        class Worker
        {
            public void Start(IConnection connection, Action<string> handle)
            {
                var channel = connection.CreateModel();
                var outer = new EventingBasicConsumer(channel);
                outer.Received += (_, delivery) =>
                {
                    var inner = new EventingBasicConsumer(channel);
                    inner.Received += (_, part) => handle(part.RoutingKey);
                    channel.{|RMQ1001:BasicConsume|}(delivery.RoutingKey, false, inner);
                };
                channel.{|RMQ1001:BasicConsume|}("orders", false, outer);
            }
        }
        """, """
        class Worker
        {
            public void Start(IConnection connection, Action<string> handle)
            {
                var channel = connection.CreateModel();
                var outer = new EventingBasicConsumer(channel);
                outer.Received += (_, delivery) =>
                {
                    var inner = new EventingBasicConsumer(channel);
                    inner.Received += (_, part) => handle(part.RoutingKey);
                    channel.BasicQos(prefetchSize: 0, prefetchCount: 1, global: false);
                    channel.BasicConsume(delivery.RoutingKey, false, inner);
                };
                channel.BasicQos(prefetchSize: 0, prefetchCount: 1, global: false);
                channel.BasicConsume("orders", false, outer);
            }
        }
        """);

    [Fact]
    public Task Consumers_on_one_inherited_channel_are_fixed_together_in_every_file()
    {
        const string Base = """
            abstract class Listener
            {
                protected readonly IModel Channel;

                protected Listener(IConnection connection) => Channel = connection.CreateModel();
            }
            """;
        static string Derived(string name, string limit, string consume) => $$"""
            class {{name}} : Listener
            {
                public {{name}}(IConnection connection) : base(connection)
                {
                }

                public void Start(IBasicConsumer consumer)
                {
            {{limit}}        Channel.{{consume}}("orders", false, consumer);
                }
            }
            """;
        const string Limit = "        Channel.BasicQos(prefetchSize: 0, prefetchCount: 1, global: false);\n";
        var test = FixSnippets<InPlace.MissingPrefetchFix>.Create(
            Client.V6,
            [Base, Derived("Orders", "", "{|RMQ1001:BasicConsume|}"), Derived("Letters", "", "{|RMQ1001:BasicConsume|}")],
            [Base, Derived("Orders", Limit, "BasicConsume"), Derived("Letters", Limit, "BasicConsume")],
            action: 0);
        return test.RunAsync();
    }

    [Fact]
    public Task Limit_that_comes_too_late_is_moved() => FixesIn6("""
            public void Start(ushort count)
            {
                _channel.{|RMQ1001:BasicConsume|}("orders", false, _consumer);

                // Not too many at once.
                _channel.BasicQos(0, count, false); // for this consumer
                Console.WriteLine("started");
            }
        """, """
            public void Start(ushort count)
            {
                // Not too many at once.
                _channel.BasicQos(0, count, false); // for this consumer
                _channel.BasicConsume("orders", false, _consumer);

                Console.WriteLine("started");
            }
        """);

    [Fact]
    public Task Limit_that_comes_too_late_is_moved_on_7() => FixesIn7("""
            public async Task StartAsync()
            {
                await _channel.{|RMQ1001:BasicConsumeAsync|}("orders", false, _consumer);
                await _channel.BasicQosAsync(0, 10, false);
            }
        """, """
            public async Task StartAsync()
            {
                await _channel.BasicQosAsync(0, 10, false);
                await _channel.BasicConsumeAsync("orders", false, _consumer);
            }
        """);

    [Fact]
    public Task Late_limit_with_a_count_that_changes_stays() => FixesIn6("""
            public void Start(ushort count)
            {
                _channel.{|RMQ1001:BasicConsume|}("orders", false, _consumer);
                count++;
                _channel.BasicQos(0, count, false);
            }
        """, """
            public void Start(ushort count)
            {
                _channel.BasicQos(prefetchSize: 0, prefetchCount: 1, global: false);
                _channel.BasicConsume("orders", false, _consumer);
                count++;
                _channel.BasicQos(0, count, false);
            }
        """);

    [Fact]
    public Task Consumer_whose_report_is_suppressed_stays_as_it_is() => FixesIn6("""
            public void StartOrders()
            {
                _channel.{|RMQ1001:BasicConsume|}("orders", false, _consumer);
            }

            public void StartLetters()
            {
        #pragma warning disable RMQ1001
                _channel.BasicConsume("letters", false, _consumer);
        #pragma warning restore RMQ1001
            }
        """, """
            public void StartOrders()
            {
                _channel.BasicQos(prefetchSize: 0, prefetchCount: 1, global: false);
                _channel.BasicConsume("orders", false, _consumer);
            }

            public void StartLetters()
            {
        #pragma warning disable RMQ1001
                _channel.BasicConsume("letters", false, _consumer);
        #pragma warning restore RMQ1001
            }
        """);

    [Fact]
    public Task Late_limit_with_a_count_that_is_not_known_earlier_stays() => FixesIn6("""
            public void Start()
            {
                _channel.{|RMQ1001:BasicConsume|}("orders", false, _consumer);
                _channel.BasicQos(0, (ushort)Environment.ProcessorCount.GetHashCode(), false);
            }
        """, """
            public void Start()
            {
                _channel.BasicQos(prefetchSize: 0, prefetchCount: 1, global: false);
                _channel.BasicConsume("orders", false, _consumer);
                _channel.BasicQos(0, (ushort)Environment.ProcessorCount.GetHashCode(), false);
            }
        """);
}
