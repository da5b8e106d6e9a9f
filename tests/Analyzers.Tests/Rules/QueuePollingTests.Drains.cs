using static Leveret.Analyzers.Tests.Rules.Snippets;

namespace Leveret.Analyzers.Tests.Rules;

/// <summary>Loops that stop at the first empty result, once and repeated.</summary>
public sealed partial class QueuePollingTests
{
    [Fact]
    public Task Drain_with_an_assignment_in_the_condition_is_clean() => V6("""
        class CouponDrain
        {
            public void Drain(IModel channel)
            {
                BasicGetResult result;
                while ((result = channel.BasicGet("coupons", false)) != null)
                {
                    Console.WriteLine(result.RoutingKey);
                    channel.BasicAck(result.DeliveryTag, false);
                }
            }
        }
        """);

    [Fact]
    public Task Drain_with_an_awaited_assignment_in_the_condition_is_clean() => V7("""
        class CouponDrain
        {
            public async Task DrainAsync(IChannel channel)
            {
                BasicGetResult? result;
                while ((result = await channel.BasicGetAsync("coupons", false)) is not null)
                {
                    Console.WriteLine(result.RoutingKey);
                    await channel.BasicAckAsync(result.DeliveryTag, false);
                }
            }
        }
        """);

    [Fact]
    public Task Drain_with_a_property_pattern_in_the_condition_is_clean() => V7("""
        class CouponDrain
        {
            public async Task DrainAsync(IChannel channel)
            {
                while (await channel.BasicGetAsync("coupons", false) is { } result)
                {
                    Console.WriteLine(result.RoutingKey);
                    await channel.BasicAckAsync(result.DeliveryTag, false);
                }
            }
        }
        """);

    [Fact]
    public Task Drain_with_a_type_pattern_in_the_condition_is_clean() => V6("""
        class CouponDrain
        {
            public void Drain(IModel channel)
            {
                while (channel.BasicGet("coupons", false) is BasicGetResult result)
                {
                    Console.WriteLine(result.RoutingKey);
                    channel.BasicAck(result.DeliveryTag, false);
                }
            }
        }
        """);

    [Fact]
    public Task Drain_that_breaks_on_null_is_clean() => V6("""
        class CouponDrain
        {
            public void Drain(IModel channel)
            {
                while (true)
                {
                    var result = channel.BasicGet("coupons", false);
                    if (result == null)
                    {
                        break;
                    }

                    Console.WriteLine(result.RoutingKey);
                    channel.BasicAck(result.DeliveryTag, false);
                }
            }
        }
        """);

    [Fact]
    public Task Drain_that_breaks_on_null_is_clean_on_5() => V5("""
        class CouponDrain
        {
            public void Drain(IModel channel)
            {
                while (true)
                {
                    BasicGetResult result = channel.BasicGet("coupons", false);
                    if (null == result)
                        break;

                    Console.WriteLine(Encoding.UTF8.GetString(result.Body));
                    channel.BasicAck(result.DeliveryTag, false);
                }
            }
        }
        """);

    [Fact]
    public Task Drain_that_returns_on_null_is_clean() => V7("""
        class CouponDrain
        {
            public async Task<int> DrainAsync(IChannel channel)
            {
                var count = 0;
                for (; ; )
                {
                    var result = await channel.BasicGetAsync("coupons", false);
                    if (result is null)
                    {
                        return count;
                    }

                    count++;
                    await channel.BasicAckAsync(result.DeliveryTag, false);
                }
            }
        }
        """);

    [Fact]
    public Task Drain_that_breaks_on_a_negated_pattern_is_clean() => V7("""
        class CouponDrain
        {
            public async Task DrainAsync(IChannel channel)
            {
                while (true)
                {
                    if (await channel.BasicGetAsync("coupons", false) is not { } result)
                    {
                        break;
                    }

                    Console.WriteLine(result.RoutingKey);
                    await channel.BasicAckAsync(result.DeliveryTag, false);
                }
            }
        }
        """);

    [Fact]
    public Task Drain_that_breaks_in_the_else_branch_is_clean() => V6("""
        class CouponDrain
        {
            public void Drain(IModel channel)
            {
                while (true)
                {
                    var result = channel.BasicGet("coupons", false);
                    if (result != null)
                    {
                        Console.WriteLine(result.RoutingKey);
                        channel.BasicAck(result.DeliveryTag, false);
                    }
                    else
                    {
                        break;
                    }
                }
            }
        }
        """);

    [Fact]
    public Task Drain_until_cancelled_that_breaks_on_null_is_clean() => V7("""
        class CouponDrain
        {
            public async Task DrainAsync(IChannel channel, CancellationToken stop)
            {
                while (!stop.IsCancellationRequested)
                {
                    var result = await channel.BasicGetAsync("coupons", false, stop);
                    if (result == null)
                        break;

                    Console.WriteLine(result.RoutingKey);
                    await channel.BasicAckAsync(result.DeliveryTag, false);
                }
            }
        }
        """);

