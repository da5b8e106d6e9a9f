using Leveret.CodeFixes.InPlace;
using Leveret.Verification;

namespace Leveret.CodeFixes.Tests;

/// <summary>RMQ1002.</summary>
public sealed class UnlimitedPrefetchFixTests
{
    [Fact]
    public Task Literal_in_the_call_is_replaced_on_7() => Fixes(Client.V7, """
        class Worker
        {
            public async Task StartAsync(IConnection connection, Func<string, Task> handle, CancellationToken stopping)
            {
                var channel = await connection.CreateChannelAsync();
                await channel.BasicQosAsync(prefetchSize: 0, prefetchCount: {|RMQ1002:0|} /* all of them */, global: false, stopping);
                var consumer = new AsyncEventingBasicConsumer(channel);
                consumer.ReceivedAsync += async (_, delivery) => await handle(delivery.RoutingKey);
                await channel.BasicConsumeAsync("orders", false, consumer);
            }
        }
        """, """
        class Worker
        {
            public async Task StartAsync(IConnection connection, Func<string, Task> handle, CancellationToken stopping)
            {
                var channel = await connection.CreateChannelAsync();
                await channel.BasicQosAsync(prefetchSize: 0, prefetchCount: 1 /* all of them */, global: false, stopping);
                var consumer = new AsyncEventingBasicConsumer(channel);
                consumer.ReceivedAsync += async (_, delivery) => await handle(delivery.RoutingKey);
                await channel.BasicConsumeAsync("orders", false, consumer);
            }
        }
        """);

    [Theory]
    [InlineData("0", "50")]
    [InlineData("(ushort)0", "(ushort)50")]
    [InlineData("(ushort)0u", "(ushort)50u")]
    [InlineData("(ushort)(0)", "(ushort)(50)")]
    [InlineData("0x0", "50")]
    [InlineData("default", "50")]
    [InlineData("ushort.MinValue", "50")]
    public Task Zero_is_replaced_however_it_is_spelled(string zero, string count) => Fixes(
        Client.V6,
        Quick("", $"0, {{|RMQ1002:{zero}|}}, false"),
        Quick("", $"0, {count}, false"));

    [Fact]
    public Task The_other_count_is_offered_too() => Fixes(Client.V6, Quick("", "0, {|RMQ1002:0|}, false"), Quick("", "0, 1, false"), action: 1);

    [Theory]
    [InlineData("private const ushort Prefetch = 0;", "private const ushort Prefetch = 50;")]
    [InlineData("private readonly ushort Prefetch = 0;", "private readonly ushort Prefetch = 50;")]
    [InlineData("private static ushort Prefetch { get; } = (ushort)0;", "private static ushort Prefetch { get; } = (ushort)50;")]
    [InlineData("private static ushort Prefetch => 0;", "private static ushort Prefetch => 50;")]
    [InlineData("internal const ushort Prefetch = 0;", "internal const ushort Prefetch = 50;")]
    public Task Member_that_only_counts_is_changed_where_it_is_declared(string before, string after) => Fixes(
        Client.V6,
        Quick(before, "0, {|RMQ1002:Prefetch|}, false"),
        Quick(after, "0, Prefetch, false"));

    [Theory]
    [InlineData("private const ushort Prefetch = 0; public ushort Size => Prefetch;", "Prefetch")]
    [InlineData("private const ushort NoLimit = 0;", "NoLimit")]
    [InlineData("public const ushort Prefetch = 0;", "Prefetch")]
    [InlineData("private const ushort Zero = 0; public void More(IModel other) => other.BasicQos(Zero, 5, false);", "Zero")]
    [InlineData("private static ushort Prefetch() => 0;", "Prefetch()")]
    public Task Member_that_means_something_else_too_is_left_alone(string member, string argument) => Fixes(
        Client.V6,
        Quick(member, $"0, {{|RMQ1002:{argument}|}}, false"),
        Quick(member, "0, 50, false"));

    [Fact]
    public Task Local_is_changed_where_it_is_declared() => Fixes(Client.V6, """
        class Worker
        {
            public void Start(IConnection connection, Action<string> handle)
            {
                const ushort prefetch = 0; // for all queues
                var channel = connection.CreateModel();
                channel.BasicQos(0, {|RMQ1002:prefetch|}, false);
                var consumer = new EventingBasicConsumer(channel);
                consumer.Received += (_, delivery) => handle(delivery.RoutingKey);
                channel.BasicConsume("orders", false, consumer);
            }
        }
        """, """
        class Worker
        {
            public void Start(IConnection connection, Action<string> handle)
            {
                const ushort prefetch = 1; // for all queues
                var channel = connection.CreateModel();
                channel.BasicQos(0, prefetch, false);
                var consumer = new EventingBasicConsumer(channel);
                consumer.Received += (_, delivery) => handle(delivery.RoutingKey);
                channel.BasicConsume("orders", false, consumer);
            }
        }
        """);

    [Fact]
    public Task Default_value_in_another_file_is_changed_once_for_all_calls()
    {
        static string Set(string limit, string first, string second) => $$"""
            static class Channels
            {
                public static void Limit(this IModel channel, bool global, ushort prefetch = {{limit}})
                {
                    if (global)
                        channel.BasicQos(0, {{first}}, true);
                    else
                        channel.BasicQos(0, {{second}}, false);
                }
            }
            """;
        const string Use = """
            class Worker
            {
                public void Start(IConnection connection, Action<string> handle)
                {
                    var channel = connection.CreateModel();
                    channel.Limit(false);
                    var consumer = new EventingBasicConsumer(channel);
                    consumer.Received += (_, delivery) => handle(delivery.RoutingKey);
                    channel.BasicConsume("orders", false, consumer);
                }
            }
            """;
        return FixSnippets<UnlimitedPrefetchFix>.Create(
            Client.V6,
            [Use, Set("0", "{|RMQ1002:prefetch|}", "{|RMQ1002:prefetch|}")],
            [Use, Set("1", "prefetch", "prefetch")],
            action: 0).RunAsync();
    }

