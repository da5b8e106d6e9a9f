using Leveret.CodeFixes.InPlace;
using Leveret.Verification;

namespace Leveret.CodeFixes.Tests;

/// <summary>RMQ2001: several consumers, files and fixes, and the limits that come with the fix.</summary>
public sealed partial class AutoAckLossFixTests
{
    private static Task Fixes(Client client, string[] before, string[] after) => FixSnippets<AutoAckLossFix>.Create(client, before, after, action: 0).RunAsync();

    [Fact]
    public Task Limit_is_set_where_the_channel_has_none() => Fixes(Client.V7, """
        public sealed class StoneWorker(IConnection connection, IStones stones)
        {
            public async Task StartAsync(CancellationToken stopping)
            {
                var channel = await connection.CreateChannelAsync(cancellationToken: stopping);
                var consumer = new AsyncEventingBasicConsumer(channel);
                consumer.ReceivedAsync += async (_, ea) => await stones.SaveAsync(ea.RoutingKey);
                await channel.{|RMQ2001:BasicConsumeAsync|}("stones", true, consumer, stopping);
            }
        }

        public interface IStones
        {
            Task SaveAsync(string stone);
        }
        """, """
        public sealed class StoneWorker(IConnection connection, IStones stones)
        {
            public async Task StartAsync(CancellationToken stopping)
            {
                var channel = await connection.CreateChannelAsync(cancellationToken: stopping);
                var consumer = new AsyncEventingBasicConsumer(channel);
                consumer.ReceivedAsync += async (_, ea) =>
                {
                    try
                    {
                        await stones.SaveAsync(ea.RoutingKey);
                    }
                    catch
                    {
                        await channel.BasicNackAsync(ea.DeliveryTag, multiple: false, requeue: false);
                        throw;
                    }

                    await channel.BasicAckAsync(ea.DeliveryTag, multiple: false);
                };
                await channel.BasicQosAsync(prefetchSize: 0, prefetchCount: 1, global: false, cancellationToken: stopping);
                await channel.BasicConsumeAsync("stones", false, consumer, stopping);
            }
        }

        public interface IStones
        {
            Task SaveAsync(string stone);
        }
        """);

    [Fact]
    public Task Consumers_of_one_method_share_the_limit() => Fixes(Client.V6, """
        public sealed class StoneWorker
        {
            public void Start(IConnection connection)
            {
                var channel = connection.CreateModel();
                var small = new EventingBasicConsumer(channel);
                small.Received += (_, ea) => File.WriteAllText("small.txt", ea.RoutingKey);
                channel.{|RMQ2001:BasicConsume|}("small", true, small);

                var large = new EventingBasicConsumer(channel);
                large.Received += (_, ea) =>
                {
                    File.WriteAllText("large.txt", ea.RoutingKey);
                };
                channel.{|RMQ2001:BasicConsume|}("large", true, large);

                var heard = new EventingBasicConsumer(channel);
                heard.Received += (_, ea) => Console.WriteLine(ea.RoutingKey);
                channel.BasicConsume("heard", true, heard);
            }
        }
        """, """
        public sealed class StoneWorker
        {
            public void Start(IConnection connection)
            {
                var channel = connection.CreateModel();
                var small = new EventingBasicConsumer(channel);
                small.Received += (_, ea) =>
                {
                    try
                    {
                        File.WriteAllText("small.txt", ea.RoutingKey);
                    }
                    catch
                    {
                        channel.BasicNack(ea.DeliveryTag, multiple: false, requeue: false);
                        throw;
                    }

                    channel.BasicAck(ea.DeliveryTag, multiple: false);
                };
                channel.BasicQos(prefetchSize: 0, prefetchCount: 1, global: false);
                channel.BasicConsume("small", false, small);

                var large = new EventingBasicConsumer(channel);
                large.Received += (_, ea) =>
                {
                    try
                    {
                        File.WriteAllText("large.txt", ea.RoutingKey);
                    }
                    catch
                    {
                        channel.BasicNack(ea.DeliveryTag, multiple: false, requeue: false);
                        throw;
                    }

                    channel.BasicAck(ea.DeliveryTag, multiple: false);
                };
                channel.BasicConsume("large", false, large);

                var heard = new EventingBasicConsumer(channel);
                heard.Received += (_, ea) => Console.WriteLine(ea.RoutingKey);
                channel.BasicConsume("heard", true, heard);
            }
        }
        """);

