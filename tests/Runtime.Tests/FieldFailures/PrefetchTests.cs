using Leveret.Tests.Broker;
using Xunit.Abstractions;

namespace Leveret.Tests.FieldFailures;

/// <summary>The prefetch is unlimited, or another than was thought.</summary>
[Collection(OneAtATime.Name)]
[Trait("Category", "Broker")]
public sealed class PrefetchTests(ITestOutputHelper output)
{
    [Theory]
    [MemberData(nameof(Brokers.Everywhere), MemberType = typeof(Brokers))]
    public async Task No_more_is_in_flight_than_the_prefetch_and_no_more_runs_than_the_concurrency(string version, string type)
    {
        await using var broker = await TestBroker.OpenAsync(version, output, type);
        await using var connection = await broker.ConnectAsync();
        await broker.DeclareAsync("work");
        await broker.PublishAsync("work", Messages.Ids(100));
        var (running, most) = (0, 0);
        var release = new TaskCompletionSource();
        var ledger = new Ledger();
        await Assert.ThrowsAsync<ArgumentException>(() => QueueConsumer.StartAsync(connection, broker.Options("work", static options => options.Prefetch = 0), ledger.Handler(TimeSpan.Zero)));
        await using var consumer = await QueueConsumer.StartAsync(
            connection,
            broker.Options("work", static options => (options.Concurrency, options.Prefetch) = (3, 7)),
            ledger.Handler(async (_, _) =>
            {
                var now = Interlocked.Increment(ref running);
                InterlockedMax(ref most, now);
                await release.Task;
                await Task.Delay(20, CancellationToken.None);
                Interlocked.Decrement(ref running);
                return Outcome.Ack;
            }));
        await broker.HoldsAsync("work", static state => state is { Ready: 93, Unacknowledged: 7 }, "seven are held, the rest is for others");
        release.SetResult();
        await Eventually.HoldsAsync(() => ledger.Done == 100, "all handled");

        Assert.Equal(3, most);
        Assert.Equal(7, consumer.Prefetch);

        static void InterlockedMax(ref int place, int value)
        {
            for (var seen = Volatile.Read(ref place); seen < value;)
            {
                var before = Interlocked.CompareExchange(ref place, value, seen);
                if (before == seen)
                    return;

                seen = before;
            }
        }
    }
}
