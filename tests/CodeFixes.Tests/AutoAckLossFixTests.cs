using Leveret.CodeFixes.InPlace;
using Leveret.Verification;

namespace Leveret.CodeFixes.Tests;

/// <summary>RMQ2001: the shapes of a handler's body. The other parts: failures, where the handler stands, several consumers, gets, what is not offered.</summary>
[Trait("Language", "CSharp12")]
public sealed partial class AutoAckLossFixTests
{
    private static Task Fixes(Client client, string before, string after) => FixSnippets<AutoAckLossFix>.Fixes(client, before, after);

    private static Task OffersNothing(Client client, string code) => FixSnippets<AutoAckLossFix>.OffersNothing(client, code);

    [Fact]
    public Task Body_is_tried_and_the_delivery_acknowledged_after_it_on_7() => Fixes(Client.V7, """
        public sealed class PriceWorker(IChannel channel, HttpClient http)
        {
            public async Task StartAsync(CancellationToken stopping)
            {
                await channel.BasicQosAsync(0, 20, false);
                var consumer = new AsyncEventingBasicConsumer(channel);
                consumer.ReceivedAsync += async (_, delivery) =>
                {
                    // The body is the price.
                    using var content = new ByteArrayContent(delivery.Body.ToArray());

                    using var response = await http.PutAsync("/prices", content); // May fail.
                    response.EnsureSuccessStatusCode();
                };
                await channel.{|RMQ2001:BasicConsumeAsync|}("prices", autoAck: true, consumer, stopping);
            }
        }
        """, """
        public sealed class PriceWorker(IChannel channel, HttpClient http)
        {
            public async Task StartAsync(CancellationToken stopping)
            {
                await channel.BasicQosAsync(0, 20, false);
                var consumer = new AsyncEventingBasicConsumer(channel);
                consumer.ReceivedAsync += async (_, delivery) =>
                {
                    try
                    {
                        // The body is the price.
                        using var content = new ByteArrayContent(delivery.Body.ToArray());

                        using var response = await http.PutAsync("/prices", content); // May fail.
                        response.EnsureSuccessStatusCode();
                    }
                    catch
                    {
                        await channel.BasicNackAsync(delivery.DeliveryTag, multiple: false, requeue: false);
                        throw;
                    }

                    await channel.BasicAckAsync(delivery.DeliveryTag, multiple: false);
                };
                await channel.BasicConsumeAsync("prices", autoAck: false, consumer, stopping);
            }
        }
        """);

    [Fact]
    public Task Awaited_expression_becomes_a_block_and_keeps_its_way_of_waiting() => Fixes(Client.V7, """
        public static class Receiver
        {
            public static async Task StartAsync(IChannel channel, Func<BasicDeliverEventArgs, Task> process)
            {
                await channel.BasicQosAsync(0, 20, false);
                var consumer = new AsyncEventingBasicConsumer(channel);
                consumer.ReceivedAsync += async (bc, ea) => await process(ea).ConfigureAwait(false);

                await channel.{|RMQ2001:BasicConsumeAsync|}(queue: "test", autoAck: true, consumer: consumer).ConfigureAwait(false);
            }
        }
        """, """
        public static class Receiver
        {
            public static async Task StartAsync(IChannel channel, Func<BasicDeliverEventArgs, Task> process)
            {
                await channel.BasicQosAsync(0, 20, false);
                var consumer = new AsyncEventingBasicConsumer(channel);
                consumer.ReceivedAsync += async (bc, ea) =>
                {
                    try
                    {
                        await process(ea).ConfigureAwait(false);
                    }
                    catch
                    {
                        await channel.BasicNackAsync(ea.DeliveryTag, multiple: false, requeue: false).ConfigureAwait(false);
                        throw;
                    }

                    await channel.BasicAckAsync(ea.DeliveryTag, multiple: false).ConfigureAwait(false);
                };

                await channel.BasicConsumeAsync(queue: "test", autoAck: false, consumer: consumer).ConfigureAwait(false);
            }
        }
        """);

