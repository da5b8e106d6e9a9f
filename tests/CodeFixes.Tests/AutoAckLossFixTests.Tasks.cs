using Leveret.Verification;

namespace Leveret.CodeFixes.Tests;

/// <summary>RMQ2001: handlers that return, drop or never end a task.</summary>
public sealed partial class AutoAckLossFixTests
{
    [Fact]
    public Task Returned_task_is_awaited() => Fixes(Client.V7, """
        public sealed class StoneWorker(IStones stones, IChannel channel)
        {
            public async Task StartAsync()
            {
                await channel.BasicQosAsync(0, 20, false);
                var consumer = new AsyncEventingBasicConsumer(channel);
                consumer.ReceivedAsync += (_, ea) =>
                    stones.SaveAsync(
                        ea.RoutingKey);
                await channel.{|RMQ2001:BasicConsumeAsync|}("stones", true, consumer);
            }
        }

        public interface IStones
        {
            Task SaveAsync(string stone);
        }
        """, """
        public sealed class StoneWorker(IStones stones, IChannel channel)
        {
            public async Task StartAsync()
            {
                await channel.BasicQosAsync(0, 20, false);
                var consumer = new AsyncEventingBasicConsumer(channel);
                consumer.ReceivedAsync += async (_, ea) =>
                {
                    try
                    {
                        await stones.SaveAsync(
                            ea.RoutingKey);
                    }
                    catch
                    {
                        await channel.BasicNackAsync(ea.DeliveryTag, multiple: false, requeue: false);
                        throw;
                    }

                    await channel.BasicAckAsync(ea.DeliveryTag, multiple: false);
                };
                await channel.BasicConsumeAsync("stones", false, consumer);
            }
        }

        public interface IStones
        {
            Task SaveAsync(string stone);
        }
        """);

    [Fact]
    public Task Function_that_returns_tasks_becomes_async() => Fixes(Client.V7, """
        public sealed class StoneWorker(IStones stones, IChannel channel)
        {
            public async Task StartAsync()
            {
                await channel.BasicQosAsync(0, 20, false);
                var consumer = new AsyncEventingBasicConsumer(channel);
                consumer.ReceivedAsync += OnStone;
                await channel.{|RMQ2001:BasicConsumeAsync|}("stones", true, consumer);
            }

            private Task OnStone(object sender, BasicDeliverEventArgs ea)
            {
                if (ea.RoutingKey == "none")
                    return Task.CompletedTask;
                if (ea.RoutingKey == "one")
                    return stones.SaveAsync("1");
                // Either way.
                return ea.Redelivered ? stones.SaveAsync("again") : stones.SaveAsync("once");
            }
        }

        public interface IStones
        {
            Task SaveAsync(string stone);
        }
        """, """
        public sealed class StoneWorker(IStones stones, IChannel channel)
        {
            public async Task StartAsync()
            {
                await channel.BasicQosAsync(0, 20, false);
                var consumer = new AsyncEventingBasicConsumer(channel);
                consumer.ReceivedAsync += OnStone;
                await channel.BasicConsumeAsync("stones", false, consumer);
            }

            private async Task OnStone(object sender, BasicDeliverEventArgs ea)
            {
                try
                {
                    if (ea.RoutingKey == "none")
                    {
                        await channel.BasicAckAsync(ea.DeliveryTag, multiple: false);
                        return;
                    }
                    if (ea.RoutingKey == "one")
                    {
                        await stones.SaveAsync("1");
                        await channel.BasicAckAsync(ea.DeliveryTag, multiple: false);
                        return;
                    }
                    // Either way.
                    await (ea.Redelivered ? stones.SaveAsync("again") : stones.SaveAsync("once"));
                }
                catch
                {
                    await channel.BasicNackAsync(ea.DeliveryTag, multiple: false, requeue: false);
                    throw;
                }

                await channel.BasicAckAsync(ea.DeliveryTag, multiple: false);
            }
        }

        public interface IStones
        {
            Task SaveAsync(string stone);
        }
        """);

    [Fact]
    public Task Completed_task_gives_way_to_the_acknowledgement() => Fixes(Client.V7, """
        public sealed class StoneWorker
        {
            public async Task StartAsync(IChannel channel)
            {
                await channel.BasicQosAsync(0, 20, false);
                var consumer = new AsyncEventingBasicConsumer(channel);
                consumer.ReceivedAsync += (_, ea) =>
                {
                    File.WriteAllText("stones.txt", ea.RoutingKey);
                    return Task.CompletedTask;
                };
                await channel.{|RMQ2001:BasicConsumeAsync|}("stones", true, consumer);
            }
        }
        """, """
        public sealed class StoneWorker
        {
            public async Task StartAsync(IChannel channel)
            {
                await channel.BasicQosAsync(0, 20, false);
                var consumer = new AsyncEventingBasicConsumer(channel);
                consumer.ReceivedAsync += async (_, ea) =>
                {
                    try
                    {
                        File.WriteAllText("stones.txt", ea.RoutingKey);
                    }
                    catch
                    {
                        await channel.BasicNackAsync(ea.DeliveryTag, multiple: false, requeue: false);
                        throw;
                    }

                    await channel.BasicAckAsync(ea.DeliveryTag, multiple: false);
                };
                await channel.BasicConsumeAsync("stones", false, consumer);
            }
        }
        """);

