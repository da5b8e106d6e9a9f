using static Leveret.Analyzers.Tests.Rules.Snippets;

namespace Leveret.Analyzers.Tests.Rules;

/// <summary>Loops in callers, services, timers and recursion.</summary>
public sealed partial class QueuePollingTests
{
    private const string BackgroundService = """
        namespace Microsoft.Extensions.Hosting
        {
            public abstract class BackgroundService
            {
                protected abstract Task ExecuteAsync(CancellationToken stoppingToken);
            }
        }
        """;

    [Fact]
    public Task Loop_in_a_caller_of_the_same_class_is_reported() => V6("""
        class ImagePoller
        {
            private readonly IModel _channel;

            public ImagePoller(IModel channel) => _channel = channel;

            public void Run()
            {
                while (true)
                {
                    PollOnce();
                    Thread.Sleep(1000);
                }
            }

            private void PollOnce()
            {
                var result = _channel.{|RMQ1003:BasicGet|}("images", false);
                if (result == null)
                {
                    return;
                }

                Console.WriteLine(result.RoutingKey);
                _channel.BasicAck(result.DeliveryTag, false);
            }
        }
        """);

    [Fact]
    public Task Loop_two_calls_away_is_reported() => V7("""
        class ImagePoller
        {
            private readonly IChannel _channel;

            public ImagePoller(IChannel channel) => _channel = channel;

            public async Task RunAsync(CancellationToken stop)
            {
                while (!stop.IsCancellationRequested)
                {
                    await StepAsync(stop);
                    await Task.Delay(1000, stop);
                }
            }

            private async Task StepAsync(CancellationToken stop)
            {
                Console.WriteLine("Looking.");
                var result = await NextAsync(stop);
                if (result != null)
                {
                    await _channel.BasicAckAsync(result.DeliveryTag, false);
                }
            }

            private Task<BasicGetResult?> NextAsync(CancellationToken stop) =>
                _channel.{|RMQ1003:BasicGetAsync|}("images", false, stop);
        }
        """);

    [Fact]
    public Task Hosted_service_that_loops_itself_is_reported() => V7(BackgroundService, """
        class ImageService : Microsoft.Extensions.Hosting.BackgroundService
        {
            private readonly IChannel _channel;

            public ImageService(IChannel channel) => _channel = channel;

            protected override async Task ExecuteAsync(CancellationToken stoppingToken)
            {
                while (!stoppingToken.IsCancellationRequested)
                {
                    var result = await _channel.{|RMQ1003:BasicGetAsync|}("images", false, stoppingToken);
                    if (result != null)
                    {
                        Console.WriteLine(result.RoutingKey);
                        await _channel.BasicAckAsync(result.DeliveryTag, false);
                    }

                    await Task.Delay(5000, stoppingToken);
                }
            }
        }
        """);

    [Fact]
    public Task Hosted_service_that_loops_over_a_service_in_another_file_is_reported() => V6(BackgroundService, """
        class ImageQueue
        {
            private readonly IModel _channel;

            public ImageQueue(IConnection connection) => _channel = connection.CreateModel();

            public string Dequeue()
            {
                var result = _channel.{|RMQ1003:BasicGet|}("images", false);
                if (result == null)
                {
                    return null;
                }

                _channel.BasicAck(result.DeliveryTag, false);
                return result.RoutingKey;
            }
        }
        """, """
        class ImageService : Microsoft.Extensions.Hosting.BackgroundService
        {
            private readonly ImageQueue _queue;

            public ImageService(ImageQueue queue) => _queue = queue;

            protected override async Task ExecuteAsync(CancellationToken stoppingToken)
            {
                while (!stoppingToken.IsCancellationRequested)
                {
                    var image = _queue.Dequeue();
                    if (image == null)
                    {
                        await Task.Delay(1000, stoppingToken);
                        continue;
                    }

                    Console.WriteLine(image);
                }
            }
        }
        """);

    [Fact]
    public Task Hosted_service_that_loops_over_an_interface_is_reported() => V7(BackgroundService, """
        interface IImageQueue
        {
            Task<string?> DequeueAsync(CancellationToken stop);
        }

        class ImageQueue : IImageQueue
        {
            private readonly IChannel _channel;

            public ImageQueue(IChannel channel) => _channel = channel;

            public async Task<string?> DequeueAsync(CancellationToken stop)
            {
                var result = await _channel.{|RMQ1003:BasicGetAsync|}("images", false, stop);
                if (result is null)
                {
                    return null;
                }

                await _channel.BasicAckAsync(result.DeliveryTag, false);
                return result.RoutingKey;
            }
        }
        """, """
        class ImageService : Microsoft.Extensions.Hosting.BackgroundService
        {
            private readonly IImageQueue _queue;

            public ImageService(IImageQueue queue) => _queue = queue;

            protected override async Task ExecuteAsync(CancellationToken stoppingToken)
            {
                while (!stoppingToken.IsCancellationRequested)
                {
                    var image = await _queue.DequeueAsync(stoppingToken);
                    Console.WriteLine(image ?? "nothing");
                    await Task.Delay(1000, stoppingToken);
                }
            }
        }
        """);