    [Fact]
    public Task Drain_with_do_while_not_null_is_clean() => V6("""
        class CouponDrain
        {
            public void Drain(IModel channel)
            {
                BasicGetResult result;
                do
                {
                    result = channel.BasicGet("coupons", false);
                    if (result != null)
                    {
                        Console.WriteLine(result.RoutingKey);
                        channel.BasicAck(result.DeliveryTag, false);
                    }
                }
                while (result != null);
            }
        }
        """);

    [Fact]
    public Task Drain_with_a_for_statement_is_clean() => V6("""
        class CouponDrain
        {
            public void Drain(IModel channel)
            {
                for (var result = channel.BasicGet("coupons", false); result != null; result = channel.BasicGet("coupons", false))
                {
                    Console.WriteLine(result.RoutingKey);
                    channel.BasicAck(result.DeliveryTag, false);
                }
            }
        }
        """);

    [Fact]
    public Task Drain_that_gets_the_next_at_the_end_of_the_body_is_clean() => V7("""
        class CouponDrain
        {
            public async Task DrainAsync(IChannel channel)
            {
                var result = await channel.BasicGetAsync("coupons", false);
                while (result is not null)
                {
                    Console.WriteLine(result.RoutingKey);
                    await channel.BasicAckAsync(result.DeliveryTag, false);
                    result = await channel.BasicGetAsync("coupons", false);
                }
            }
        }
        """);

    [Fact]
    public Task Drain_with_a_flag_is_clean() => V6("""
        class CouponDrain
        {
            public void Drain(IModel channel)
            {
                var more = true;
                while (more)
                {
                    var result = channel.BasicGet("coupons", false);
                    more = result != null;
                    if (more)
                    {
                        Console.WriteLine(result.RoutingKey);
                        channel.BasicAck(result.DeliveryTag, false);
                    }
                }
            }
        }
        """);

    [Fact]
    public Task Drain_with_a_flag_cleared_on_null_is_clean() => V6("""
        class CouponDrain
        {
            public void Drain(IModel channel)
            {
                var empty = false;
                while (!empty)
                {
                    var result = channel.BasicGet("coupons", false);
                    if (result == null)
                    {
                        empty = true;
                        continue;
                    }

                    Console.WriteLine(result.RoutingKey);
                    channel.BasicAck(result.DeliveryTag, false);
                }
            }
        }
        """);

    [Fact]
    public Task Drain_that_looks_at_a_member_through_conditional_access_is_clean() => V6("""
        class CouponDrain
        {
            public void Drain(IModel channel)
            {
                while (true)
                {
                    var result = channel.BasicGet("coupons", false);
                    var key = result?.RoutingKey;
                    if (key == null)
                    {
                        return;
                    }

                    Console.WriteLine(key);
                    channel.BasicAck(result.DeliveryTag, false);
                }
            }
        }
        """);

    [Fact]
    public Task Drain_with_a_switch_is_clean() => V7("""
        class CouponDrain
        {
            public async Task DrainAsync(IChannel channel)
            {
                while (true)
                {
                    switch (await channel.BasicGetAsync("coupons", false))
                    {
                        case null:
                            return;
                        case var result:
                            Console.WriteLine(result.RoutingKey);
                            await channel.BasicAckAsync(result.DeliveryTag, false);
                            break;
                    }
                }
            }
        }
        """);

    [Fact]
    public Task Drain_that_throws_on_null_is_clean() => V7("""
        class CouponDrain
        {
            public async Task TakeForeverAsync(IChannel channel)
            {
                while (true)
                {
                    var result = await channel.BasicGetAsync("coupons", false)
                        ?? throw new InvalidOperationException("No coupons left.");
                    Console.WriteLine(result.RoutingKey);
                    await channel.BasicAckAsync(result.DeliveryTag, false);
                }
            }
        }
        """);

    [Fact]
    public Task Drain_with_goto_is_clean() => V6("""
        class CouponDrain
        {
            public void Drain(IModel channel)
            {
            next:
                var result = channel.BasicGet("coupons", false);
                if (result != null)
                {
                    Console.WriteLine(result.RoutingKey);
                    channel.BasicAck(result.DeliveryTag, false);
                    goto next;
                }
            }
        }
        """);

