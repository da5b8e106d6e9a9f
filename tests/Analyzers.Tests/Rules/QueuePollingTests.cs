using Leveret.Verification;
using static Leveret.Analyzers.Tests.Rules.Snippets;
using Verify = Leveret.Verification.CSharpAnalyzerVerifier<Leveret.Analyzers.ConsumerAnalyzer>;

namespace Leveret.Analyzers.Tests.Rules;

/// <summary>RMQ1003. This part: loops around the get in one method. The others: callers and timers, drains, and look-alikes.</summary>
public sealed partial class QueuePollingTests
{
    [Fact]
    public Task Endless_while_with_a_sleep_is_reported_on_6() => V6("""
        class ShipmentPoller
        {
            public void Run(IModel channel)
            {
                while (true)
                {
                    var result = channel.{|RMQ1003:BasicGet|}("shipments", false);
                    if (result == null)
                    {
                        Thread.Sleep(1000);
                        continue;
                    }

                    Console.WriteLine(result.RoutingKey);
                    channel.BasicAck(result.DeliveryTag, false);
                }
            }
        }
        """);

    [Fact]
    public Task Endless_while_with_a_delay_is_reported_on_7() => V7("""
        class ShipmentPoller
        {
            public async Task RunAsync(IChannel channel)
            {
                while (true)
                {
                    var result = await channel.{|RMQ1003:BasicGetAsync|}("shipments", false);
                    if (result is not null)
                    {
                        Console.WriteLine(result.RoutingKey);
                        await channel.BasicAckAsync(result.DeliveryTag, false);
                    }

                    await Task.Delay(500);
                }
            }
        }
        """);

    [Fact]
    public Task Tight_loop_without_a_pause_is_reported_on_5() => V5("""
        class ShipmentPoller
        {
            private readonly IModel _channel;

            public ShipmentPoller(IConnection connection)
            {
                _channel = connection.CreateModel();
                _channel.BasicQos(0, 1, false);
            }

            public void Run()
            {
                while (true)
                {
                    BasicGetResult result = _channel.{|RMQ1003:BasicGet|}("shipments", false);
                    if (result != null)
                    {
                        byte[] body = result.Body;
                        Console.WriteLine(Encoding.UTF8.GetString(body));
                        _channel.BasicAck(result.DeliveryTag, false);
                    }
                }
            }
        }
        """);

    [Fact]
    public Task Loop_until_cancelled_is_reported() => V7("""
        class ShipmentPoller
        {
            private readonly IChannel _channel;

            public ShipmentPoller(IChannel channel) => _channel = channel;

            public async Task RunAsync(CancellationToken stop)
            {
                while (!stop.IsCancellationRequested)
                {
                    var result = await _channel.{|RMQ1003:BasicGetAsync|}("shipments", autoAck: false, stop);
                    if (result is null)
                    {
                        await Task.Delay(TimeSpan.FromSeconds(2), stop);
                        continue;
                    }

                    Console.WriteLine(result.RoutingKey);
                    await _channel.BasicAckAsync(result.DeliveryTag, false);
                }
            }
        }
        """);

    [Fact]
    public Task Loop_that_throws_when_cancelled_is_reported() => V7("""
        class ShipmentPoller
        {
            public async Task RunAsync(IChannel channel, CancellationToken stop)
            {
                for (; ; )
                {
                    stop.ThrowIfCancellationRequested();
                    if (await channel.{|RMQ1003:BasicGetAsync|}("shipments", false, stop) is { } result)
                    {
                        Console.WriteLine(result.RoutingKey);
                        await channel.BasicAckAsync(result.DeliveryTag, false);
                    }
                    else
                    {
                        await Task.Delay(250, stop);
                    }
                }
            }
        }
        """);

    [Fact]
    public Task Endless_for_is_reported() => V6("""
        class ShipmentPoller
        {
            public void Run(IModel channel)
            {
                for (; ; Thread.Sleep(100))
                {
                    var result = channel.{|RMQ1003:BasicGet|}("shipments", false);
                    if (result != null)
                    {
                        Console.WriteLine(result.RoutingKey);
                        channel.BasicAck(result.DeliveryTag, false);
                    }
                }
            }
        }
        """);