    [Fact]
    public Task Synchronous_expression_on_6() => Fixes(Client.V6, """
        public sealed class StoneWorker
        {
            public void Start(IModel channel)
            {
                channel.BasicQos(0, 20, false);
                var consumer = new EventingBasicConsumer(channel);
                consumer.Received += (_, ea) => File.WriteAllText("stones.txt", ea.RoutingKey);
                channel.{|RMQ2001:BasicConsume|}("stones", true, consumer);
            }
        }
        """, """
        public sealed class StoneWorker
        {
            public void Start(IModel channel)
            {
                channel.BasicQos(0, 20, false);
                var consumer = new EventingBasicConsumer(channel);
                consumer.Received += (_, ea) =>
                {
                    try
                    {
                        File.WriteAllText("stones.txt", ea.RoutingKey);
                    }
                    catch
                    {
                        channel.BasicNack(ea.DeliveryTag, multiple: false, requeue: false);
                        throw;
                    }

                    channel.BasicAck(ea.DeliveryTag, multiple: false);
                };
                channel.BasicConsume("stones", false, consumer);
            }
        }
        """);

    [Fact]
    public Task Async_lambda_on_a_synchronous_consumer_acknowledges_synchronously() => Fixes(Client.V6, """
        public sealed class StoneWorker
        {
            public void Start(IModel channel)
            {
                channel.BasicQos(0, 20, false);
                var consumer = new EventingBasicConsumer(channel);
                consumer.Received += async (_, ea) => { await File.WriteAllTextAsync("stones.txt", ea.RoutingKey); };
                channel.{|RMQ2001:BasicConsume|}("stones", true, consumer);
            }
        }
        """, """
        public sealed class StoneWorker
        {
            public void Start(IModel channel)
            {
                channel.BasicQos(0, 20, false);
                var consumer = new EventingBasicConsumer(channel);
                consumer.Received += async (_, ea) =>
                {
                    try
                    {
                        await File.WriteAllTextAsync("stones.txt", ea.RoutingKey);
                    }
                    catch
                    {
                        channel.BasicNack(ea.DeliveryTag, multiple: false, requeue: false);
                        throw;
                    }

                    channel.BasicAck(ea.DeliveryTag, multiple: false);
                };
                channel.BasicConsume("stones", false, consumer);
            }
        }
        """);

    [Fact]
    public Task Returns_are_preceded_by_the_acknowledgement() => Body("""
        var text = Encoding.UTF8.GetString(ea.Body.Span);
        if (text.Length == 0)
            return;
        if (text == "#") return; // a remark
        if (text == "stop")
        {
            Console.WriteLine("stop");
            return;
        }

        foreach (var c in text)
        {
            if (c == '\n')
                break;
            else
                return;
        }

        switch (text)
        {
            case "quiet":
                return;
            case "still": return;
        }

        await store.SaveAsync(text);
        """, """
        try
        {
            var text = Encoding.UTF8.GetString(ea.Body.Span);
            if (text.Length == 0)
            {
                await channel.BasicAckAsync(ea.DeliveryTag, multiple: false);
                return;
            }
            if (text == "#")
            {
                await channel.BasicAckAsync(ea.DeliveryTag, multiple: false);
                return; // a remark
            }
            if (text == "stop")
            {
                Console.WriteLine("stop");
                await channel.BasicAckAsync(ea.DeliveryTag, multiple: false);
                return;
            }

            foreach (var c in text)
            {
                if (c == '\n')
                    break;
                else
                {
                    await channel.BasicAckAsync(ea.DeliveryTag, multiple: false);
                    return;
                }
            }

            switch (text)
            {
                case "quiet":
                    await channel.BasicAckAsync(ea.DeliveryTag, multiple: false);
                    return;
                case "still": await channel.BasicAckAsync(ea.DeliveryTag, multiple: false); return;
            }

            await store.SaveAsync(text);
        }
        catch
        {
            await channel.BasicNackAsync(ea.DeliveryTag, multiple: false, requeue: false);
            throw;
        }

        await channel.BasicAckAsync(ea.DeliveryTag, multiple: false);
        """);

    [Fact]
    public Task End_that_is_never_reached_is_not_acknowledged() => Body("""
        if (ea.Redelivered)
        {
            await store.SaveAsync("again");
            return;
        }
        else
        {
            await store.SaveAsync("once");
            return;
        }
        """, """
        try
        {
            if (ea.Redelivered)
            {
                await store.SaveAsync("again");
                await channel.BasicAckAsync(ea.DeliveryTag, multiple: false);
                return;
            }
            else
            {
                await store.SaveAsync("once");
                await channel.BasicAckAsync(ea.DeliveryTag, multiple: false);
                return;
            }
        }
        catch
        {
            await channel.BasicNackAsync(ea.DeliveryTag, multiple: false, requeue: false);
            throw;
        }
        """);

