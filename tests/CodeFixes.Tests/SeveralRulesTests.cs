using Leveret.CodeFixes.InPlace;
using Leveret.Verification;

namespace Leveret.CodeFixes.Tests;

/// <summary>Fixes of several rules in one place, one after the other.</summary>
[Trait("Language", "CSharp12")]
public sealed class SeveralRulesTests
{
    [Fact]
    public async Task Storm_then_auto_ack_and_limit()
    {
        static string Code(string consume, string autoAck, string nack, string delay, string limit) => $$"""
            public sealed class StoneWorker(IConnection connection, IStones stones)
            {
                public async Task StartAsync()
                {
                    var channel = await connection.CreateChannelAsync();
                    var consumer = new AsyncEventingBasicConsumer(channel);
                    consumer.ReceivedAsync += async (_, ea) =>
                    {
                        try
                        {
                            await stones.SaveAsync(ea.RoutingKey);
                            await channel.BasicAckAsync(ea.DeliveryTag, false);
                        }
                        catch (Exception)
                        {{{delay}}
                            await channel.{{nack}}(ea.DeliveryTag, false, true);
                        }
                    };{{limit}}
                    await channel.{{consume}}("stones", {{autoAck}}, consumer);
                }
            }

            public interface IStones
            {
                Task SaveAsync(string stone);
            }
            """;

        const string delay = "\n                await Task.Delay(TimeSpan.FromSeconds(1));";
        const string limit = "\n        await channel.BasicQosAsync(prefetchSize: 0, prefetchCount: 1, global: false);";
        var broken = Code("{|RMQ2001:BasicConsumeAsync|}", "true", "{|RMQ2002:BasicNackAsync|}", "", "");
        var waiting = Code("{|RMQ2001:BasicConsumeAsync|}", "true", "BasicNackAsync", delay, "");
        var sound = Code("BasicConsumeAsync", "false", "BasicNackAsync", delay, limit);

        await FixSnippets<AutoAckLossFix>.OffersNothing(Client.V7, broken);
        await FixSnippets<RequeueStormFix>.Fixes(Client.V7, broken, waiting);
        await FixSnippets<AutoAckLossFix>.Fixes(Client.V7, waiting, sound);
    }

    [Fact]
    public async Task Auto_ack_then_limit_on_another_channel_then_storm()
    {
        static string Code(string small, string large, string storm, string requeue) => $$"""
            public sealed class StoneWorker
            {
                public void Start(IConnection connection, Func<string, bool> place)
                {
                    var first = connection.CreateModel();
                    first.QueueDeclare("large", arguments: new Dictionary<string, object> { ["x-dead-letter-exchange"] = "dead" });
                    var consumer = new EventingBasicConsumer(first);
                    {{small}}
                    var second = connection.CreateModel();
                    var other = new EventingBasicConsumer(second);
                    other.Received += (_, ea) =>
                    {
                        if (place(ea.RoutingKey))
                            second.BasicAck(ea.DeliveryTag, false);
                        else
                            second.{{storm}}(ea.DeliveryTag, false, {{requeue}});
                    };
                    {{large}}
                }
            }
            """;

        const string before = """
            consumer.Received += (_, ea) => File.WriteAllText("small.txt", ea.RoutingKey);
                    first.{|RMQ2001:BasicConsume|}("small", true, consumer);
            """;
        const string after = """
            consumer.Received += (_, ea) =>
                    {
                        try
                        {
                            File.WriteAllText("small.txt", ea.RoutingKey);
                        }
                        catch
                        {
                            first.BasicNack(ea.DeliveryTag, multiple: false, requeue: false);
                            throw;
                        }

                        first.BasicAck(ea.DeliveryTag, multiple: false);
                    };
                    first.BasicQos(prefetchSize: 0, prefetchCount: 1, global: false);
                    first.BasicConsume("small", false, consumer);
            """;
        const string unlimited = """second.{|RMQ1001:BasicConsume|}("large", false, other);""";
        const string limited = """
            second.BasicQos(prefetchSize: 0, prefetchCount: 1, global: false);
                    second.BasicConsume("large", false, other);
            """;
        var broken = Code(before, unlimited, "{|RMQ2002:BasicNack|}", "true");
        var acknowledging = Code(after, unlimited, "{|RMQ2002:BasicNack|}", "true");
        var limiting = Code(after, limited, "{|RMQ2002:BasicNack|}", "true");
        var sound = Code(after, limited, "BasicNack", "!ea.Redelivered");

        await FixSnippets<AutoAckLossFix>.Fixes(Client.V6, broken, acknowledging);
        await FixSnippets<MissingPrefetchFix>.Fixes(Client.V6, acknowledging, limiting);
        await FixSnippets<RequeueStormFix>.Fixes(Client.V6, limiting, sound);
    }
}