    [Fact]
    public Task Endless_do_is_reported() => V6("""
        class ShipmentPoller
        {
            public void Run(IModel channel)
            {
                do
                {
                    var result = channel.{|RMQ1003:BasicGet|}("shipments", false);
                    if (result != null)
                    {
                        Console.WriteLine(result.RoutingKey);
                        channel.BasicAck(result.DeliveryTag, false);
                    }

                    Thread.Sleep(100);
                }
                while (true);
            }
        }
        """);

    [Fact]
    public Task Do_while_not_cancelled_is_reported() => V7("""
        class ShipmentPoller
        {
            public async Task RunAsync(IChannel channel, CancellationToken stop)
            {
                do
                {
                    var result = await channel.{|RMQ1003:BasicGetAsync|}("shipments", false, stop);
                    if (result != null)
                    {
                        Console.WriteLine(result.RoutingKey);
                        await channel.BasicAckAsync(result.DeliveryTag, false);
                    }

                    await Task.Delay(100, stop);
                }
                while (!stop.IsCancellationRequested);
            }
        }
        """);

    [Fact]
    public Task Loop_while_a_flag_is_set_is_reported() => V6("""
        class ShipmentPoller
        {
            private volatile bool _running = true;

            public void Stop() => _running = false;

            public void Run(IModel channel)
            {
                while (_running)
                {
                    var result = channel.{|RMQ1003:BasicGet|}("shipments", false);
                    if (result == null)
                    {
                        Thread.Sleep(200);
                    }
                    else
                    {
                        Console.WriteLine(result.RoutingKey);
                        channel.BasicAck(result.DeliveryTag, false);
                    }
                }
            }
        }
        """);

    [Fact]
    public Task Loop_while_the_channel_is_open_is_reported() => V6("""
        class ShipmentPoller
        {
            public void Run(IModel channel)
            {
                while (channel.IsOpen)
                {
                    var result = channel.{|RMQ1003:BasicGet|}("shipments", false);
                    if (result != null)
                    {
                        Console.WriteLine(result.RoutingKey);
                        channel.BasicAck(result.DeliveryTag, false);
                    }

                    Thread.Sleep(200);
                }
            }
        }
        """);

    [Fact]
    public Task Goto_loop_is_reported() => V6("""
        class ShipmentPoller
        {
            public void Run(IModel channel)
            {
            again:
                var result = channel.{|RMQ1003:BasicGet|}("shipments", false);
                if (result != null)
                {
                    Console.WriteLine(result.RoutingKey);
                    channel.BasicAck(result.DeliveryTag, false);
                }

                Thread.Sleep(200);
                goto again;
            }
        }
        """);

    [Fact]
    public Task Wait_until_a_message_comes_is_reported() => V6("""
        class ReplyReader
        {
            public string Wait(IModel channel)
            {
                BasicGetResult result = null;
                while (result == null)
                {
                    result = channel.{|RMQ1003:BasicGet|}("replies", false);
                    if (result == null)
                    {
                        Thread.Sleep(50);
                    }
                }

                channel.BasicAck(result.DeliveryTag, false);
                return result.RoutingKey;
            }
        }
        """);

    [Fact]
    public Task Wait_until_a_message_comes_or_time_is_up_is_reported() => V6("""
        class ReplyReader
        {
            public string Wait(IModel channel, string id)
            {
                var until = DateTime.UtcNow.AddSeconds(10);
                while (DateTime.UtcNow < until)
                {
                    var result = channel.{|RMQ1003:BasicGet|}("replies", false);
                    if (result != null && result.BasicProperties.CorrelationId == id)
                    {
                        channel.BasicAck(result.DeliveryTag, false);
                        return result.RoutingKey;
                    }
                }

                return null;
            }
        }
        """);

