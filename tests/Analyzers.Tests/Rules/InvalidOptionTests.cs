using Leveret.Analyzers.Settings;
using Leveret.Verification;
using Verify = Leveret.Verification.CSharpAnalyzerVerifier<Leveret.Analyzers.ConsumerAnalyzer>;

namespace Leveret.Analyzers.Tests.Rules;

/// <summary>RMQ0001, and what each option does.</summary>
public class InvalidOptionTests
{
    private const string Clean = """
        using RabbitMQ.Client;

        class Listener
        {
            public async System.Threading.Tasks.Task StartAsync(IChannel channel, IAsyncBasicConsumer consumer)
            {
                await channel.{|#0:BasicQosAsync|}(0, 10, false);
                await channel.BasicConsumeAsync("letters", false, consumer);
            }
        }
        """;

    [Theory]
    [InlineData("leveret.search_depth", "abc")]
    [InlineData("leveret.search_depth", "0")]
    [InlineData("leveret.search_depth", "51")]
    [InlineData("leveret.search_depth", "-3")]
    [InlineData("leveret.search_depth", "2.5")]
    [InlineData("RMQ1001.prefetch", "0")]
    [InlineData("RMQ1001.prefetch", "65536")]
    [InlineData("RMQ1001.prefetch", "ten")]
    [InlineData("leveret.slow_members", "Printer, , Scanner")]
    [InlineData("leveret.slow_members", "Printer.Print()")]
    [InlineData("leveret.safe_members", "1Printer")]
    [InlineData("leveret.idempotency_markers", "Id")]
    [InlineData("leveret.idempotency_markers", "only once")]
    public Task Value_that_cannot_be_used_is_reported_at_the_first_call(string key, string value)
    {
        var option = Options.All.Single(o => o.Key == key);
        return Run(Clean, $"{key} = {value}", Verify.Diagnostic("RMQ0001").WithLocation(0).WithArguments(key, value, option.Expected, option.Default));
    }

    [Theory]
    [InlineData("leveret.search_depth", "1")]
    [InlineData("leveret.search_depth", "50")]
    [InlineData("RMQ1001.prefetch", "1")]
    [InlineData("RMQ1001.prefetch", "65535")]
    [InlineData("leveret.slow_members", "Printer,Office.Scanner.Scan")]
    [InlineData("leveret.slow_members", "")]
    [InlineData("leveret.safe_members", "Office.Printer")]
    [InlineData("leveret.idempotency_markers", "OnlyOnce, Ledger")]
    public Task Value_that_can_be_used_is_not_reported(string key, string value) => Run(Clean, $"{key} = {value}");

    [Fact]
    public Task File_without_RabbitMQ_is_not_the_place_for_a_report() =>
        Run("class Letter { public string Text = \"BasicConsume\"; }", "leveret.search_depth = many");

    [Theory]
    [InlineData(2, false)]
    [InlineData(3, true)]
    public Task Handler_is_followed_as_deep_as_the_option_says(int depth, bool reported) => Run($$"""
        using System.IO;
        using RabbitMQ.Client;
        using RabbitMQ.Client.Events;
        using System.Threading.Tasks;

        class Listener
        {
            public async Task StartAsync(IChannel channel)
            {
                var consumer = new AsyncEventingBasicConsumer(channel);
                consumer.ReceivedAsync += (_, ea) => One(ea.RoutingKey);
                await channel.{{(reported ? "{|RMQ2001:BasicConsumeAsync|}" : "BasicConsumeAsync")}}("letters", true, consumer);
            }

            private Task One(string key) => Two(key);

            private Task Two(string key) => Three(key);

            private Task Three(string key) => File.WriteAllTextAsync("letters", key);
        }
        """, $"leveret.search_depth = {depth}");

    [Theory]
    [InlineData("leveret.slow_members = Printer", true)]
    [InlineData("leveret.slow_members = System.Text.StringBuilder", false)]
    [InlineData("leveret.slow_members = Console.WriteLine", true)]
    [InlineData("leveret.slow_members = System.Console.WriteLine", true)]
    [InlineData("leveret.slow_members = System.Console.Beep", false)]
    [InlineData("", false)]
    public Task Slow_members_count_as_work(string option, bool reported) => Run($$"""
        using System;
        using RabbitMQ.Client;
        using RabbitMQ.Client.Events;
        using System.Threading.Tasks;

        class Listener
        {
            public async Task StartAsync(IChannel channel, Func<Printer> printer)
            {
                var consumer = new AsyncEventingBasicConsumer(channel);
                consumer.ReceivedAsync += (_, ea) =>
                {
                    Console.WriteLine(ea.RoutingKey);
                    printer().ToPage(ea.RoutingKey);
                    return Task.CompletedTask;
                };
                await channel.{{(reported ? "{|RMQ2001:BasicConsumeAsync|}" : "BasicConsumeAsync")}}("letters", true, consumer);
            }
        }

        abstract class Printer
        {
            public abstract string ToPage(string text);
        }
        """, option);

    [Theory]
    [InlineData("leveret.safe_members = File.WriteAllTextAsync", false)]
    [InlineData("leveret.safe_members = System.IO.File", false)]
    [InlineData("leveret.safe_members = Directory", true)]
    public Task Safe_members_are_no_work(string option, bool reported) => Run($$"""
        using System.IO;
        using RabbitMQ.Client;
        using RabbitMQ.Client.Events;
        using System.Threading.Tasks;

        class Listener
        {
            public async Task StartAsync(IChannel channel)
            {
                var consumer = new AsyncEventingBasicConsumer(channel);
                consumer.ReceivedAsync += (_, ea) => File.WriteAllTextAsync("letters", ea.RoutingKey);
                await channel.{{(reported ? "{|RMQ2001:BasicConsumeAsync|}" : "BasicConsumeAsync")}}("letters", true, consumer);
            }
        }
        """, option);

    [Theory]
    [InlineData("leveret.idempotency_markers = OnlyOnce", false)]
    [InlineData("leveret.idempotency_markers = onlyonce", false)]
    [InlineData("leveret.idempotency_markers = Ledger", true)]
    public Task Idempotency_markers_are_guards(string option, bool reported) => Run($$"""
        using System;
        using System.IO;
        using RabbitMQ.Client;
        using RabbitMQ.Client.Events;
        using System.Threading.Tasks;

        class OnlyOnceAttribute : Attribute { }

        class Listener
        {
            public async Task StartAsync(IChannel channel)
            {
                await channel.BasicQosAsync(0, 10, false);
                var consumer = new AsyncEventingBasicConsumer(channel);
                consumer.ReceivedAsync += (_, ea) => HandleAsync(channel, ea);
                await channel.{{(reported ? "{|RMQ3001:BasicConsumeAsync|}" : "BasicConsumeAsync")}}("letters", false, consumer);
            }

            [OnlyOnce]
            private async Task HandleAsync(IChannel channel, BasicDeliverEventArgs ea)
            {
                await File.AppendAllTextAsync("letters", ea.RoutingKey);
                await channel.BasicAckAsync(ea.DeliveryTag, false);
            }
        }
        """, option);

    private static Task Run(string source, string option, params DiagnosticResult[] expected)
    {
        var test = new CSharpAnalyzerTest<ConsumerAnalyzer> { Client = Client.V7, AnalyzerConfig = $"root = true\n[*]\n{option}\n" };
        test.Sources.Add(source);
        foreach (var result in expected)
            test.ExpectedDiagnostics.Add(result);
        return test.RunAsync();
    }
}
