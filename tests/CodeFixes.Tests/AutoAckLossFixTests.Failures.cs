using Leveret.Verification;

namespace Leveret.CodeFixes.Tests;

/// <summary>RMQ2001: handlers that answer failures themselves.</summary>
public sealed partial class AutoAckLossFixTests
{
    [Fact]
    public Task Try_acknowledges_at_its_end_and_its_catches_reject() => Body("""
        var text = Encoding.UTF8.GetString(ea.Body.ToArray());
        Console.WriteLine($"got {text}");
        try
        {
            if (text.Length == 0)
                return;

            await store.SaveAsync(text);
        }
        catch (InvalidOperationException)
        {
            // Known.
        }
        catch (Exception error)
        {
            Console.WriteLine(error);
            if (text == "x")
                return;
            throw new InvalidOperationException("not saved", error);
        }
        finally
        {
            Console.WriteLine("done");
        }

        Console.WriteLine("end");
        """, """
        var text = Encoding.UTF8.GetString(ea.Body.ToArray());
        Console.WriteLine($"got {text}");
        try
        {
            if (text.Length == 0)
            {
                await channel.BasicAckAsync(ea.DeliveryTag, multiple: false);
                return;
            }

            await store.SaveAsync(text);
            await channel.BasicAckAsync(ea.DeliveryTag, multiple: false);
        }
        catch (InvalidOperationException)
        {
            await channel.BasicNackAsync(ea.DeliveryTag, multiple: false, requeue: false);
            // Known.
        }
        catch (Exception error)
        {
            await channel.BasicNackAsync(ea.DeliveryTag, multiple: false, requeue: false);
            Console.WriteLine(error);
            if (text == "x")
                return;
            throw new InvalidOperationException("not saved", error);
        }
        finally
        {
            Console.WriteLine("done");
        }

        Console.WriteLine("end");
        """);