    [Fact]
    public Task Default_value_that_passes_through_an_interface_is_changed_in_both_files()
    {
        const string Use = """
            class Worker
            {
                public void Start(ILimits limits, IConnection connection) => limits.Set(connection.CreateModel());
            }
            """;
        static string Declared(string count) => $$"""
            interface ILimits
            {
                void Set(IModel channel, ushort prefetch = {{count}});
            }
            """;
        static string Implemented(string count, string argument) => $$"""
            class Limits : ILimits
            {
                public void Set(IModel channel, ushort prefetch = {{count}}) => channel.BasicQos(0, {{argument}}, false);
            }
            """;
        return FixSnippets<UnlimitedPrefetchFix>.Create(
            Client.V6,
            [Use, Declared("0"), Implemented("0", "{|RMQ1002:prefetch|}")],
            [Use, Declared("1"), Implemented("1", "prefetch")],
            action: 0).RunAsync();
    }

    [Theory]
    [InlineData("internal interface ILimits { void Set(IModel channel, ushort prefetch = 0); }", ": ILimits", "", "ushort prefetch = 10")]
    [InlineData("public interface ILimits { void Set(IModel channel, ushort prefetch = 0); }", ": ILimits", "", "ushort prefetch = 0")]
    [InlineData("internal abstract class ILimits { public abstract void Set(IModel channel, ushort prefetch = 0); }", ": ILimits", "override", "ushort prefetch = 20")]
    [InlineData("internal interface ILimits { void Set(IModel channel, ushort prefetch = 0); } internal class Other : ILimits { public void Set(IModel channel, ushort prefetch = 30) => Console.WriteLine(); }", ": ILimits", "", "ushort prefetch = 0")]
    [InlineData("internal interface ILimits { void Set(IModel channel, ushort prefetch = 0); } internal class Other : ILimits { public void Set(IModel channel, ushort prefetch) => Console.WriteLine(prefetch == 0); }", ": ILimits", "", "ushort prefetch = 0")]
    public Task Default_value_that_other_implementations_share(string declared, string bases, string modifier, string parameter) => FixSnippets<UnlimitedPrefetchFix>.OffersNothing(Client.V6, $$"""
        {{declared}}

        internal class Limits {{bases}}
        {
            public {{modifier}} void Set(IModel channel, {{parameter}}) => channel.BasicQos(0, {|RMQ1002:prefetch|}, false);
        }

        internal class Worker
        {
            public void Start(ILimits limits, IConnection connection) => limits.Set(connection.CreateModel());
        }
        """);

    [Fact]
    public Task Default_value_that_other_assemblies_override() => FixSnippets<UnlimitedPrefetchFix>.OffersNothing(Client.V6, """
        public class Limits
        {
            public virtual void Set(IModel channel, ushort prefetch = 0) => channel.BasicQos(0, {|RMQ1002:prefetch|}, false);

            public void Start(IConnection connection) => Set(connection.CreateModel());
        }
        """);

    [Fact]
    public Task Argument_of_the_caller_is_changed_where_only_the_count_takes_it() => Fixes(Client.V6, """
        class Worker
        {
            public void Start(IConnection connection) => Limit(connection.CreateModel(), prefetch: 0);

            private static void Limit(IModel channel, ushort prefetch) => channel.BasicQos(0, {|RMQ1002:prefetch|}, false);
        }
        """, """
        class Worker
        {
            public void Start(IConnection connection) => Limit(connection.CreateModel(), prefetch: 1);

            private static void Limit(IModel channel, ushort prefetch) => channel.BasicQos(0, prefetch, false);
        }
        """);

    [Theory]
    [InlineData(0, 7)]
    [InlineData(1, 50)]
    [InlineData(2, 1)]
    public Task Count_of_editorconfig_comes_first(int action, int count)
    {
        var test = FixSnippets<UnlimitedPrefetchFix>.Create(Client.V6, [Quick("", "0, {|RMQ1002:0|}, false")], [Quick("", $"0, {count}, false")], action);
        test.AnalyzerConfig = "root = true\n[*]\nrmq1001.prefetch = 7\n";
        return test.RunAsync();
    }

    [Fact]
    public Task Title_says_why()
    {
        var test = FixSnippets<UnlimitedPrefetchFix>.Create(Client.V6, [Quick("", "0, {|RMQ1002:0|}, false")], [Quick("", "0, 50, false")], action: 0);
        test.CodeActionVerifier = static action => Assert.Equal("Set the prefetch to 50 (quick work)", action.Title);
        return test.RunAsync();
    }

    private static Task Fixes(Client client, string before, string after, int action = 0) => FixSnippets<UnlimitedPrefetchFix>.Fixes(client, before, after, action);

    /// <summary>A consumer whose handler takes no time.</summary>
    private static string Quick(string members, string arguments) => $$"""
        public class Worker
        {
            {{members}}

            public void Start(IConnection connection)
            {
                var channel = connection.CreateModel();
                channel.BasicQos({{arguments}});
                var consumer = new EventingBasicConsumer(channel);
                consumer.Received += (_, delivery) =>
                {
                    Console.WriteLine(delivery.RoutingKey);
                    channel.BasicAck(delivery.DeliveryTag, false);
                };
                channel.BasicConsume("orders", false, consumer);
            }
        }
        """;
}
