using Leveret.CodeFixes.InPlace;
using Leveret.Verification;

namespace Leveret.CodeFixes.Tests;

/// <summary>Which count is written.</summary>
public sealed partial class MissingPrefetchFixTests
{
    private static string Counted(string members, string handler, string limit, string consume) => $$"""
        class Worker
        {
            public void Start(IConnection connection)
            {
                var channel = connection.CreateModel();
                var consumer = new EventingBasicConsumer(channel);
                consumer.Received += (_, delivery) =>
                {
                    {{handler}}
                    channel.BasicAck(delivery.DeliveryTag, false);
                };
        {{limit}}        channel.{{consume}}("orders", false, consumer);
            }
        {{members}}
        }
        """;

    private static string Limit(int count) => $"        channel.BasicQos(prefetchSize: 0, prefetchCount: {count}, global: false);\n";

    private static Task Writes(int count, string handler, int action = 0, string members = "") => Fixes(
        Client.V6,
        Counted(members, handler, "", "{|RMQ1001:BasicConsume|}"),
        Counted(members, handler, Limit(count), "BasicConsume"),
        action);

    [Fact]
    public Task Handler_that_only_decodes_and_logs_gets_50() =>
        Writes(50, "Print(Encoding.UTF8.GetString(delivery.Body.Span));", members: "private static void Print(string text) => Console.WriteLine(text);");

    [Fact]
    public Task Handler_that_only_decodes_and_logs_is_offered_1_too() => Writes(1, "Console.WriteLine(delivery.RoutingKey);", action: 1);

    [Fact]
    public Task Handler_that_waits_gets_1() => Writes(1, "Thread.Sleep(10);");

    [Fact]
    public Task Handler_that_waits_is_offered_50_too() => Writes(50, "Thread.Sleep(10);", action: 1);

    [Fact]
    public Task Handler_with_a_call_that_is_not_seen_gets_1() =>
        Writes(1, "_clock.Tick();", members: "private readonly IClock _clock = null!; interface IClock { void Tick(); }");

    [Fact]
    public Task Handler_with_a_delegate_that_is_not_seen_gets_1() => Writes(1, "Happened?.Invoke();", members: "public event Action? Happened;");

    [Theory]
    [InlineData("10", 0, 10)]
    [InlineData("10", 1, 50)]
    [InlineData("10", 2, 1)]
    [InlineData("1", 0, 1)]
    [InlineData("50", 1, 1)]
    [InlineData("70000", 0, 50)]
    public Task Count_of_editorconfig_comes_first(string option, int action, int count)
    {
        const string Handler = "Console.WriteLine(delivery.RoutingKey);";
        var test = FixSnippets<MissingPrefetchFix>.Create(
            Client.V6,
            [Counted("", Handler, "", option == "70000" ? "{|RMQ1001:{|RMQ0001:BasicConsume|}|}" : "{|RMQ1001:BasicConsume|}")],
            [Counted("", Handler, option == "70000" ? Limit(count).Replace("BasicQos", "{|RMQ0001:BasicQos|}", StringComparison.Ordinal) : Limit(count), "BasicConsume")],
            action);
        test.AnalyzerConfig = $"root = true\n[*]\nRMQ1001.prefetch = {option}\n";
        return test.RunAsync();
    }

    [Fact]
    public Task Title_says_why()
    {
        var test = FixSnippets<MissingPrefetchFix>.Create(
            Client.V6,
            [Counted("", "Thread.Sleep(10);", "", "{|RMQ1001:BasicConsume|}")],
            [Counted("", "Thread.Sleep(10);", Limit(1), "BasicConsume")],
            action: 0);
        test.CodeActionVerifier = static action => Assert.Equal("Set a prefetch of 1 before consuming (slow or unknown work)", action.Title);
        return test.RunAsync();
    }

    [Fact]
    public Task Consumers_with_one_limit_get_the_count_of_the_slowest() => Fixes(Client.V6, """
        class Worker
        {
            public void Start(IConnection connection, Action<string> handle)
            {
                var channel = connection.CreateModel();
                var quick = new EventingBasicConsumer(channel);
                quick.Received += (_, delivery) => Console.WriteLine(delivery.RoutingKey);
                channel.{|RMQ1001:BasicConsume|}("orders", false, quick);
                var slow = new EventingBasicConsumer(channel);
                slow.Received += (_, delivery) => handle(delivery.RoutingKey);
                channel.{|RMQ1001:BasicConsume|}("letters", false, slow);
            }
        }
        """, """
        class Worker
        {
            public void Start(IConnection connection, Action<string> handle)
            {
                var channel = connection.CreateModel();
                var quick = new EventingBasicConsumer(channel);
                quick.Received += (_, delivery) => Console.WriteLine(delivery.RoutingKey);
                channel.BasicQos(prefetchSize: 0, prefetchCount: 1, global: false);
                channel.BasicConsume("orders", false, quick);
                var slow = new EventingBasicConsumer(channel);
                slow.Received += (_, delivery) => handle(delivery.RoutingKey);
                channel.BasicConsume("letters", false, slow);
            }
        }
        """);

    [Theory]
    [InlineData("""
        if (++_count % 10 == 0)
            channel.BasicAck(ea.DeliveryTag, multiple: true);
        """)]
    [InlineData("""
        _pending.Add(ea.DeliveryTag);
        if (_pending.Count < 50)
            return;
        foreach (var tag in _pending)
            channel.BasicAck(tag, multiple: false);
        """)]
    public Task Deliveries_that_are_acknowledged_when_enough_have_come(string body) => OffersNothing(Client.V6, $$"""
        public sealed class Worker
        {
            private readonly List<ulong> _pending = new();
            private int _count;

            public int Known => _pending.Count + _count++;

            public void Start(IConnection connection)
            {
                var channel = connection.CreateModel();
                var consumer = new EventingBasicConsumer(channel);
                consumer.Received += (_, ea) =>
                {
                    File.WriteAllText("stone.txt", ea.RoutingKey);
                    {{body.ReplaceLineEndings("\n            ")}}
                };
                channel.{|RMQ1001:BasicConsume|}("stones", false, consumer);
            }
        }
        """);

    [Fact]
    public Task Property_that_makes_a_channel_each_time() => OffersNothing(Client.V6, """
        public sealed class Worker
        {
            private readonly IConnection _connection;
            private IModel? _last;

            public Worker(IConnection connection) => _connection = connection;

            private IModel Next => _last = _connection.CreateModel();

            public void Start(IBasicConsumer consumer)
            {
                Next.{|RMQ1001:BasicConsume|}("stones", false, consumer);
                _last?.Close();
            }
        }
        """);

    [Fact]
    public Task Limit_whose_count_is_known_later_is_not_moved() => Fixes(Client.V6, """
        public static class Worker
        {
            public static void Start(IConnection connection, IBasicConsumer consumer)
            {
                ushort count = 1;
                var channel = connection.CreateModel();
                channel.{|RMQ1001:BasicConsume|}("stones", false, consumer);
                count++;
                channel.BasicQos(0, count, false);
            }
        }
        """, """
        public static class Worker
        {
            public static void Start(IConnection connection, IBasicConsumer consumer)
            {
                ushort count = 1;
                var channel = connection.CreateModel();
                channel.BasicQos(prefetchSize: 0, prefetchCount: 1, global: false);
                channel.BasicConsume("stones", false, consumer);
                count++;
                channel.BasicQos(0, count, false);
            }
        }
        """);
}
