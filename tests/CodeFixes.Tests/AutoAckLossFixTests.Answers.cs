using Leveret.Verification;

namespace Leveret.CodeFixes.Tests;

/// <summary>RMQ2001: catches that do something about the message that failed.</summary>
public sealed partial class AutoAckLossFixTests
{
    [Fact]
    public Task Message_that_a_catch_publishes_is_acknowledged_after_that() => Body("""
        try
        {
            await store.SaveAsync("x");
        }
        catch (Exception error)
        {
            Console.WriteLine(error);
            await channel.BasicPublishAsync("errors", ea.RoutingKey, ea.Body);
        }
        """, """
        try
        {
            try
            {
                await store.SaveAsync("x");
                await channel.BasicAckAsync(ea.DeliveryTag, multiple: false);
            }
            catch (Exception error)
            {
                Console.WriteLine(error);
                await channel.BasicPublishAsync("errors", ea.RoutingKey, ea.Body);
                await channel.BasicAckAsync(ea.DeliveryTag, multiple: false);
            }
        }
        catch
        {
            await channel.BasicNackAsync(ea.DeliveryTag, multiple: false, requeue: false);
            throw;
        }
        """);

    [Fact]
    public Task Message_that_is_published_before_a_return_is_acknowledged() => Body("""
        var body = ea.Body.ToArray();
        string text;
        try
        {
            text = JsonSerializer.Deserialize<string>(body)!;
        }
        catch (JsonException)
        {
            await channel.BasicPublishAsync("errors", ea.RoutingKey, body).ConfigureAwait(false);
            return;
        }

        await store.SaveAsync(text);
        """, """
        try
        {
            var body = ea.Body.ToArray();
            string text;
            try
            {
                text = JsonSerializer.Deserialize<string>(body)!;
            }
            catch (JsonException)
            {
                await channel.BasicPublishAsync("errors", ea.RoutingKey, body).ConfigureAwait(false);
                await channel.BasicAckAsync(ea.DeliveryTag, multiple: false);
                return;
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
    public Task Record_of_a_failure_is_kept_before_the_rejection() => Body("""
        try
        {
            await store.SaveAsync("x");
        }
        catch (TimeoutException)
        {
            await store.SaveAsync("slow");
            return;
        }
        catch (Exception error)
        {
            await store.SaveAsync(error.Message);
        }
        """, """
        try
        {
            try
            {
                await store.SaveAsync("x");
                await channel.BasicAckAsync(ea.DeliveryTag, multiple: false);
            }
            catch (TimeoutException)
            {
                await store.SaveAsync("slow");
                await channel.BasicNackAsync(ea.DeliveryTag, multiple: false, requeue: false);
                return;
            }
            catch (Exception error)
            {
                await store.SaveAsync(error.Message);
                await channel.BasicNackAsync(ea.DeliveryTag, multiple: false, requeue: false);
            }
        }
        catch
        {
            await channel.BasicNackAsync(ea.DeliveryTag, multiple: false, requeue: false);
            throw;
        }
        """);

    [Fact]
    public Task Message_that_a_catch_publishes_on_6() => Fixes(Client.V6, """
        public sealed class StoneConsumer : DefaultBasicConsumer
        {
            public StoneConsumer(IModel model) : base(model) { }

            public override void HandleBasicDeliver(string consumerTag, ulong deliveryTag, bool redelivered, string exchange, string routingKey, IBasicProperties properties, ReadOnlyMemory<byte> body)
            {
                try
                {
                    File.WriteAllText("stones.txt", routingKey);
                }
                catch (IOException)
                {
                    Model.BasicPublish("errors", routingKey, properties, body);
                }
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
        """, """
        public sealed class StoneConsumer : DefaultBasicConsumer
        {
            public StoneConsumer(IModel model) : base(model) { }

            public override void HandleBasicDeliver(string consumerTag, ulong deliveryTag, bool redelivered, string exchange, string routingKey, IBasicProperties properties, ReadOnlyMemory<byte> body)
            {
                try
                {
                    try
                    {
                        File.WriteAllText("stones.txt", routingKey);
                        Model.BasicAck(deliveryTag, multiple: false);
                    }
                    catch (IOException)
                    {
                        Model.BasicPublish("errors", routingKey, properties, body);
                        Model.BasicAck(deliveryTag, multiple: false);
                    }
                }
                catch
                {
                    Model.BasicNack(deliveryTag, multiple: false, requeue: false);
                    throw;
                }
            }
        }

        public static class Stones
        {
            public static void Start(IModel channel)
            {
                channel.BasicQos(0, 20, false);
                channel.BasicConsume("stones", false, new StoneConsumer(channel));
            }
        }
        """);

    [Fact]
    public Task Reply_in_a_catch_is_sent_before_the_rejection() => Body("""
        try
        {
            await store.SaveAsync("x");
        }
        catch (Exception error)
        {
            await channel.BasicPublishAsync("", ea.BasicProperties.ReplyTo!, Encoding.UTF8.GetBytes(error.Message));
        }
        """, """
        try
        {
            try
            {
                await store.SaveAsync("x");
                await channel.BasicAckAsync(ea.DeliveryTag, multiple: false);
            }
            catch (Exception error)
            {
                await channel.BasicPublishAsync("", ea.BasicProperties.ReplyTo!, Encoding.UTF8.GetBytes(error.Message));
                await channel.BasicNackAsync(ea.DeliveryTag, multiple: false, requeue: false);
            }
        }
        catch
        {
            await channel.BasicNackAsync(ea.DeliveryTag, multiple: false, requeue: false);
            throw;
        }
        """);

    [Fact]
    public Task Reply_in_a_finally_comes_after_the_place_of_the_acknowledgement() => OffersNothingFor("""
        var response = "";
        try
        {
            await store.SaveAsync("x");
        }
        catch (Exception error)
        {
            response = error.Message;
        }
        finally
        {
            await channel.BasicPublishAsync("", ea.BasicProperties.ReplyTo!, Encoding.UTF8.GetBytes(response));
        }
        """);

    [Theory]
    [InlineData("""
        try
        {
            await store.SaveAsync("x");
        }
        catch (Exception)
        {
            await channel.BasicPublishAsync("errors", ea.RoutingKey, ea.Body);
            throw;
        }
        """)]
    [InlineData("""
        try
        {
            await store.SaveAsync("x");
        }
        catch (Exception)
        {
            if (ea.Redelivered)
                await channel.BasicPublishAsync("errors", ea.RoutingKey, ea.Body);
        }
        """)]
    [InlineData("""
        try
        {
            await store.SaveAsync("x");
        }
        catch (Exception)
        {
            if (ea.Redelivered)
                return;
            await channel.BasicPublishAsync("errors", ea.RoutingKey, ea.Body);
        }
        """)]
    [InlineData("""
        try
        {
            await store.SaveAsync("x");
        }
        catch (Exception error)
        {
            await channel.BasicPublishAsync("errors", ea.RoutingKey, Encoding.UTF8.GetBytes(error.Message));
        }
        """)]
    [InlineData("""
        try
        {
            await store.SaveAsync("x");
        }
        catch (Exception)
        {
            await ToErrorsAsync();
        }

        async Task ToErrorsAsync() => await channel.BasicPublishAsync("errors", ea.RoutingKey, ea.Body);
        """)]
    [InlineData("""
        var text = Encoding.UTF8.GetString(ea.Body.Span);
        try
        {
            await store.SaveAsync(text);
        }
        catch (TimeoutException)
        {
            await store.SaveAsync(text);
        }
        """)]
    [InlineData("""
        try
        {
            await store.SaveAsync("x");
        }
        catch (Exception error)
        {
            await KeepAsync(ea, error);
        }

        async Task KeepAsync(BasicDeliverEventArgs failed, Exception error) => await store.SaveAsync(error.Message + failed.RoutingKey);
        """)]
    [InlineData("""
        var body = ea.Body;
        if (ea.Redelivered)
            body = new byte[1];
        try
        {
            await store.SaveAsync("x");
        }
        catch (Exception)
        {
            await channel.BasicPublishAsync("errors", ea.RoutingKey, body);
        }
        """)]
    [InlineData("""
        try
        {
            await store.SaveAsync("x");
        }
        catch (Exception)
        {
            await channel.BasicPublishAsync("errors", ea.RoutingKey, Encoding.UTF8.GetBytes("failed, " + ea.Body.Length + " bytes"));
        }
        """)]
    [InlineData("""
        try
        {
            await store.SaveAsync("x");
        }
        catch (Exception)
        {
            var text = Encoding.UTF8.GetString(ea.Body.Span);
            await store.SaveAsync(text);
        }
        """)]
    public Task Catch_that_may_hand_the_message_on(string body) => OffersNothingFor(body);
}
