using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text;
using Leveret.Tests.Broker;
using RabbitMQ.Client;
using Xunit.Abstractions;

namespace Leveret.Tests.Settling;

[Collection(OneAtATime.Name)]
[Trait("Category", "Broker")]
public sealed class AckBrokerTests(ITestOutputHelper output)
{
    [Theory]
    [MemberData(nameof(Brokers.Everywhere), MemberType = typeof(Brokers))]
    public async Task Acknowledgements_go_out_for_ten_at_a_time_and_the_rest_soon_after(string version, string type)
    {
        await using var broker = await TestBroker.OpenAsync(version, output, type);
        var queue = await broker.DeclareAsync("work");
        await broker.PublishAsync(queue, Enumerable.Range(1, 100).Select(static i => $"{i}"));
        await using var proxy = new AmqpProxy(broker.Cluster.Nodes[0]);
        var frames = new ConcurrentQueue<(SettledOnWire Frame, long At)>();
        proxy.Settling = frame => frames.Enqueue((frame, Stopwatch.GetTimestamp()));
        await using var connection = await broker.ConnectAsync(proxy);
        var options = broker.Options(queue);
        options.Prefetch = 100;
        options.AckEvery = 10;
        options.AckWindow = TimeSpan.FromSeconds(1);
        using var gate = new SemaphoreSlim(0);
        var idleSince = 0L;
        await using var consumer = await QueueConsumer.StartAsync(connection, options, (delivery, token) =>
        {
            if (delivery.DeliveryTag < 96)
                return Task.CompletedTask;

            Interlocked.CompareExchange(ref idleSince, Stopwatch.GetTimestamp(), 0);
            return gate.WaitAsync(token);
        });

        await Eventually.HoldsAsync(() => frames.LastOrDefault().Frame?.Tag == 95, "95 acknowledged");
        var last = frames.Last();
        Assert.True(Stopwatch.GetElapsedTime(idleSince, last.At) < TimeSpan.FromSeconds(10), "the rest took longer than ten windows");
        Assert.All(frames, static sent => Assert.Equal("ack", sent.Frame.Method));
        Assert.Equal([10, 20, 30, 40, 50, 60, 70, 80, 90], frames.Select(static sent => sent.Frame.Tag).Where(static tag => tag % 10 == 0).Distinct().Select(static tag => (int)tag));
        Assert.InRange(frames.Count, 10, 13);
        await broker.HasUnacknowledgedAsync(queue, 5);

        gate.Release(5);
        await broker.HasUnacknowledgedAsync(queue, 0);
        Assert.Equal(0u, await broker.ReadyAsync(queue));
    }

    [Theory]
    [MemberData(nameof(Brokers.Everywhere), MemberType = typeof(Brokers))]
    public async Task Nothing_unfinished_is_acknowledged_and_all_of_it_comes_again_when_the_connection_breaks(string version, string type)
    {
        const int Messages = 300;
        await using var broker = await TestBroker.OpenAsync(version, output, type);
        var queue = await broker.DeclareAsync("work");
        // Without an id nothing is remembered of what ran when the connection broke: it has to come again.
        await Task.WhenAll(Enumerable.Range(0, Messages).Select(i => broker.PublishAsync("", queue, new BasicProperties(), $"m{i}")));
        await using var proxy = new AmqpProxy(broker.Cluster.Nodes[0]);
        await using var connection = await broker.ConnectAsync(proxy);
        var options = broker.Options(queue);
        options.Prefetch = 50;
        options.Concurrency = 8;
        options.AckEvery = 5;
        options.AckWindow = TimeSpan.FromMilliseconds(20);
        var life = 0;
        var finishedTags = new ConcurrentDictionary<(int Life, ulong Tag), bool>();
        var finished = new ConcurrentDictionary<string, int>();
        var begun = new ConcurrentDictionary<string, int>();
        var wrong = new ConcurrentQueue<string>();
        proxy.Settling = frame =>
        {
            for (var tag = frame.Tag; tag > 0; tag--)
            {
                if (!finishedTags.ContainsKey((life, tag)))
                    wrong.Enqueue($"{frame} settles {tag}, which is unfinished");

                if (!frame.Multiple)
                    break;
            }
        };
        await using var consumer = await QueueConsumer.StartAsync(connection, options, async (delivery, _) =>
        {
            var mine = life;
            var (id, tag) = (Encoding.UTF8.GetString(delivery.Body.Span), delivery.DeliveryTag);
            begun.AddOrUpdate(id, 1, static (_, count) => count + 1);
            await Task.Delay(Random.Shared.Next(60), CancellationToken.None);
            if (mine != life)
                return;

            finished.AddOrUpdate(id, 1, static (_, count) => count + 1);
            finishedTags[(mine, tag)] = true;
        });

        foreach (var share in (int[])[20, 100, 180])
        {
            await Eventually.HoldsAsync(() => finished.Count > share + Random.Shared.Next(60), $"{share} finished");
            await proxy.CutAsync(() => life++);
        }

        await Eventually.HoldsAsync(() => finished.Count == Messages, "all finished");
        await consumer.StopAsync();
        Assert.Empty(wrong);
        await broker.HasReadyAsync(queue, 0);
        output.WriteLine($"{begun.Values.Sum()} runs of {Messages} messages");
        Assert.True(begun.Values.Sum() > Messages, "nothing came again");
    }

    [Theory]
    [MemberData(nameof(Brokers.Everywhere), MemberType = typeof(Brokers))]
    public async Task A_handler_that_is_stuck_does_not_hold_up_the_others(string version, string type)
    {
        await using var broker = await TestBroker.OpenAsync(version, output, type);
        await using var connection = await broker.ConnectAsync();
        var queue = await broker.DeclareAsync("work");
        await broker.PublishAsync(queue, "stuck");
        await broker.PublishAsync(queue, Enumerable.Range(0, 60).Select(static i => $"m{i}"));
        var options = broker.Options(queue);
        options.Prefetch = 10;
        options.Concurrency = 2;
        using var gate = new SemaphoreSlim(0);
        var seen = new Handled();
        await using var consumer = await QueueConsumer.StartAsync(connection, options, (delivery, token) =>
            seen.Add(delivery).Id == "stuck" ? gate.WaitAsync(token) : Task.CompletedTask);

        await seen.ReachesAsync(61);
        await broker.HasUnacknowledgedAsync(queue, 1);
        Assert.Equal(0u, await broker.ReadyAsync(queue));

        gate.Release();
        await broker.HasUnacknowledgedAsync(queue, 0);
        Assert.Equal(61, seen.Count);
    }
}