    [Fact]
    public Task Hosted_service_that_loops_over_other_work_leaves_a_single_get_clean() => V7(BackgroundService, """
        class ImageQueue
        {
            private readonly IChannel _channel;

            public ImageQueue(IChannel channel) => _channel = channel;

            public Task PublishAsync(byte[] image) => _channel.BasicPublishAsync("", "images", image).AsTask();

            public async Task<string?> DequeueAsync()
            {
                var result = await _channel.BasicGetAsync("images", false);
                if (result is null)
                {
                    return null;
                }

                await _channel.BasicAckAsync(result.DeliveryTag, false);
                return result.RoutingKey;
            }
        }
        """, """
        class CameraService : Microsoft.Extensions.Hosting.BackgroundService
        {
            private readonly ImageQueue _queue;

            public CameraService(ImageQueue queue) => _queue = queue;

            protected override async Task ExecuteAsync(CancellationToken stoppingToken)
            {
                while (!stoppingToken.IsCancellationRequested)
                {
                    await _queue.PublishAsync(new byte[16]);
                    await Task.Delay(1000, stoppingToken);
                }
            }
        }
        """);

    [Fact]
    public Task Service_with_a_single_get_that_is_called_once_is_clean() => V7("""
        class ImageQueue
        {
            private readonly IChannel _channel;

            public ImageQueue(IChannel channel) => _channel = channel;

            public async Task<string?> DequeueAsync()
            {
                var result = await _channel.BasicGetAsync("images", false);
                if (result is null)
                {
                    return null;
                }

                await _channel.BasicAckAsync(result.DeliveryTag, false);
                return result.RoutingKey;
            }
        }
        """, """
        class ImagePage
        {
            public async Task ShowAsync(ImageQueue queue) =>
                Console.WriteLine(await queue.DequeueAsync() ?? "nothing");
        }
        """);

    [Fact]
    public Task Threading_timer_with_a_lambda_is_reported() => V6("""
        class MetricPoller
        {
            private Timer _timer;

            public void Start(IModel channel)
            {
                _timer = new Timer(_ =>
                {
                    var result = channel.{|RMQ1003:BasicGet|}("metrics", false);
                    if (result != null)
                    {
                        Console.WriteLine(result.RoutingKey);
                        channel.BasicAck(result.DeliveryTag, false);
                    }
                }, null, 0, 1000);
            }
        }
        """);

    [Fact]
    public Task Threading_timer_with_a_method_group_is_reported() => V7("""
        sealed class MetricPoller : IDisposable
        {
            private readonly IChannel _channel;
            private readonly Timer _timer;

            public MetricPoller(IChannel channel)
            {
                _channel = channel;
                _timer = new Timer(Tick, null, TimeSpan.Zero, TimeSpan.FromSeconds(5));
            }

            public void Dispose() => _timer.Dispose();

            private async void Tick(object? state)
            {
                var result = await _channel.{|RMQ1003:BasicGetAsync|}("metrics", false);
                if (result != null)
                {
                    Console.WriteLine(result.RoutingKey);
                    await _channel.BasicAckAsync(result.DeliveryTag, false);
                }
            }
        }
        """);

    [Fact]
    public Task Elapsed_handler_of_a_timers_timer_is_reported() => V6("""
        class MetricPoller
        {
            private readonly System.Timers.Timer _timer = new System.Timers.Timer(2000);
            private readonly IModel _channel;

            public MetricPoller(IModel channel)
            {
                _channel = channel;
                _timer.Elapsed += OnElapsed;
            }

            public void Start() => _timer.Start();

            private void OnElapsed(object sender, System.Timers.ElapsedEventArgs e)
            {
                var result = _channel.{|RMQ1003:BasicGet|}("metrics", false);
                if (result != null)
                {
                    Console.WriteLine(result.RoutingKey);
                    _channel.BasicAck(result.DeliveryTag, false);
                }
            }
        }
        """);