    [Fact]
    public Task Completed_task_is_still_returned_on_6() => Fixes(Client.V6, """
        public sealed class StoneWorker
        {
            public void Start(IModel channel)
            {
                channel.BasicQos(0, 20, false);
                var consumer = new AsyncEventingBasicConsumer(channel);
                consumer.Received += (_, ea) =>
                {
                    if (ea.Redelivered)
                        return Task.CompletedTask;

                    File.WriteAllText("stones.txt", ea.RoutingKey);
                    return Task.CompletedTask;
                };
                channel.{|RMQ2001:BasicConsume|}("stones", true, consumer);
            }
        }
        """, """
        public sealed class StoneWorker
        {
            public void Start(IModel channel)
            {
                channel.BasicQos(0, 20, false);
                var consumer = new AsyncEventingBasicConsumer(channel);
                consumer.Received += (_, ea) =>
                {
                    try
                    {
                        if (ea.Redelivered)
                        {
                            channel.BasicAck(ea.DeliveryTag, multiple: false);
                            return Task.CompletedTask;
                        }

                        File.WriteAllText("stones.txt", ea.RoutingKey);
                    }
                    catch
                    {
                        channel.BasicNack(ea.DeliveryTag, multiple: false, requeue: false);
                        throw;
                    }

                    channel.BasicAck(ea.DeliveryTag, multiple: false);
                    return Task.CompletedTask;
                };
                channel.BasicConsume("stones", false, consumer);
            }
        }
        """);

    [Fact]
    public Task Returned_task_is_awaited_on_6() => Fixes(Client.V6, """
        public sealed class StoneWorker
        {
            public void Start(IModel channel)
            {
                channel.BasicQos(0, 20, false);
                var consumer = new AsyncEventingBasicConsumer(channel);
                consumer.Received += (_, ea) => File.WriteAllTextAsync("stones.txt", ea.RoutingKey);
                channel.{|RMQ2001:BasicConsume|}("stones", true, consumer);
            }
        }
        """, """
        public sealed class StoneWorker
        {
            public void Start(IModel channel)
            {
                channel.BasicQos(0, 20, false);
                var consumer = new AsyncEventingBasicConsumer(channel);
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
    public Task Task_that_is_let_go_is_awaited() => Body("""
        _ = store.SaveAsync(ea.RoutingKey);
        Task.Run(() => store.SaveAsync("x"));
        await Task.Yield();
        """, """
        try
        {
            await store.SaveAsync(ea.RoutingKey);
            await Task.Run(() => store.SaveAsync("x"));
            await Task.Yield();
        }
        catch
        {
            await channel.BasicNackAsync(ea.DeliveryTag, multiple: false, requeue: false);
            throw;
        }

        await channel.BasicAckAsync(ea.DeliveryTag, multiple: false);
        """);

    [Fact]
    public Task Task_that_is_let_go_is_waited_for_on_6() => Fixes(Client.V6, """
        public sealed class FlightWorker
        {
            private readonly IFlights _flights;
            private readonly IModel _channel;

            public FlightWorker(IFlights flights, IModel channel)
            {
                _flights = flights;
                _channel = channel;
            }

            public void Start()
            {
                var consumer = new EventingBasicConsumer(_channel);
                consumer.Received += (model, ea) =>
                {
                    try
                    {
                        var flight = JsonSerializer.Deserialize<string>(ea.Body.Span);
                        if (flight != null)
                        {
                            Task.Run(() => HandleAsync(flight));
                        }
                    }
                    catch (Exception error)
                    {
                        Console.WriteLine(error.Message);
                    }
                };
                _channel.BasicQos(0, 20, false);
                _channel.{|RMQ2001:BasicConsume|}("flights", autoAck: true, consumer: consumer);
            }

            private async Task HandleAsync(string flight) => await _flights.SaveAsync(flight);
        }

        public interface IFlights
        {
            Task SaveAsync(string flight);
        }
        """, """
        public sealed class FlightWorker
        {
            private readonly IFlights _flights;
            private readonly IModel _channel;

            public FlightWorker(IFlights flights, IModel channel)
            {
                _flights = flights;
                _channel = channel;
            }

            public void Start()
            {
                var consumer = new EventingBasicConsumer(_channel);
                consumer.Received += (model, ea) =>
                {
                    try
                    {
                        var flight = JsonSerializer.Deserialize<string>(ea.Body.Span);
                        if (flight != null)
                        {
                            Task.Run(() => HandleAsync(flight)).GetAwaiter().GetResult();
                        }

                        _channel.BasicAck(ea.DeliveryTag, multiple: false);
                    }
                    catch (Exception error)
                    {
                        _channel.BasicNack(ea.DeliveryTag, multiple: false, requeue: false);
                        Console.WriteLine(error.Message);
                    }
                };
                _channel.BasicQos(0, 20, false);
                _channel.BasicConsume("flights", autoAck: false, consumer: consumer);
            }

            private async Task HandleAsync(string flight) => await _flights.SaveAsync(flight);
        }

        public interface IFlights
        {
            Task SaveAsync(string flight);
        }
        """);
}
