using Leveret.Verification;

namespace Leveret.CodeFixes.Tests;

/// <summary>Where the consume stands.</summary>
public sealed partial class MissingPrefetchFixTests
{
    [Fact]
    public Task Branch_without_braces_gets_them() => FixesIn6("""
            public void Start(bool orders)
            {
                if (orders)
                    _channel.{|RMQ1001:BasicConsume|}("orders", false, _consumer); // all of them
                else
                    Console.WriteLine("nothing to do");
            }
        """, """
            public void Start(bool orders)
            {
                if (orders)
                {
                    _channel.BasicQos(prefetchSize: 0, prefetchCount: 1, global: false);
                    _channel.BasicConsume("orders", false, _consumer); // all of them
                }
                else
                    Console.WriteLine("nothing to do");
            }
        """);

    [Fact]
    public Task Branches_on_one_line_get_braces() => FixesIn6("""
            public string Start(bool orders)
            {
                if (orders) return _channel.{|RMQ1001:BasicConsume|}("orders", false, _consumer);
                else return "";
            }
        """, """
            public string Start(bool orders)
            {
                if (orders)
                {
                    _channel.BasicQos(prefetchSize: 0, prefetchCount: 1, global: false);
                    return _channel.BasicConsume("orders", false, _consumer);
                }
                else return "";
            }
        """);

    [Fact]
    public Task Braces_stand_as_in_the_rest_of_the_file() => Fixes(Client.V6, """
        class Worker {
        	public void Start(IConnection connection, string[] queues, Action<string> handle) {
        		var channel = connection.CreateModel();
        		var consumer = new EventingBasicConsumer(channel);
        		consumer.Received += (_, delivery) => {
        			handle(delivery.RoutingKey);
        			channel.BasicAck(delivery.DeliveryTag, false);
        		};
        		foreach (var queue in queues)
        			channel.{|RMQ1001:BasicConsume|}(queue, false, consumer);
        	}
        }
        """, """
        class Worker {
        	public void Start(IConnection connection, string[] queues, Action<string> handle) {
        		var channel = connection.CreateModel();
        		var consumer = new EventingBasicConsumer(channel);
        		consumer.Received += (_, delivery) => {
        			handle(delivery.RoutingKey);
        			channel.BasicAck(delivery.DeliveryTag, false);
        		};
        		foreach (var queue in queues) {
        			channel.BasicQos(prefetchSize: 0, prefetchCount: 1, global: false);
        			channel.BasicConsume(queue, false, consumer);
        		}
        	}
        }
        """);

    [Fact]
    public Task Limit_is_set_in_a_switch_section_a_loop_and_a_try() => FixesIn6("""
            public void Start(int kind)
            {
                while (kind > 0)
                {
                    try
                    {
                        switch (kind)
                        {
                            case 1: _channel.{|RMQ1001:BasicConsume|}("orders", false, _consumer); break;
                            case 2:
                                kind--;
                                break;
                        }
                    }
                    finally
                    {
                        kind--;
                    }
                }
            }
        """, """
            public void Start(int kind)
            {
                while (kind > 0)
                {
                    try
                    {
                        switch (kind)
                        {
                            case 1: _channel.BasicQos(prefetchSize: 0, prefetchCount: 1, global: false); _channel.BasicConsume("orders", false, _consumer); break;
                            case 2:
                                kind--;
                                break;
                        }
                    }
                    finally
                    {
                        kind--;
                    }
                }
            }
        """);

    [Fact]
    public Task Expression_body_becomes_a_block() => FixesIn6("""
            public string Start() => _channel.{|RMQ1001:BasicConsume|}("orders", false, _consumer);

            public void Stop(string tag) => _channel.BasicCancel(tag);
        """, """
            public string Start()
            {
                _channel.BasicQos(prefetchSize: 0, prefetchCount: 1, global: false);
                return _channel.BasicConsume("orders", false, _consumer);
            }

            public void Stop(string tag) => _channel.BasicCancel(tag);
        """);

    [Fact]
    public Task Expression_body_without_a_result_becomes_a_block() => FixesIn6("""
            public void Start() =>
                _channel.{|RMQ1001:BasicConsume|}(
                    "orders",
                    autoAck: false,
                    _consumer);
        """, """
            public void Start()
            {
                _channel.BasicQos(prefetchSize: 0, prefetchCount: 1, global: false);
                _channel.BasicConsume(
                    "orders",
                    autoAck: false,
                    _consumer);
            }
        """);