    [Fact]
    public Task Consumers_that_share_a_handler_are_changed_together() => Fixes(Client.V6, """
        public sealed class StoneWorker
        {
            private readonly IModel _channel;

            public StoneWorker(IModel channel) => _channel = channel;

            public void Start()
            {
                _channel.BasicQos(0, 20, false);
                var small = new EventingBasicConsumer(_channel);
                small.Received += OnStone;
                _channel.{|RMQ2001:BasicConsume|}("small", true, small);
                var large = new EventingBasicConsumer(_channel);
                large.Received += OnStone;
                _channel.{|RMQ2001:BasicConsume|}("large", true, large);
                _channel.{|RMQ2001:BasicConsume|}("huge", true, large);
            }

            public void Stop(EventingBasicConsumer consumer) => consumer.Received -= OnStone;

            private void OnStone(object? sender, BasicDeliverEventArgs ea) => File.WriteAllText("stones.txt", ea.RoutingKey);
        }
        """, """
        public sealed class StoneWorker
        {
            private readonly IModel _channel;

            public StoneWorker(IModel channel) => _channel = channel;

            public void Start()
            {
                _channel.BasicQos(0, 20, false);
                var small = new EventingBasicConsumer(_channel);
                small.Received += OnStone;
                _channel.BasicConsume("small", false, small);
                var large = new EventingBasicConsumer(_channel);
                large.Received += OnStone;
                _channel.BasicConsume("large", false, large);
                _channel.BasicConsume("huge", false, large);
            }

            public void Stop(EventingBasicConsumer consumer) => consumer.Received -= OnStone;

            private void OnStone(object? sender, BasicDeliverEventArgs ea)
            {
                try
                {
                    File.WriteAllText("stones.txt", ea.RoutingKey);
                }
                catch
                {
                    _channel.BasicNack(ea.DeliveryTag, multiple: false, requeue: false);
                    throw;
                }

                _channel.BasicAck(ea.DeliveryTag, multiple: false);
            }
        }
        """);

    [Fact]
    public Task Handler_in_another_file_of_the_class() => Fixes(
        Client.V7,
        [
            """
            public sealed partial class StoneWorker(IChannel channel, IStones stones)
            {
                public async Task StartAsync()
                {
                    await channel.BasicQosAsync(0, 20, false);
                    var consumer = new AsyncEventingBasicConsumer(channel);
                    consumer.ReceivedAsync += OnStoneAsync;
                    await channel.{|RMQ2001:BasicConsumeAsync|}("stones", true, consumer);
                }
            }

            public interface IStones
            {
                Task SaveAsync(string stone);
            }
            """,
            """
            public sealed partial class StoneWorker
            {
                private Task OnStoneAsync(object sender, BasicDeliverEventArgs ea) => stones.SaveAsync(ea.RoutingKey);
            }
            """,
        ],
        [
            """
            public sealed partial class StoneWorker(IChannel channel, IStones stones)
            {
                public async Task StartAsync()
                {
                    await channel.BasicQosAsync(0, 20, false);
                    var consumer = new AsyncEventingBasicConsumer(channel);
                    consumer.ReceivedAsync += OnStoneAsync;
                    await channel.BasicConsumeAsync("stones", false, consumer);
                }
            }

            public interface IStones
            {
                Task SaveAsync(string stone);
            }
            """,
            """
            public sealed partial class StoneWorker
            {
                private async Task OnStoneAsync(object sender, BasicDeliverEventArgs ea)
                {
                    try
                    {
                        await stones.SaveAsync(ea.RoutingKey);
                    }
                    catch
                    {
                        await channel.BasicNackAsync(ea.DeliveryTag, multiple: false, requeue: false);
                        throw;
                    }

                    await channel.BasicAckAsync(ea.DeliveryTag, multiple: false);
                }
            }
            """,
        ]);