    [Fact]
    public Task Loop_with_a_catch_around_the_get_is_reported() => V7("""
        class ShipmentPoller
        {
            public async Task RunAsync(IChannel channel, CancellationToken stop)
            {
                while (!stop.IsCancellationRequested)
                {
                    try
                    {
                        var result = await channel.{|RMQ1003:BasicGetAsync|}("shipments", false, stop);
                        if (result != null)
                        {
                            Console.WriteLine(result.RoutingKey);
                            await channel.BasicAckAsync(result.DeliveryTag, false);
                        }
                    }
                    catch (OperationCanceledException)
                    {
                        break;
                    }

                    await Task.Delay(1000, stop);
                }
            }
        }
        """);

    [Fact]
    public Task Loop_over_several_queues_again_and_again_is_reported() => V6("""
        class ShipmentPoller
        {
            private static readonly string[] s_queues = { "north", "south" };

            public void Run(IModel channel)
            {
                while (true)
                {
                    foreach (var queue in s_queues)
                    {
                        var result = channel.{|RMQ1003:BasicGet|}(queue, false);
                        if (result == null)
                        {
                            continue;
                        }

                        Console.WriteLine(queue);
                        channel.BasicAck(result.DeliveryTag, false);
                    }

                    Thread.Sleep(1000);
                }
            }
        }
        """);

    [Fact]
    public Task Two_gets_in_one_loop_are_both_reported() => V7("""
        class ShipmentPoller
        {
            public async Task RunAsync(IChannel channel, CancellationToken stop)
            {
                while (!stop.IsCancellationRequested)
                {
                    var urgent = await channel.{|RMQ1003:BasicGetAsync|}("shipments.urgent", false, stop);
                    if (urgent != null)
                    {
                        Console.WriteLine(urgent.RoutingKey);
                        await channel.BasicAckAsync(urgent.DeliveryTag, false);
                    }

                    var normal = await channel.{|RMQ1003:BasicGetAsync|}("shipments.normal", false, stop);
                    if (normal != null)
                    {
                        Console.WriteLine(normal.RoutingKey);
                        await channel.BasicAckAsync(normal.DeliveryTag, false);
                    }

                    await Task.Delay(500, stop);
                }
            }
        }
        """);

    [Fact]
    public Task Loop_inside_Task_Run_is_reported() => V6("""
        class ShipmentPoller
        {
            public Task Start(IModel channel, CancellationToken stop)
            {
                return Task.Run(() =>
                {
                    while (!stop.IsCancellationRequested)
                    {
                        var result = channel.{|RMQ1003:BasicGet|}("shipments", false);
                        if (result != null)
                        {
                            Console.WriteLine(result.RoutingKey);
                            channel.BasicAck(result.DeliveryTag, false);
                        }

                        Thread.Sleep(300);
                    }
                });
            }
        }
        """);

    [Fact]
    public Task Loop_on_a_thread_of_its_own_is_reported() => V6("""
        class ShipmentPoller
        {
            private readonly IModel _channel;

            public ShipmentPoller(IModel channel) => _channel = channel;

            public void Start() => new Thread(Poll) { IsBackground = true }.Start();

            private void Poll()
            {
                while (true)
                {
                    var result = _channel?.{|RMQ1003:BasicGet|}(autoAck: false, queue: "shipments");
                    if (result != null)
                    {
                        Console.WriteLine(result.RoutingKey);
                        _channel.BasicAck(result.DeliveryTag, false);
                    }

                    Thread.Sleep(300);
                }
            }
        }
        """);

    [Fact]
    public Task Endless_stream_of_gets_is_reported() => V7("""
        class ShipmentReader
        {
            public async IAsyncEnumerable<BasicGetResult> ReadAsync(IChannel channel, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken stop)
            {
                while (!stop.IsCancellationRequested)
                {
                    var result = await channel.{|RMQ1003:BasicGetAsync|}("shipments", false, stop);
                    if (result is null)
                    {
                        await Task.Delay(100, stop);
                        continue;
                    }

                    yield return result;
                }
            }
        }
        """);