    [Fact]
    public Task Elapsed_lambda_of_a_timers_timer_is_reported() => V7("""
        class MetricPoller
        {
            public void Start(IChannel channel)
            {
                var timer = new System.Timers.Timer(TimeSpan.FromSeconds(2)) { AutoReset = true };
                timer.Elapsed += async (_, _) =>
                {
                    var result = await channel.{|RMQ1003:BasicGetAsync|}("metrics", false);
                    if (result != null)
                    {
                        Console.WriteLine(result.RoutingKey);
                        await channel.BasicAckAsync(result.DeliveryTag, false);
                    }
                };
                timer.Start();
            }
        }
        """);

    [Fact]
    public Task Periodic_timer_is_reported() => V7("""
        class MetricPoller
        {
            public async Task RunAsync(IChannel channel, CancellationToken stop)
            {
                using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1));
                while (await timer.WaitForNextTickAsync(stop))
                {
                    var result = await channel.{|RMQ1003:BasicGetAsync|}("metrics", false, stop);
                    if (result is null)
                    {
                        continue;
                    }

                    Console.WriteLine(result.RoutingKey);
                    await channel.BasicAckAsync(result.DeliveryTag, false);
                }
            }
        }
        """);

    [Fact]
    public Task Timer_that_calls_a_service_in_another_file_is_reported() => V6("""
        class MetricQueue
        {
            private readonly IModel _channel;

            public MetricQueue(IModel channel) => _channel = channel;

            public void PrintNext()
            {
                var result = _channel.{|RMQ1003:BasicGet|}("metrics", false);
                if (result != null)
                {
                    Console.WriteLine(result.RoutingKey);
                    _channel.BasicAck(result.DeliveryTag, false);
                }
            }
        }
        """, """
        class MetricClock
        {
            private readonly Timer _timer;

            public MetricClock(MetricQueue queue) =>
                _timer = new Timer(_ => queue.PrintNext(), null, 1000, 1000);

            public void Stop() => _timer.Dispose();
        }
        """);

    [Fact]
    public Task Timer_that_runs_once_is_clean() => V6("""
        class MetricReader
        {
            private Timer _timer;

            public void ReadLater(IModel channel)
            {
                _timer = new Timer(_ =>
                {
                    var result = channel.BasicGet("metrics", false);
                    if (result != null)
                    {
                        Console.WriteLine(result.RoutingKey);
                        channel.BasicAck(result.DeliveryTag, false);
                    }
                }, null, 5000, Timeout.Infinite);
            }
        }
        """);

    [Fact]
    public Task Timer_that_arms_itself_again_is_reported() => V6("""
        class MetricPoller
        {
            private readonly IModel _channel;
            private readonly Timer _timer;

            public MetricPoller(IModel channel)
            {
                _channel = channel;
                _timer = new Timer(Tick, null, 1000, Timeout.Infinite);
            }

            private void Tick(object state)
            {
                var result = _channel.{|RMQ1003:BasicGet|}("metrics", false);
                if (result != null)
                {
                    Console.WriteLine(result.RoutingKey);
                    _channel.BasicAck(result.DeliveryTag, false);
                }

                _timer.Change(1000, Timeout.Infinite);
            }
        }
        """);

    [Fact]
    public Task Timer_beside_a_single_get_is_clean() => V6("""
        class MetricReader
        {
            private readonly IModel _channel;
            private readonly Timer _timer;

            public MetricReader(IModel channel)
            {
                _channel = channel;
                _timer = new Timer(_ => Console.WriteLine("Still here."), null, 0, 1000);
            }

            public string Next()
            {
                var result = _channel.BasicGet("metrics", false);
                if (result == null)
                {
                    return null;
                }

                _channel.BasicAck(result.DeliveryTag, false);
                return result.RoutingKey;
            }

            public void Stop() => _timer.Dispose();
        }
        """);

    [Fact]
    public Task Recursion_after_a_pause_is_reported() => V7("""
        class AlertPoller
        {
            public async Task PollAsync(IChannel channel, CancellationToken stop)
            {
                var result = await channel.{|RMQ1003:BasicGetAsync|}("alerts", false, stop);
                if (result != null)
                {
                    Console.WriteLine(result.RoutingKey);
                    await channel.BasicAckAsync(result.DeliveryTag, false);
                }

                await Task.Delay(1000, stop);
                await PollAsync(channel, stop);
            }
        }
        """);

    [Fact]
    public Task Recursion_on_an_empty_queue_is_reported() => V6("""
        class AlertPoller
        {
            public BasicGetResult Next(IModel channel)
            {
                var result = channel.{|RMQ1003:BasicGet|}("alerts", false);
                if (result == null)
                {
                    Thread.Sleep(500);
                    return Next(channel);
                }

                return result;
            }
        }
        """);