    [Fact]
    public Task Consumer_that_a_handler_starts() => Fixes(Client.V6, """
        public sealed class StoneWorker
        {
            public void Start(IModel channel, IModel inner)
            {
                channel.BasicQos(0, 20, false);
                inner.BasicQos(0, 20, false);
                var outer = new EventingBasicConsumer(channel);
                outer.Received += (_, ea) =>
                {
                    File.WriteAllText("outer.txt", ea.RoutingKey);
                    var consumer = new EventingBasicConsumer(inner);
                    consumer.Received += (_, stone) =>
                    {
                        File.WriteAllText("inner.txt", stone.RoutingKey);
                    };
                    inner.{|RMQ2001:BasicConsume|}(ea.RoutingKey, true, consumer);
                };
                channel.{|RMQ2001:BasicConsume|}("stones", true, outer);
            }
        }
        """, """
        public sealed class StoneWorker
        {
            public void Start(IModel channel, IModel inner)
            {
                channel.BasicQos(0, 20, false);
                inner.BasicQos(0, 20, false);
                var outer = new EventingBasicConsumer(channel);
                outer.Received += (_, ea) =>
                {
                    try
                    {
                        File.WriteAllText("outer.txt", ea.RoutingKey);
                        var consumer = new EventingBasicConsumer(inner);
                        consumer.Received += (_, stone) =>
                        {
                            try
                            {
                                File.WriteAllText("inner.txt", stone.RoutingKey);
                            }
                            catch
                            {
                                inner.BasicNack(stone.DeliveryTag, multiple: false, requeue: false);
                                throw;
                            }

                            inner.BasicAck(stone.DeliveryTag, multiple: false);
                        };
                        inner.BasicConsume(ea.RoutingKey, false, consumer);
                    }
                    catch
                    {
                        channel.BasicNack(ea.DeliveryTag, multiple: false, requeue: false);
                        throw;
                    }

                    channel.BasicAck(ea.DeliveryTag, multiple: false);
                };
                channel.BasicConsume("stones", false, outer);
            }
        }
        """);

    [Fact]
    public Task Handler_that_settles_on_every_path_only_loses_auto_ack() => Fixes(Client.V7, """
        public sealed class StoneWorker(IChannel channel, IStones stones)
        {
            public async Task StartAsync()
            {
                await channel.BasicQosAsync(0, 20, false);
                var consumer = new AsyncEventingBasicConsumer(channel);
                consumer.ReceivedAsync += async (_, ea) =>
                {
                    var stone = Encoding.UTF8.GetString(ea.Body.Span);
                    try
                    {
                        await stones.SaveAsync(stone);
                        await channel.BasicAckAsync(ea.DeliveryTag, false);
                    }
                    catch (Exception error)
                    {
                        Console.WriteLine(error);
                        await channel.BasicNackAsync(ea.DeliveryTag, false, requeue: false);
                    }
                };
                await channel.{|RMQ2001:BasicConsumeAsync|}("stones", true, consumer);
            }
        }

        public interface IStones
        {
            Task SaveAsync(string stone);
        }
        """, """
        public sealed class StoneWorker(IChannel channel, IStones stones)
        {
            public async Task StartAsync()
            {
                await channel.BasicQosAsync(0, 20, false);
                var consumer = new AsyncEventingBasicConsumer(channel);
                consumer.ReceivedAsync += async (_, ea) =>
                {
                    var stone = Encoding.UTF8.GetString(ea.Body.Span);
                    try
                    {
                        await stones.SaveAsync(stone);
                        await channel.BasicAckAsync(ea.DeliveryTag, false);
                    }
                    catch (Exception error)
                    {
                        Console.WriteLine(error);
                        await channel.BasicNackAsync(ea.DeliveryTag, false, requeue: false);
                    }
                };
                await channel.BasicConsumeAsync("stones", false, consumer);
            }
        }

        public interface IStones
        {
            Task SaveAsync(string stone);
        }
        """);
}