    [Fact]
    public Task Auto_acked_get_in_a_loop_is_reported() => V6("""
        class ShipmentPoller
        {
            public void Run(IModel channel)
            {
                while (true)
                {
                    var result = channel.{|RMQ1003:BasicGet|}("shipments", true);
                    if (result != null)
                    {
                        Console.WriteLine(result.RoutingKey);
                    }

                    Thread.Sleep(1000);
                }
            }
        }
        """);

    [Fact]
    public Task Get_waited_for_synchronously_in_a_loop_is_reported() => V7("""
        class ShipmentPoller
        {
            public void Run(IChannel channel)
            {
                while (true)
                {
                    var result = channel.{|RMQ1003:BasicGetAsync|}("shipments", false).GetAwaiter().GetResult();
                    if (result is null)
                    {
                        Thread.Sleep(1000);
                        continue;
                    }

                    Console.WriteLine(result.RoutingKey);
                    channel.BasicAckAsync(result.DeliveryTag, false).AsTask().Wait();
                }
            }
        }
        """);

    [Fact]
    public Task Channel_opened_for_every_get_in_a_loop_is_reported() => V6("""
        class ShipmentPoller
        {
            public void Run(IConnection connection)
            {
                while (true)
                {
                    using (var channel = connection.CreateModel())
                    {
                        var result = channel.{|RMQ1003:BasicGet|}("shipments", false);
                        if (result != null)
                        {
                            Console.WriteLine(result.RoutingKey);
                            channel.BasicAck(result.DeliveryTag, false);
                        }
                    }

                    Thread.Sleep(5000);
                }
            }
        }
        """);

    [Fact]
    public Task Single_get_is_clean_on_6() => V6("""
        class ShipmentDesk
        {
            public string Next(IModel channel)
            {
                var result = channel.BasicGet("shipments", false);
                if (result == null)
                {
                    return null;
                }

                channel.BasicAck(result.DeliveryTag, false);
                return result.RoutingKey;
            }
        }
        """);

    [Fact]
    public Task Single_get_is_clean_on_7() => V7("""
        class ShipmentDesk
        {
            public async Task<string?> NextAsync(IChannel channel, CancellationToken stop)
            {
                var result = await channel.BasicGetAsync("shipments", false, stop);
                if (result is null)
                {
                    return null;
                }

                await channel.BasicAckAsync(result.DeliveryTag, false);
                return result.RoutingKey;
            }
        }
        """);

    [Fact]
    public Task Single_get_is_clean_on_5() => V5("""
        class ShipmentDesk
        {
            public byte[] Next(IModel channel)
            {
                BasicGetResult result = channel.BasicGet("shipments", false);
                if (result == null)
                {
                    return null;
                }

                channel.BasicAck(result.DeliveryTag, false);
                return result.Body;
            }
        }
        """);

    [Fact]
    public Task Single_get_in_a_controller_action_is_clean() => V7("""
        public abstract class ControllerBase
        {
            protected string Ok(string text) => text;
        }

        public class ShipmentsController : ControllerBase
        {
            private readonly IChannel _channel;

            public ShipmentsController(IChannel channel) => _channel = channel;

            public async Task<string> Get(string queue)
            {
                var result = await _channel.BasicGetAsync(queue, false);
                if (result is null)
                {
                    return Ok("nothing");
                }

                await _channel.BasicAckAsync(result.DeliveryTag, false);
                return Ok(result.RoutingKey);
            }
        }
        """);

    [Fact]
    public Task Get_after_a_loop_is_clean() => V6("""
        class ShipmentDesk
        {
            public string Next(ConnectionFactory factory)
            {
                IConnection connection = null;
                while (connection == null)
                {
                    try
                    {
                        connection = factory.CreateConnection();
                    }
                    catch (RabbitMQ.Client.Exceptions.BrokerUnreachableException)
                    {
                        Thread.Sleep(1000);
                    }
                }

                var channel = connection.CreateModel();
                var result = channel.BasicGet("shipments", false);
                if (result == null)
                {
                    return null;
                }

                channel.BasicAck(result.DeliveryTag, false);
                return result.RoutingKey;
            }
        }
        """);