    [Fact]
    public Task Lambda_becomes_a_block() => FixesIn6("""
            public List<string> Start(string[] queues) => queues
                .Select(queue => _channel.{|RMQ1001:BasicConsume|}(queue, false, _consumer))
                .ToList();
        """, """
            public List<string> Start(string[] queues) => queues
                .Select(queue =>
                {
                    _channel.BasicQos(prefetchSize: 0, prefetchCount: 1, global: false);
                    return _channel.BasicConsume(queue, false, _consumer);
                })
                .ToList();
        """);

    [Fact]
    public Task Local_function_and_action_become_blocks() => FixesIn6("""
            public void Start(bool now)
            {
                if (now)
                    Consume();

                void Consume() => _channel.{|RMQ1001:BasicConsume|}("orders", false, _consumer);
            }
        """, """
            public void Start(bool now)
            {
                if (now)
                    Consume();

                void Consume()
                {
                    _channel.BasicQos(prefetchSize: 0, prefetchCount: 1, global: false);
                    _channel.BasicConsume("orders", false, _consumer);
                }
            }
        """);

    [Fact]
    public Task Conditional_access_is_mirrored() => Fixes(Client.V6, """
        class Worker
        {
            private IModel? _channel;

            public void Start(IConnection connection, Action<string> handle)
            {
                _channel = connection.CreateModel();
                var consumer = new EventingBasicConsumer(_channel);
                consumer.Received += (_, delivery) => handle(delivery.RoutingKey);
                _channel?.{|RMQ1001:BasicConsume|}("orders", false, consumer);
            }
        }
        """, """
        class Worker
        {
            private IModel? _channel;

            public void Start(IConnection connection, Action<string> handle)
            {
                _channel = connection.CreateModel();
                var consumer = new EventingBasicConsumer(_channel);
                consumer.Received += (_, delivery) => handle(delivery.RoutingKey);
                _channel?.BasicQos(prefetchSize: 0, prefetchCount: 1, global: false);
                _channel?.BasicConsume("orders", false, consumer);
            }
        }
        """);

    [Fact]
    public Task Receiver_is_repeated_as_it_is_written() => Fixes(Client.V6, """
        class Link
        {
            public IModel? Channel;
        }

        class Worker
        {
            private readonly Link _link = new Link();

            public void Start(IConnection connection, Action<string> handle)
            {
                _link.Channel = connection.CreateModel();
                var consumer = new EventingBasicConsumer(_link.Channel);
                consumer.Received += (_, delivery) => handle(delivery.RoutingKey);
                this._link
                    .Channel!
                    .{|RMQ1001:BasicConsume|}("orders", false, consumer);
            }
        }
        """, """
        class Link
        {
            public IModel? Channel;
        }

        class Worker
        {
            private readonly Link _link = new Link();

            public void Start(IConnection connection, Action<string> handle)
            {
                _link.Channel = connection.CreateModel();
                var consumer = new EventingBasicConsumer(_link.Channel);
                consumer.Received += (_, delivery) => handle(delivery.RoutingKey);
                this._link.Channel!.BasicQos(prefetchSize: 0, prefetchCount: 1, global: false);
                this._link
                    .Channel!
                    .BasicConsume("orders", false, consumer);
            }
        }
        """);

    [Fact]
    public Task Extension_called_as_a_static_method_names_the_channel_too() => FixesIn6("""
            public void Start()
            {
                IModelExensions.{|RMQ1001:BasicConsume|}(_channel, "orders", false, _consumer);
            }
        """, """
            public void Start()
            {
                _channel.BasicQos(prefetchSize: 0, prefetchCount: 1, global: false);
                IModelExensions.BasicConsume(_channel, "orders", false, _consumer);
            }
        """);

