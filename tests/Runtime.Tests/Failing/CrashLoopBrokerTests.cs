using Leveret.Tests.Broker;
using Xunit.Abstractions;

namespace Leveret.Tests.Failing;

/// <summary>A message that ends its process each time it is handled, more often than a quorum queue hands anything out.</summary>
[Collection(OneAtATime.Name)]
[Trait("Category", "Broker")]
public sealed class CrashLoopBrokerTests(ITestOutputHelper output)
{
    /// <summary>The limit of a quorum queue that has none of its own, from RabbitMQ 4.0.</summary>
    private const int Limit = 20;

    [Theory]
    [InlineData("4.0", false)]
    [InlineData("4.3", false)]
    [InlineData("4.3", true)]
    public async Task It_is_not_dropped_at_the_limit_of_the_queue_and_neither_is_its_neighbour(string version, bool delays)
    {
        await using var broker = await TestBroker.OpenAsync(version, output);
        (string, object?)[] arguments = delays ? [("x-delayed-retry-type", "all"), ("x-delayed-retry-min", 50)] : [];
        await broker.DeclareAsync("work", arguments);
        await broker.PublishAsync("work", "poison", "neighbour");
        var runs = new Ledger();

        for (var crash = 0; crash < Limit + 5; crash++)
        {
            await using var proxy = new AmqpProxy(broker.Cluster.Nodes[0]);
            await using var connection = await broker.ConnectAsync(0, factory =>
            {
                (factory.HostName, factory.Port, factory.AutomaticRecoveryEnabled) = ("127.0.0.1", proxy.Port, false);
            });
            var crashed = new TaskCompletionSource();
            var begun = runs.Begun;
            var consumer = await QueueConsumer.StartAsync(
                connection,
                broker.Options("work", static options => (options.Prefetch, options.Retry.Immediate, options.Retry.Delays) = (2, 1, [.. Enumerable.Repeat(TimeSpan.FromMilliseconds(200), 6)])),
                runs.Handler(async (_, _) =>
                {
                    await crashed.Task;
                    throw new InvalidOperationException("crashed");
                }));
            await Eventually.HoldsAsync(() => runs.Begun > begun, "a handler runs");
            await proxy.CutAsync();
            await Eventually.HoldsAsync(() => !connection.IsOpen, "the connection is lost");
            crashed.SetResult();
            await consumer.StopAsync();
        }

        var done = new Ledger();
        await using var last = await broker.ConnectAsync();
        await using var mended = await QueueConsumer.StartAsync(last, broker.Options("work"), done.Handler(TimeSpan.Zero));
        await done.HasAllAsync(["poison", "neighbour"]);
        output.WriteLine($"poison ran {runs.BegunOf("poison")} times, its neighbour {runs.BegunOf("neighbour")} times");
        Assert.InRange(runs.BegunOf("poison") + runs.BegunOf("neighbour"), Limit + 5, int.MaxValue);
        await broker.IsEmptyAsync("work");
    }
}