    [Fact]
    public Task Statements_before_the_try_that_can_fail_are_tried_too() => Body("""
        var order = JsonSerializer.Deserialize<string[]>(ea.Body.Span)!;
        if (order.Length == 0)
            return;

        try
        {
            await store.SaveAsync(order[0]);
        }
        catch (TimeoutException error)
        {
            Console.WriteLine(error);
            if (order.Length == 1)
                return;
            throw;
        }
        catch (Exception error)
        {
            Console.WriteLine(error);
        }
        """, """
        try
        {
            var order = JsonSerializer.Deserialize<string[]>(ea.Body.Span)!;
            if (order.Length == 0)
            {
                await channel.BasicAckAsync(ea.DeliveryTag, multiple: false);
                return;
            }

            try
            {
                await store.SaveAsync(order[0]);
                await channel.BasicAckAsync(ea.DeliveryTag, multiple: false);
            }
            catch (TimeoutException error)
            {
                Console.WriteLine(error);
                if (order.Length == 1)
                {
                    await channel.BasicNackAsync(ea.DeliveryTag, multiple: false, requeue: false);
                    return;
                }
                throw;
            }
            catch (Exception error)
            {
                Console.WriteLine(error);
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
    public Task Try_that_does_not_catch_all_is_tried_too() => Body("""
        try
        {
            await store.SaveAsync("x");
        }
        catch (TimeoutException) { }
        """, """
        try
        {
            try
            {
                await store.SaveAsync("x");
                await channel.BasicAckAsync(ea.DeliveryTag, multiple: false);
            }
            catch (TimeoutException) { await channel.BasicNackAsync(ea.DeliveryTag, multiple: false, requeue: false); }
        }
        catch
        {
            await channel.BasicNackAsync(ea.DeliveryTag, multiple: false, requeue: false);
            throw;
        }
        """);

    [Fact]
    public Task Delivery_of_a_handler_that_is_stopped_is_left_to_the_broker() => Body("""
        try
        {
            await store.SaveAsync("x");
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            Console.WriteLine("stopped");
        }
        catch (Exception error) { Console.WriteLine(error); }
        """, """
        try
        {
            await store.SaveAsync("x");
            await channel.BasicAckAsync(ea.DeliveryTag, multiple: false);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            Console.WriteLine("stopped");
        }
        catch (Exception error) { await channel.BasicNackAsync(ea.DeliveryTag, multiple: false, requeue: false); Console.WriteLine(error); }
        """);

    [Theory]
    [InlineData("""
        try
        {
            await store.SaveAsync("x");
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            Console.WriteLine("stopped");
            throw;
        }
        """)]
    [InlineData("""
        using var activity = new Activity("save").Start();
        try
        {
            await store.SaveAsync("x");
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            throw;
        }
        catch (Exception error)
        {
            Console.WriteLine(error);
        }
        """)]
    public Task Stop_that_goes_on_would_be_rejected_outside(string body) => OffersNothingFor(body);

    [Fact]
    public Task Cancellation_while_the_program_runs_is_a_failure() => Body("""
        try
        {
            await store.SaveAsync("x");
        }
        catch (OperationCanceledException) when (!stopping.IsCancellationRequested)
        {
            Console.WriteLine("too slow");
        }
        catch (Exception error) when (error is OperationCanceledException && stopping.IsCancellationRequested)
        {
        }
        catch (Exception error)
        {
            Console.WriteLine(error);
        }
        """, """
        try
        {
            await store.SaveAsync("x");
            await channel.BasicAckAsync(ea.DeliveryTag, multiple: false);
        }
        catch (OperationCanceledException) when (!stopping.IsCancellationRequested)
        {
            await channel.BasicNackAsync(ea.DeliveryTag, multiple: false, requeue: false);
            Console.WriteLine("too slow");
        }
        catch (Exception error) when (error is OperationCanceledException && stopping.IsCancellationRequested)
        {
        }
        catch (Exception error)
        {
            await channel.BasicNackAsync(ea.DeliveryTag, multiple: false, requeue: false);
            Console.WriteLine(error);
        }
        """);

    [Fact]
    public Task Try_within_a_using() => Body("""
        using (var activity = new Activity("save").Start())
        {
            var text = Encoding.UTF8.GetString(ea.Body.Span);
            try
            {
                await store.SaveAsync(text);
            }
            catch (Exception error)
            {
                Console.WriteLine(error);
            }
        }
        """, """
        try
        {
            using (var activity = new Activity("save").Start())
            {
                var text = Encoding.UTF8.GetString(ea.Body.Span);
                try
                {
                    await store.SaveAsync(text);
                    await channel.BasicAckAsync(ea.DeliveryTag, multiple: false);
                }
                catch (Exception error)
                {
                    Console.WriteLine(error);
                    await channel.BasicNackAsync(ea.DeliveryTag, multiple: false, requeue: false);
                }
            }
        }
        catch
        {
            await channel.BasicNackAsync(ea.DeliveryTag, multiple: false, requeue: false);
            throw;
        }
        """);

    [Fact]
    public Task Catch_that_throws_on_leaves_the_delivery_to_the_outer_one() => Body("""
        try
        {
            await store.SaveAsync("x");
        }
        catch (Exception error)
        {
            Console.WriteLine(error);
            throw;
        }
        """, """
        try
        {
            try
            {
                await store.SaveAsync("x");
            }
            catch (Exception error)
            {
                Console.WriteLine(error);
                throw;
            }
        }
        catch
        {
            await channel.BasicNackAsync(ea.DeliveryTag, multiple: false, requeue: false);
            throw;
        }

        await channel.BasicAckAsync(ea.DeliveryTag, multiple: false);
        """);

    [Fact]
    public Task Return_after_a_failure_in_the_middle_rejects() => Body("""
        string text;
        try
        {
            text = JsonSerializer.Deserialize<string>(ea.Body.Span)!;
        }
        catch (JsonException)
        {
            return;
        }

        await store.SaveAsync(text);
        """, """
        try
        {
            string text;
            try
            {
                text = JsonSerializer.Deserialize<string>(ea.Body.Span)!;
            }
            catch (JsonException)
            {
                await channel.BasicNackAsync(ea.DeliveryTag, multiple: false, requeue: false);
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
    public Task Scope_may_be_left_after_the_acknowledgement() => Body("""
        try
        {
            using var activity = new Activity("save").Start();
            await store.SaveAsync("x");
        }
        catch
        {
        }
        """, """
        try
        {
            using var activity = new Activity("save").Start();
            await store.SaveAsync("x");
            await channel.BasicAckAsync(ea.DeliveryTag, multiple: false);
        }
        catch
        {
            await channel.BasicNackAsync(ea.DeliveryTag, multiple: false, requeue: false);
        }
        """);

    [Fact]
    public Task File_that_is_written_when_it_is_closed_is_closed_before_the_acknowledgement() => OffersNothingFor("""
        try
        {
            await using var writer = new StreamWriter("stones.txt");
            await writer.WriteAsync("x");
            await store.SaveAsync("x");
        }
        catch
        {
        }
        """);

    [Fact]
    public Task Try_in_a_function_that_becomes_async() => Fixes(Client.V7, """
        public sealed class StoneWorker(IChannel channel)
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
                try
                {
                    if (ea.RoutingKey == "none")
                        return Task.CompletedTask;

                    File.WriteAllText("stones.txt", ea.RoutingKey);
                }
                catch (Exception error)
                {
                    Console.WriteLine(error);
                }

                return Task.CompletedTask;
            }
        }
        """, """
        public sealed class StoneWorker(IChannel channel)
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

                    File.WriteAllText("stones.txt", ea.RoutingKey);
                    await channel.BasicAckAsync(ea.DeliveryTag, multiple: false);
                }
                catch (Exception error)
                {
                    await channel.BasicNackAsync(ea.DeliveryTag, multiple: false, requeue: false);
                    Console.WriteLine(error);
                }
            }
        }
        """);

    [Fact]
    public Task Task_that_is_returned_from_a_try_would_fail_into_its_catches() => OffersNothing(Client.V7, """
        public sealed class StoneWorker(IChannel channel)
        {
            public async Task StartAsync()
            {
                await channel.BasicQosAsync(0, 20, false);
                var consumer = new AsyncEventingBasicConsumer(channel);
                consumer.ReceivedAsync += (_, ea) =>
                {
                    try
                    {
                        return File.WriteAllTextAsync("stones.txt", ea.RoutingKey);
                    }
                    catch (Exception error)
                    {
                        Console.WriteLine(error);
                        return Task.CompletedTask;
                    }
                };
                await channel.{|RMQ2001:BasicConsumeAsync|}("stones", true, consumer);
            }
        }
        """);
}