    [Fact]
    public Task Recursion_over_two_methods_is_reported() => V7("""
        class AlertPoller
        {
            private readonly IChannel _channel;

            public AlertPoller(IChannel channel) => _channel = channel;

            public async Task PollAsync()
            {
                var result = await _channel.{|RMQ1003:BasicGetAsync|}("alerts", false);
                if (result != null)
                {
                    Console.WriteLine(result.RoutingKey);
                    await _channel.BasicAckAsync(result.DeliveryTag, false);
                }

                await RestAsync();
            }

            private async Task RestAsync()
            {
                await Task.Delay(1000);
                await PollAsync();
            }
        }
        """);

    [Fact]
    public Task Recursion_that_stops_at_the_first_empty_result_is_clean() => V6("""
        class AlertDrain
        {
            public void Drain(IModel channel)
            {
                var result = channel.BasicGet("alerts", false);
                if (result == null)
                {
                    return;
                }

                Console.WriteLine(result.RoutingKey);
                channel.BasicAck(result.DeliveryTag, false);
                Drain(channel);
            }
        }
        """);

    [Fact]
    public Task Extension_method_called_in_a_loop_is_reported() => V7("""
        static class ChannelReads
        {
            public static async Task<string?> TryReadAsync(this IChannel channel, string queue)
            {
                var result = await channel.{|RMQ1003:BasicGetAsync|}(queue, false);
                if (result is null)
                {
                    return null;
                }

                await channel.BasicAckAsync(result.DeliveryTag, false);
                return result.RoutingKey;
            }
        }
        """, """
        class AlertPoller
        {
            public async Task RunAsync(IChannel channel)
            {
                while (true)
                {
                    Console.WriteLine(await channel.TryReadAsync("alerts") ?? "nothing");
                    await Task.Delay(1000);
                }
            }
        }
        """);

    [Fact]
    public Task Lambda_called_in_a_loop_is_reported() => V6("""
        class AlertPoller
        {
            public void Run(IModel channel)
            {
                Func<BasicGetResult> next = () => channel.{|RMQ1003:BasicGet|}("alerts", false);
                while (true)
                {
                    var result = next();
                    if (result != null)
                    {
                        Console.WriteLine(result.RoutingKey);
                        channel.BasicAck(result.DeliveryTag, false);
                    }

                    Thread.Sleep(1000);
                }
            }
        }
        """);

    [Fact]
    public Task Local_function_called_in_a_loop_is_reported() => V7("""
        class AlertPoller
        {
            public async Task RunAsync(IChannel channel, CancellationToken stop)
            {
                while (!stop.IsCancellationRequested)
                {
                    await StepAsync();
                    await Task.Delay(1000, stop);
                }

                async Task StepAsync()
                {
                    if (await channel.{|RMQ1003:BasicGetAsync|}("alerts", false, stop) is { } result)
                    {
                        Console.WriteLine(result.RoutingKey);
                        await channel.BasicAckAsync(result.DeliveryTag, false);
                    }
                }
            }
        }
        """);

    [Fact]
    public Task Base_class_loop_over_an_override_is_reported() => V6("""
        abstract class Poller
        {
            public void Run(CancellationToken stop)
            {
                while (!stop.IsCancellationRequested)
                {
                    if (!Step())
                    {
                        Thread.Sleep(1000);
                    }
                }
            }

            protected abstract bool Step();
        }
        """, """
        class AlertPoller : Poller
        {
            private readonly IModel _channel;

            public AlertPoller(IModel channel) => _channel = channel;

            protected override bool Step()
            {
                var result = _channel.{|RMQ1003:BasicGet|}("alerts", false);
                if (result == null)
                {
                    return false;
                }

                Console.WriteLine(result.RoutingKey);
                _channel.BasicAck(result.DeliveryTag, false);
                return true;
            }
        }
        """);

    [Fact]
    public Task Get_in_a_delivery_handler_is_clean() => V6("""
        class AlertWorker
        {
            public void Listen(IConnection connection)
            {
                var channel = connection.CreateModel();
                channel.BasicQos(0, 10, false);
                var consumer = new EventingBasicConsumer(channel);
                consumer.Received += (_, delivery) =>
                {
                    var detail = channel.BasicGet("alert-details", false);
                    if (detail != null)
                    {
                        Console.WriteLine(detail.RoutingKey);
                        channel.BasicAck(detail.DeliveryTag, false);
                    }

                    channel.BasicAck(delivery.DeliveryTag, false);
                };
                channel.BasicConsume("alerts", false, consumer);
            }
        }
        """);
}