    [Fact]
    public Task Get_before_an_endless_loop_is_clean() => V7("""
        class ShipmentDesk
        {
            public async Task RunAsync(IChannel channel, CancellationToken stop)
            {
                var first = await channel.BasicGetAsync("shipments.config", false, stop);
                if (first != null)
                {
                    await channel.BasicAckAsync(first.DeliveryTag, false);
                }

                while (!stop.IsCancellationRequested)
                {
                    Console.WriteLine(first?.RoutingKey);
                    await Task.Delay(1000, stop);
                }
            }
        }
        """);

    [Fact]
    public Task Loop_that_leaves_after_the_first_get_that_works_is_clean() => V6("""
        class ShipmentDesk
        {
            public BasicGetResult Next(IModel channel)
            {
                while (true)
                {
                    try
                    {
                        return channel.BasicGet("shipments", false);
                    }
                    catch (TimeoutException)
                    {
                        Thread.Sleep(1000);
                    }
                }
            }
        }
        """);

    [Fact]
    public Task One_pass_over_several_queues_is_clean() => V6("""
        class ShipmentDesk
        {
            public void Look(IModel channel, IEnumerable<string> queues)
            {
                foreach (var queue in queues)
                {
                    var result = channel.BasicGet(queue, false);
                    if (result != null)
                    {
                        Console.WriteLine(queue);
                        channel.BasicAck(result.DeliveryTag, false);
                    }
                }
            }
        }
        """);

    [Fact]
    public Task Local_function_with_a_get_called_once_is_clean() => V7("""
        class ShipmentDesk
        {
            public async Task<string> NextAsync(IChannel channel)
            {
                return await ReadAsync() ?? "nothing";

                async Task<string?> ReadAsync()
                {
                    var result = await channel.BasicGetAsync("shipments", false);
                    if (result is null)
                    {
                        return null;
                    }

                    await channel.BasicAckAsync(result.DeliveryTag, false);
                    return result.RoutingKey;
                }
            }
        }
        """);

    [Fact]
    public Task Get_in_a_Fact_is_clean() => V7("""
        namespace Xunit
        {
            public sealed class FactAttribute : Attribute { }
        }
        """, """
        using Xunit;

        public class ShipmentTests
        {
            [Fact]
            public async Task Shipment_arrives()
            {
                var connection = await new ConnectionFactory().CreateConnectionAsync();
                var channel = await connection.CreateChannelAsync();
                BasicGetResult? result = null;
                while (result is null)
                {
                    result = await channel.BasicGetAsync("shipments", false);
                    await Task.Delay(50);
                }

                await channel.BasicAckAsync(result.DeliveryTag, false);
            }
        }
        """);

    [Fact]
    public Task Get_in_an_NUnit_test_is_clean() => V6("""
        namespace NUnit.Framework
        {
            public sealed class TestAttribute : Attribute { }
        }
        """, """
        using NUnit.Framework;

        public class ShipmentTests
        {
            [Test]
            public void Shipment_arrives()
            {
                var channel = new ConnectionFactory().CreateConnection().CreateModel();
                while (true)
                {
                    var result = channel.BasicGet("shipments", false);
                    if (result != null)
                    {
                        channel.BasicAck(result.DeliveryTag, false);
                        return;
                    }

                    Thread.Sleep(50);
                }
            }
        }
        """);

    [Fact]
    public Task Get_in_an_MSTest_method_is_clean() => V6("""
        namespace Microsoft.VisualStudio.TestTools.UnitTesting
        {
            public sealed class TestClassAttribute : Attribute { }

            public class TestMethodAttribute : Attribute { }
        }
        """, """
        using Microsoft.VisualStudio.TestTools.UnitTesting;

        [TestClass]
        public class ShipmentTests
        {
            [TestMethod]
            public void Shipment_arrives()
            {
                var channel = new ConnectionFactory().CreateConnection().CreateModel();
                BasicGetResult result;
                do
                {
                    Thread.Sleep(50);
                    result = channel.BasicGet("shipments", false);
                }
                while (result == null);

                channel.BasicAck(result.DeliveryTag, false);
            }
        }
        """);