    [Fact]
    public Task Drain_over_a_Try_method_is_clean() => V6("""
        class CouponDrain
        {
            private readonly IModel _channel;

            public CouponDrain(IModel channel) => _channel = channel;

            public void Drain()
            {
                while (TryGet(out var result))
                {
                    Console.WriteLine(result.RoutingKey);
                    _channel.BasicAck(result.DeliveryTag, false);
                }
            }

            private bool TryGet(out BasicGetResult result)
            {
                result = _channel.BasicGet("coupons", false);
                return result != null;
            }
        }
        """);

    [Fact]
    public Task Drain_over_a_method_that_tells_whether_there_was_one_is_clean() => V7("""
        class CouponDrain
        {
            private readonly IChannel _channel;

            public CouponDrain(IChannel channel) => _channel = channel;

            public async Task DrainAsync()
            {
                while (await StepAsync())
                {
                    Console.WriteLine("One more.");
                }
            }

            private async Task<bool> StepAsync()
            {
                var result = await _channel.BasicGetAsync("coupons", false);
                if (result is null)
                {
                    return false;
                }

                await _channel.BasicAckAsync(result.DeliveryTag, false);
                return true;
            }
        }
        """);

    [Fact]
    public Task Drain_over_a_method_that_hands_on_the_null_is_clean() => V7("""
        class CouponQueue
        {
            private readonly IChannel _channel;

            public CouponQueue(IChannel channel) => _channel = channel;

            public async Task<string?> NextAsync()
            {
                var result = await _channel.BasicGetAsync("coupons", false);
                if (result is null)
                {
                    return null;
                }

                await _channel.BasicAckAsync(result.DeliveryTag, false);
                return result.RoutingKey;
            }
        }
        """, """
        class CouponDrain
        {
            public async Task DrainAsync(CouponQueue queue)
            {
                while (await queue.NextAsync() is { } coupon)
                {
                    Console.WriteLine(coupon);
                }
            }
        }
        """);

    [Fact]
    public Task Drain_as_an_iterator_is_clean() => V6("""
        class CouponDrain
        {
            public IEnumerable<BasicGetResult> Drain(IModel channel)
            {
                while (true)
                {
                    var result = channel.BasicGet("coupons", false);
                    if (result is null)
                    {
                        yield break;
                    }

                    yield return result;
                }
            }
        }
        """);

    [Fact]
    public Task Bounded_for_that_stops_at_the_first_empty_result_is_clean() => V6("""
        class CouponBatch
        {
            public List<string> Take(IModel channel, int most)
            {
                var coupons = new List<string>();
                for (var i = 0; i < most; i++)
                {
                    var result = channel.BasicGet("coupons", false);
                    if (result == null)
                    {
                        break;
                    }

                    coupons.Add(result.RoutingKey);
                    channel.BasicAck(result.DeliveryTag, false);
                }

                return coupons;
            }
        }
        """);

    [Fact]
    public Task Loop_until_the_batch_is_full_that_stops_at_the_first_empty_result_is_clean() => V7("""
        class CouponBatch
        {
            public async Task<List<string>> TakeAsync(IChannel channel, int most)
            {
                var coupons = new List<string>();
                while (coupons.Count < most)
                {
                    var result = await channel.BasicGetAsync("coupons", false);
                    if (result is null)
                    {
                        break;
                    }

                    coupons.Add(result.RoutingKey);
                    await channel.BasicAckAsync(result.DeliveryTag, false);
                }

                return coupons;
            }
        }
        """);

    [Fact]
    public Task Bounded_for_over_the_counted_messages_is_clean() => V6("""
        class CouponBatch
        {
            public void Move(IModel channel)
            {
                var count = channel.QueueDeclarePassive("coupons").MessageCount;
                for (var i = 0u; i < count; i++)
                {
                    var result = channel.BasicGet("coupons", false);
                    if (result is null)
                    {
                        return;
                    }

                    Console.WriteLine(result.RoutingKey);
                    channel.BasicAck(result.DeliveryTag, false);
                }
            }
        }
        """);

    [Fact]
    public Task Drain_called_once_at_the_start_is_clean() => V7("""
        class CouponService
        {
            private readonly IChannel _channel;

            public CouponService(IChannel channel) => _channel = channel;

            public async Task StartAsync(CancellationToken stop)
            {
                await DrainAsync(stop);
                Console.WriteLine("Left-overs done.");
            }

            private async Task DrainAsync(CancellationToken stop)
            {
                while (await _channel.BasicGetAsync("coupons", false, stop) is { } result)
                {
                    Console.WriteLine(result.RoutingKey);
                    await _channel.BasicAckAsync(result.DeliveryTag, false);
                }
            }
        }
        """);

    [Fact]
    public Task Drain_inside_an_endless_loop_is_reported() => V6("""
        class CouponPoller
        {
            public void Run(IModel channel)
            {
                while (true)
                {
                    BasicGetResult result;
                    while ((result = channel.{|RMQ1003:BasicGet|}("coupons", false)) != null)
                    {
                        Console.WriteLine(result.RoutingKey);
                        channel.BasicAck(result.DeliveryTag, false);
                    }

                    Thread.Sleep(5000);
                }
            }
        }
        """);

