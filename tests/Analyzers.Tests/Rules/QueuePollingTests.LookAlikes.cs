using static Leveret.Analyzers.Tests.Rules.Snippets;

namespace Leveret.Analyzers.Tests.Rules;

/// <summary>Asking again and again how many messages there are, which is the same polling; and asking once, which is none.</summary>
public sealed partial class QueuePollingTests
{
    [Fact]
    public Task Message_count_in_an_endless_loop_is_reported_on_6() => V6("""
        class BacklogWatcher
        {
            public void Run(IModel channel)
            {
                while (true)
                {
                    if (channel.{|RMQ1003:MessageCount|}("backlog") > 0)
                    {
                        Console.WriteLine("There is work.");
                    }

                    Thread.Sleep(1000);
                }
            }
        }
        """);

    [Fact]
    public Task Message_count_in_an_endless_loop_is_reported_on_7() => V7("""
        class BacklogWatcher
        {
            public async Task RunAsync(IChannel channel, CancellationToken stop)
            {
                while (!stop.IsCancellationRequested)
                {
                    var count = await channel.{|RMQ1003:MessageCountAsync|}("backlog", stop);
                    if (count == 0)
                    {
                        await Task.Delay(1000, stop);
                        continue;
                    }

                    Console.WriteLine("There is work.");
                }
            }
        }
        """);

    [Fact]
    public Task Wait_until_the_message_count_rises_is_reported() => V6("""
        class BacklogWatcher
        {
            public void Wait(IModel channel)
            {
                while (channel.{|RMQ1003:MessageCount|}("backlog") == 0)
                {
                    Thread.Sleep(500);
                }

                Console.WriteLine("There is work.");
            }
        }
        """);

    [Fact]
    public Task Message_count_on_a_timer_is_reported() => V7("""
        class BacklogWatcher
        {
            private Timer? _timer;

            public void Start(IChannel channel)
            {
                _timer = new Timer(async _ =>
                {
                    if (await channel.{|RMQ1003:MessageCountAsync|}("backlog") > 0)
                    {
                        Console.WriteLine("There is work.");
                    }
                }, null, TimeSpan.Zero, TimeSpan.FromSeconds(1));
            }
        }
        """);

    [Fact]
    public Task Passive_declare_in_an_endless_loop_is_reported_on_6() => V6("""
        class BacklogWatcher
        {
            public void Run(IModel channel)
            {
                while (true)
                {
                    var queue = channel.{|RMQ1003:QueueDeclarePassive|}("backlog");
                    if (queue.MessageCount > 0)
                    {
                        Console.WriteLine("There is work.");
                    }

                    Thread.Sleep(1000);
                }
            }
        }
        """);

    [Fact]
    public Task Passive_declare_on_a_periodic_timer_is_reported_on_7() => V7("""
        class BacklogWatcher
        {
            public async Task RunAsync(IChannel channel, CancellationToken stop)
            {
                using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1));
                while (await timer.WaitForNextTickAsync(stop))
                {
                    var queue = await channel.{|RMQ1003:QueueDeclarePassiveAsync|}("backlog", stop);
                    if (queue.MessageCount > 0)
                    {
                        Console.WriteLine("There is work.");
                    }
                }
            }
        }
        """);

    [Fact]
    public Task Message_count_in_an_endless_loop_is_reported_on_5() => V5("""
        class BacklogWatcher
        {
            public void Run(IModel channel)
            {
                for (; ; )
                {
                    uint count = channel.{|RMQ1003:MessageCount|}("backlog");
                    if (count != 0)
                    {
                        Console.WriteLine("There is work.");
                    }

                    Thread.Sleep(1000);
                }
            }
        }
        """);