    [Fact]
    public Task Last_return_stays_behind_the_acknowledgement() => Body("""
        await store.SaveAsync("x");
        return;
        """, """
        try
        {
            await store.SaveAsync("x");
        }
        catch
        {
            await channel.BasicNackAsync(ea.DeliveryTag, multiple: false, requeue: false);
            throw;
        }

        await channel.BasicAckAsync(ea.DeliveryTag, multiple: false);
        return;
        """);

    [Fact]
    public Task Texts_over_several_lines_stay_as_they_are() => Body("""
        var sql = @"insert into stones
          values (1)";
        var also = $@"insert {sql}
        {
        ea.RoutingKey}
        end";
        await store.SaveAsync(sql + also);
        """, """
        try
        {
            var sql = @"insert into stones
          values (1)";
            var also = $@"insert {sql}
        {
        ea.RoutingKey}
        end";
            await store.SaveAsync(sql + also);
        }
        catch
        {
            await channel.BasicNackAsync(ea.DeliveryTag, multiple: false, requeue: false);
            throw;
        }

        await channel.BasicAckAsync(ea.DeliveryTag, multiple: false);
        """);

    [Fact]
    public Task Layout_of_the_file_is_followed() => Fixes(Client.V6, """
        public sealed class StoneWorker {
        \tpublic void Start(IModel channel) {
        \t\tchannel.BasicQos(0, 20, false);
        \t\tvar consumer = new EventingBasicConsumer(channel);
        \t\tconsumer.Received += (_, @event) => {
        \t\t\tFile.WriteAllText("stones.txt", @event.RoutingKey);
        \t\t};
        \t\tchannel.{|RMQ2001:BasicConsume|}("stones", true, consumer);
        \t}
        }
        """.Replace("\\t", "\t", StringComparison.Ordinal), """
        public sealed class StoneWorker {
        \tpublic void Start(IModel channel) {
        \t\tchannel.BasicQos(0, 20, false);
        \t\tvar consumer = new EventingBasicConsumer(channel);
        \t\tconsumer.Received += (_, @event) => {
        \t\t\ttry {
        \t\t\t\tFile.WriteAllText("stones.txt", @event.RoutingKey);
        \t\t\t} catch {
        \t\t\t\tchannel.BasicNack(@event.DeliveryTag, multiple: false, requeue: false);
        \t\t\t\tthrow;
        \t\t\t}

        \t\t\tchannel.BasicAck(@event.DeliveryTag, multiple: false);
        \t\t};
        \t\tchannel.BasicConsume("stones", false, consumer);
        \t}
        }
        """.Replace("\\t", "\t", StringComparison.Ordinal));

    /// <summary>The fix changes the body of a handler of client 7 to another one.</summary>
    private static Task Body(string before, string after) =>
        Fixes(Client.V7, Listener(before, "{|RMQ2001:BasicConsumeAsync|}", "true"), Listener(after, "BasicConsumeAsync", "false"));

    /// <summary>No fix is offered for a handler of client 7 with that body.</summary>
    private static Task OffersNothingFor(string body) => OffersNothing(Client.V7, Listener(body, "{|RMQ2001:BasicConsumeAsync|}", "true"));

    private static string Listener(string body, string consume, string autoAck) => $$"""
        public sealed class Listener(IStore store, IChannel channel)
        {
            public async Task StartAsync(CancellationToken stopping)
            {
                await channel.BasicQosAsync(0, 20, false);
                var consumer = new AsyncEventingBasicConsumer(channel);
                consumer.ReceivedAsync += async (_, ea) =>
                {
                    {{string.Join("\n            ", body.ReplaceLineEndings("\n").Split('\n')).Replace("            \n", "\n", StringComparison.Ordinal)}}
                };
                await channel.{{consume}}("stones", {{autoAck}}, consumer);
            }
        }

        public interface IStore
        {
            Task SaveAsync(string text);
        }
        """;
}
