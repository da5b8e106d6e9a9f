using Leveret.Verification;

namespace Leveret.CodeFixes.Tests;

/// <summary>RMQ2001: where the handler stands, what it calls the channel, and how auto-ack is written.</summary>
public sealed partial class AutoAckLossFixTests
{
    [Fact]
    public Task Local_function() => Fixes(Client.V7, """
        public sealed class Stones
        {
            public async Task StartAsync(IChannel channel)
            {
                await channel.BasicQosAsync(0, 20, false);
                var consumer = new AsyncEventingBasicConsumer(channel);
                consumer.ReceivedAsync += HandleAsync;
                await channel.{|RMQ2001:BasicConsumeAsync|}("stones", true, consumer);

                Task HandleAsync(object sender, BasicDeliverEventArgs ea) => File.WriteAllTextAsync("stones.txt", ea.RoutingKey);
            }
        }
        """, """
        public sealed class Stones
        {
            public async Task StartAsync(IChannel channel)
            {
                await channel.BasicQosAsync(0, 20, false);
                var consumer = new AsyncEventingBasicConsumer(channel);
                consumer.ReceivedAsync += HandleAsync;
                await channel.BasicConsumeAsync("stones", false, consumer);

                async Task HandleAsync(object sender, BasicDeliverEventArgs ea)
                {
                    try
                    {
                        await File.WriteAllTextAsync("stones.txt", ea.RoutingKey);
                    }
                    catch
                    {
                        await channel.BasicNackAsync(ea.DeliveryTag, multiple: false, requeue: false);
                        throw;
                    }

                    await channel.BasicAckAsync(ea.DeliveryTag, multiple: false);
                }
            }
        }
        """);

    [Fact]
    public Task Lambda_on_5() => Fixes(Client.V5, """
        public sealed class Franking
        {
            private const bool FireAndForget = true;

            public void Listen(IModel channel)
            {
                channel.BasicQos(0, 20, false);
                var consumer = new EventingBasicConsumer(channel);
                consumer.Received += delegate(object sender, BasicDeliverEventArgs delivery)
                {
                    File.WriteAllBytes("letter.pdf", delivery.Body);
                };
                channel.{|RMQ2001:BasicConsume|}("letters", FireAndForget, consumer);
            }
        }
        """, """
        public sealed class Franking
        {
            private const bool FireAndForget = false;

            public void Listen(IModel channel)
            {
                channel.BasicQos(0, 20, false);
                var consumer = new EventingBasicConsumer(channel);
                consumer.Received += delegate(object sender, BasicDeliverEventArgs delivery)
                {
                    try
                    {
                        File.WriteAllBytes("letter.pdf", delivery.Body);
                    }
                    catch
                    {
                        channel.BasicNack(delivery.DeliveryTag, multiple: false, requeue: false);
                        throw;
                    }

                    channel.BasicAck(delivery.DeliveryTag, multiple: false);
                };
                channel.BasicConsume("letters", false, consumer);
            }
        }
        """.Replace("\"letters\", false", "\"letters\", FireAndForget", StringComparison.Ordinal));

    [Fact]
    public Task Auto_ack_in_a_local() => Fixes(Client.V6, """
        public sealed class Sawmill
        {
            public void Listen(IModel channel)
            {
                channel.BasicQos(0, 20, false);
                var autoAck = true;
                var consumer = new EventingBasicConsumer(channel);
                consumer.Received += (_, ea) => { File.WriteAllText("cut.txt", ea.RoutingKey); };
                channel.{|RMQ2001:BasicConsume|}("logs", autoAck: autoAck, consumer);
            }
        }
        """, """
        public sealed class Sawmill
        {
            public void Listen(IModel channel)
            {
                channel.BasicQos(0, 20, false);
                var autoAck = false;
                var consumer = new EventingBasicConsumer(channel);
                consumer.Received += (_, ea) =>
                {
                    try
                    {
                        File.WriteAllText("cut.txt", ea.RoutingKey);
                    }
                    catch
                    {
                        channel.BasicNack(ea.DeliveryTag, multiple: false, requeue: false);
                        throw;
                    }

                    channel.BasicAck(ea.DeliveryTag, multiple: false);
                };
                channel.BasicConsume("logs", autoAck: autoAck, consumer);
            }
        }
        """);

    [Fact]
    public Task Message_that_comes_back_may_not_be_safe_to_handle_twice() => Fixes(Client.V6, """
        public sealed class Sawmill
        {
            public void Listen(IModel channel)
            {
                channel.BasicQos(0, 20, false);
                var consumer = new EventingBasicConsumer(channel);
                consumer.Received += (_, ea) => File.AppendAllText("cut.txt", ea.RoutingKey);
                channel.{|RMQ2001:BasicConsume|}("logs", true, consumer);
            }
        }
        """, """
        public sealed class Sawmill
        {
            public void Listen(IModel channel)
            {
                channel.BasicQos(0, 20, false);
                var consumer = new EventingBasicConsumer(channel);
                consumer.Received += (_, ea) =>
                {
                    try
                    {
                        File.AppendAllText("cut.txt", ea.RoutingKey);
                    }
                    catch
                    {
                        channel.BasicNack(ea.DeliveryTag, multiple: false, requeue: false);
                        throw;
                    }

                    channel.BasicAck(ea.DeliveryTag, multiple: false);
                };
                channel.{|RMQ3001:BasicConsume|}("logs", false, consumer);
            }
        }
        """);

    [Fact]
    public Task Delivery_that_comes_while_the_program_stops_is_left_to_the_broker() => Fixes(Client.V7, """
        public sealed class Worker(IChannel channel)
        {
            public async Task StartAsync(CancellationToken stopping)
            {
                await channel.BasicQosAsync(0, 20, false);
                var consumer = new AsyncEventingBasicConsumer(channel);
                consumer.ReceivedAsync += async (_, delivery) =>
                {
                    if (stopping.IsCancellationRequested)
                        return; // Given back.
                    if (delivery.RoutingKey.Length == 0)
                        return; // Nothing to do.
                    await File.WriteAllTextAsync("stone.txt", delivery.RoutingKey);
                };
                await channel.{|RMQ2001:BasicConsumeAsync|}("stones", autoAck: true, consumer);
            }
        }
        """, """
        public sealed class Worker(IChannel channel)
        {
            public async Task StartAsync(CancellationToken stopping)
            {
                await channel.BasicQosAsync(0, 20, false);
                var consumer = new AsyncEventingBasicConsumer(channel);
                consumer.ReceivedAsync += async (_, delivery) =>
                {
                    try
                    {
                        if (stopping.IsCancellationRequested)
                            return; // Given back.
                        if (delivery.RoutingKey.Length == 0)
                        {
                            await channel.BasicAckAsync(delivery.DeliveryTag, multiple: false);
                            return; // Nothing to do.
                        }
                        await File.WriteAllTextAsync("stone.txt", delivery.RoutingKey);
                    }
                    catch
                    {
                        await channel.BasicNackAsync(delivery.DeliveryTag, multiple: false, requeue: false);
                        throw;
                    }

                    await channel.BasicAckAsync(delivery.DeliveryTag, multiple: false);
                };
                await channel.BasicConsumeAsync("stones", autoAck: false, consumer);
            }
        }
        """);
}