    [Fact]
    public Task Message_count_of_a_service_that_a_hosted_service_asks_again_and_again_is_reported() => V6(BackgroundService, """
        class Backlog
        {
            private readonly IModel _channel;

            public Backlog(IModel channel) => _channel = channel;

            public bool HasWork() => _channel.{|RMQ1003:MessageCount|}("backlog") > 0;
        }
        """, """
        class BacklogService : Microsoft.Extensions.Hosting.BackgroundService
        {
            private readonly Backlog _backlog;

            public BacklogService(Backlog backlog) => _backlog = backlog;

            protected override async Task ExecuteAsync(CancellationToken stoppingToken)
            {
                while (!stoppingToken.IsCancellationRequested)
                {
                    if (_backlog.HasWork())
                    {
                        Console.WriteLine("There is work.");
                    }

                    await Task.Delay(1000, stoppingToken);
                }
            }
        }
        """);

    [Fact]
    public Task Message_count_asked_once_is_clean_on_6() => V6("""
        class BacklogReport
        {
            public void Print(IModel channel) => Console.WriteLine(channel.MessageCount("backlog"));
        }
        """);

    [Fact]
    public Task Message_count_in_a_health_check_is_clean() => V7("""
        class BacklogHealthCheck
        {
            private readonly IChannel _channel;

            public BacklogHealthCheck(IChannel channel) => _channel = channel;

            public async Task<bool> CheckHealthAsync(CancellationToken stop) =>
                await _channel.MessageCountAsync("backlog", stop) < 10_000;
        }
        """);

    [Fact]
    public Task Message_count_in_a_gauge_is_clean() => V6("""
        class BacklogMetrics
        {
            public void Register(System.Diagnostics.Metrics.Meter meter, IModel channel) =>
                meter.CreateObservableGauge("backlog", () => (long)channel.MessageCount("backlog"));
        }
        """);

    [Fact]
    public Task Passive_declare_asked_once_is_clean() => V7("""
        class BacklogReport
        {
            public async Task<uint> CountAsync(IChannel channel)
            {
                var queue = await channel.QueueDeclarePassiveAsync("backlog");
                return queue.MessageCount;
            }
        }
        """);

    [Fact]
    public Task Passive_declare_of_each_queue_in_one_pass_is_clean() => V6("""
        class BacklogReport
        {
            public void Print(IModel channel, IEnumerable<string> queues)
            {
                foreach (var queue in queues)
                {
                    Console.WriteLine(channel.QueueDeclarePassive(queue).MessageCount);
                }
            }
        }
        """);

    [Fact]
    public Task Message_count_of_each_queue_in_one_pass_is_clean() => V7("""
        class BacklogReport
        {
            public async Task PrintAsync(IChannel channel, string[] queues)
            {
                for (var i = 0; i < queues.Length; i++)
                {
                    Console.WriteLine(await channel.MessageCountAsync(queues[i]));
                }
            }
        }
        """);

    [Fact]
    public Task Declaring_queues_in_a_loop_is_clean() => V6("""
        class BacklogTopology
        {
            public void Declare(IModel channel, IEnumerable<string> queues)
            {
                foreach (var queue in queues)
                {
                    var declared = channel.QueueDeclare(queue, true, false, false, null);
                    Console.WriteLine(declared.MessageCount);
                }
            }
        }
        """);

    [Fact]
    public Task Member_named_MessageCount_read_in_a_loop_is_clean() => V7("""
        class BacklogWatcher
        {
            public async Task RunAsync(IChannel channel, CancellationToken stop)
            {
                var queue = await channel.QueueDeclarePassiveAsync("backlog", stop);
                while (!stop.IsCancellationRequested)
                {
                    Console.WriteLine(queue.MessageCount);
                    await Task.Delay(1000, stop);
                }
            }
        }
        """);

    [Fact]
    public Task Own_method_named_MessageCount_in_a_loop_is_clean() => V6("""
        class Inbox
        {
            private readonly Queue<string> _messages = new Queue<string>();

            public int MessageCount() => _messages.Count;
        }

        class InboxWatcher
        {
            public void Run(Inbox inbox)
            {
                while (true)
                {
                    Console.WriteLine(inbox.MessageCount());
                    Thread.Sleep(1000);
                }
            }
        }
        """);
}