    [Fact]
    public Task Drain_called_from_an_endless_loop_is_reported() => V7("""
        class CouponPoller
        {
            private readonly IChannel _channel;

            public CouponPoller(IChannel channel) => _channel = channel;

            public async Task RunAsync(CancellationToken stop)
            {
                while (!stop.IsCancellationRequested)
                {
                    await DrainAsync(stop);
                    await Task.Delay(TimeSpan.FromMinutes(1), stop);
                }
            }

            private async Task DrainAsync(CancellationToken stop)
            {
                while (true)
                {
                    var result = await _channel.{|RMQ1003:BasicGetAsync|}("coupons", false, stop);
                    if (result is null)
                    {
                        break;
                    }

                    Console.WriteLine(result.RoutingKey);
                    await _channel.BasicAckAsync(result.DeliveryTag, false);
                }
            }
        }
        """);

    [Fact]
    public Task Drain_in_a_timer_callback_is_reported() => V6("""
        class CouponPoller
        {
            private readonly IModel _channel;
            private readonly Timer _timer;

            public CouponPoller(IModel channel)
            {
                _channel = channel;
                _timer = new Timer(_ => Drain(), null, 0, 10000);
            }

            public void Stop() => _timer.Dispose();

            private void Drain()
            {
                while (true)
                {
                    var result = _channel.{|RMQ1003:BasicGet|}("coupons", false);
                    if (result == null)
                    {
                        return;
                    }

                    Console.WriteLine(result.RoutingKey);
                    _channel.BasicAck(result.DeliveryTag, false);
                }
            }
        }
        """);

    [Fact]
    public Task Drain_on_every_tick_of_a_periodic_timer_is_reported() => V7("""
        class CouponPoller
        {
            public async Task RunAsync(IChannel channel, CancellationToken stop)
            {
                using var timer = new PeriodicTimer(TimeSpan.FromSeconds(10));
                while (await timer.WaitForNextTickAsync(stop))
                {
                    while (await channel.{|RMQ1003:BasicGetAsync|}("coupons", false, stop) is { } result)
                    {
                        Console.WriteLine(result.RoutingKey);
                        await channel.BasicAckAsync(result.DeliveryTag, false);
                    }
                }
            }
        }
        """);

    [Fact]
    public Task Bounded_batch_taken_again_and_again_is_reported() => V6(BackgroundService, """
        class CouponBatch
        {
            private readonly IModel _channel;

            public CouponBatch(IModel channel) => _channel = channel;

            public List<string> Take(int most)
            {
                var coupons = new List<string>();
                for (var i = 0; i < most; i++)
                {
                    var result = _channel.{|RMQ1003:BasicGet|}("coupons", false);
                    if (result == null)
                    {
                        break;
                    }

                    coupons.Add(result.RoutingKey);
                    _channel.BasicAck(result.DeliveryTag, false);
                }

                return coupons;
            }
        }
        """, """
        class CouponService : Microsoft.Extensions.Hosting.BackgroundService
        {
            private readonly CouponBatch _batch;

            public CouponService(CouponBatch batch) => _batch = batch;

            protected override async Task ExecuteAsync(CancellationToken stoppingToken)
            {
                while (!stoppingToken.IsCancellationRequested)
                {
                    foreach (var coupon in _batch.Take(100))
                    {
                        Console.WriteLine(coupon);
                    }

                    await Task.Delay(2000, stoppingToken);
                }
            }
        }
        """);

    [Fact]
    public Task Drain_that_pauses_instead_of_stopping_is_reported() => V7("""
        class CouponPoller
        {
            public async Task RunAsync(IChannel channel, CancellationToken stop)
            {
                while (true)
                {
                    if (await channel.{|RMQ1003:BasicGetAsync|}("coupons", false, stop) is not { } result)
                    {
                        await Task.Delay(1000, stop);
                        continue;
                    }

                    Console.WriteLine(result.RoutingKey);
                    await channel.BasicAckAsync(result.DeliveryTag, false);
                }
            }
        }
        """);

    [Fact]
    public Task Loop_that_breaks_for_another_reason_is_reported() => V6("""
        class CouponPoller
        {
            public void Run(IModel channel)
            {
                while (true)
                {
                    var result = channel.{|RMQ1003:BasicGet|}("coupons", false);
                    if (result == null)
                    {
                        Thread.Sleep(100);
                        continue;
                    }

                    channel.BasicAck(result.DeliveryTag, false);
                    if (result.RoutingKey == "stop")
                    {
                        break;
                    }
                }
            }
        }
        """);
}