    [Fact]
    public Task Type_of_the_same_name_from_elsewhere_is_nobodys_business() => Verify.VerifyAnalyzerAsync(Client.V6, """
        using System.Threading;
        using Toy.Messaging;

        namespace Toy.Messaging
        {
            public interface IModel
            {
                object BasicGet(string queue, bool autoAck);

                uint MessageCount(string queue);
            }
        }

        public class ToyPoller
        {
            public void Run(IModel channel)
            {
                while (true)
                {
                    if (channel.MessageCount("toys") > 0)
                    {
                        channel.BasicGet("toys", false);
                    }

                    Thread.Sleep(1000);
                }
            }
        }
        """);

    [Fact]
    public Task Method_of_the_same_name_without_the_client_is_nobodys_business() => Verify.VerifyAnalyzerAsync(Client.Absent, """
        using System.Threading.Tasks;

        public interface IChannel
        {
            Task<object> BasicGetAsync(string queue, bool autoAck);
        }

        public class ToyPoller
        {
            public async Task RunAsync(IChannel channel)
            {
                while (true)
                {
                    await channel.BasicGetAsync("toys", false);
                    await Task.Delay(1000);
                }
            }
        }
        """);

    [Fact]
    public Task Half_a_loop_does_no_harm() => Incomplete(Client.V7, """
        class ShipmentPoller
        {
            public async Task RunAsync(IChannel channel)
            {
                while (true)
                {
                    var result = await channel.BasicGetAsync("shipments",
                    if (result
            }
        }
        """);

    [Fact]
    public Task Gets_that_do_not_bind_do_no_harm() => Incomplete(Client.V6, """
        class ShipmentPoller
        {
            public void Run(IModel channel)
            {
                for (; ; )
                {
                    channel.BasicGet("shipments");
                    channel.BasicGet(1, 2, 3);
                    channel.BasicGet;
                    missing.BasicGet("shipments", false);
                    goto nowhere;
                }
            }
        }
        """);

    [Fact]
    public Task Unfinished_statement_after_the_loop_does_not_hide_it() => Incomplete(Client.V6, """
        class ShipmentPoller
        {
            public void Run(IModel channel)
            {
                while (true)
                {
                    var result = channel.{|RMQ1003:BasicGet|}("shipments", false);
                    if (result != null)
                    {
                        Console.WriteLine(result.RoutingKey);
                        channel.BasicAck(result.DeliveryTag, false);
                    }

                    Thread.Sleep(1000);
                }

                Console.Write
            }
        }
        """);

    [Fact]
    public Task Message_names_the_queue_and_the_delays() => Message(Client.V7, """
        class ShipmentPoller
        {
            public async Task RunAsync(IChannel channel, CancellationToken stop)
            {
                while (!stop.IsCancellationRequested)
                {
                    var result = await channel.{|RMQ1003:BasicGetAsync|}("shipment-notes", false, stop);
                    if (result != null)
                    {
                        Console.WriteLine(result.RoutingKey);
                        await channel.BasicAckAsync(result.DeliveryTag, false);
                    }

                    await Task.Delay(1000, stop);
                }
            }
        }
        """, message =>
    {
        Assert.Contains("shipment-notes", message, StringComparison.Ordinal);
        Assert.Matches("half|500", message);
        Assert.Contains("milliseconds", message, StringComparison.Ordinal);
    });

    [Fact]
    public Task Message_is_whole_when_queue_and_interval_are_unknown() => Message(Client.V6, """
        class ShipmentPoller
        {
            public void Run(IModel channel, string queue, TimeSpan pause)
            {
                while (true)
                {
                    var result = channel.{|RMQ1003:BasicGet|}(queue, false);
                    if (result != null)
                    {
                        Console.WriteLine(result.RoutingKey);
                        channel.BasicAck(result.DeliveryTag, false);
                    }

                    Thread.Sleep(pause);
                }
            }
        }
        """, message => Assert.Contains("milliseconds", message, StringComparison.Ordinal));
}