    [Fact]
    public Task Top_level_statements_are_fixed()
    {
        const string Before = """
            var channel = await (await new ConnectionFactory().CreateConnectionAsync()).CreateChannelAsync();
            var consumer = new AsyncEventingBasicConsumer(channel);
            consumer.ReceivedAsync += (_, delivery) => Task.Delay(delivery.Body.Length);
            await channel.{|RMQ1001:BasicConsumeAsync|}("orders", false, consumer);
            """;
        const string After = """
            var channel = await (await new ConnectionFactory().CreateConnectionAsync()).CreateChannelAsync();
            var consumer = new AsyncEventingBasicConsumer(channel);
            consumer.ReceivedAsync += (_, delivery) => Task.Delay(delivery.Body.Length);
            await channel.BasicQosAsync(prefetchSize: 0, prefetchCount: 1, global: false);
            await channel.BasicConsumeAsync("orders", false, consumer);
            """;
        var test = FixSnippets<InPlace.MissingPrefetchFix>.Create(Client.V7, [Before], [After], action: 0);
        test.OutputKind = Microsoft.CodeAnalysis.OutputKind.ConsoleApplication;
        return test.RunAsync();
    }

    [Fact]
    public Task Nothing_is_offered_where_the_channel_is_made_in_the_same_expression() => OffersNothing(Client.V6, """
        class Worker
        {
            public void Start(IConnection connection, Action<string> handle)
            {
                IModel channel;
                (channel = connection.CreateModel()).{|RMQ1001:BasicConsume|}("orders", false, Listen(channel, handle));
            }

            private static EventingBasicConsumer Listen(IModel channel, Action<string> handle)
            {
                var consumer = new EventingBasicConsumer(channel);
                consumer.Received += (_, delivery) => handle(delivery.RoutingKey);
                return consumer;
            }
        }
        """);

    [Fact]
    public Task Nothing_is_offered_where_each_look_at_the_channel_makes_another_one() => OffersNothing(Client.V6, """
        class Worker
        {
            private readonly IConnection _connection;

            public Worker(IConnection connection) => _connection = connection;

            private IModel Channel => _connection.CreateModel();

            public void Start(IBasicConsumer consumer)
            {
                Channel.{|RMQ1001:BasicConsume|}("orders", false, consumer);
                _connection.CreateModel().{|RMQ1001:BasicConsume|}("letters", false, consumer);
            }
        }
        """);

    [Fact]
    public Task Property_that_keeps_its_channel_is_fixed() => Fixes(Client.V6, """
        class Worker
        {
            private readonly IConnection _connection;
            private IModel? _channel;

            public Worker(IConnection connection) => _connection = connection;

            private IModel Channel => _channel ??= _connection.CreateModel();

            public void Start(IBasicConsumer consumer)
            {
                Channel.{|RMQ1001:BasicConsume|}("orders", false, consumer);
            }
        }
        """, """
        class Worker
        {
            private readonly IConnection _connection;
            private IModel? _channel;

            public Worker(IConnection connection) => _connection = connection;

            private IModel Channel => _channel ??= _connection.CreateModel();

            public void Start(IBasicConsumer consumer)
            {
                Channel.BasicQos(prefetchSize: 0, prefetchCount: 1, global: false);
                Channel.BasicConsume("orders", false, consumer);
            }
        }
        """);

    [Fact]
    public Task Nothing_is_offered_where_the_consume_runs_only_sometimes() => OffersNothingIn6("""
            public string? Start(bool now) => now ? _channel.{|RMQ1001:BasicConsume|}("orders", false, _consumer) : null;

            public void Restart(bool now)
            {
                while (now && _channel.{|RMQ1001:BasicConsume|}("orders", false, _consumer).Length > 0)
                    now = false;
            }
        """);

    [Fact]
    public Task Nothing_is_offered_where_something_before_it_in_the_statement_could_change_the_channel() => OffersNothing(Client.V6, """
        class Worker
        {
            private IModel? _channel;

            public void Start(IConnection connection, IBasicConsumer consumer)
            {
                Console.WriteLine(Connect(connection) + _channel!.{|RMQ1001:BasicConsume|}("orders", false, consumer));
            }

            private string Connect(IConnection connection)
            {
                _channel = connection.CreateModel();
                return "";
            }
        }
        """);

    [Fact]
    public Task Nothing_is_offered_where_no_statement_can_stand() => OffersNothing(Client.V6, """
        class Link
        {
            public static readonly IModel Channel = new ConnectionFactory().CreateConnection().CreateModel();
        }

        class Worker
        {
            private readonly string _tag = Link.Channel.{|RMQ1001:BasicConsume|}("orders", false, new DefaultBasicConsumer(Link.Channel));

            public string Tag => _tag;

            public IEnumerable<string> Start(string[] queues, IBasicConsumer consumer) =>
                from queue in queues select Link.Channel.{|RMQ1001:BasicConsume|}(queue, false, consumer);
        }
        """);
}
