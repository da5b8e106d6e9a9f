using System.Collections.Concurrent;
using Leveret.Tests.Broker;
using Xunit.Abstractions;

namespace Leveret.Tests.FieldFailures;

/// <summary>A stop has finished work handed out again, or takes failures of the stop for failures of the message.</summary>
[Collection(OneAtATime.Name)]
[Trait("Category", "Broker")]
public sealed class ShutdownTests(ITestOutputHelper output)
{
    [Theory]
    [MemberData(nameof(Brokers.Everywhere), MemberType = typeof(Brokers))]
    public async Task Work_that_was_begun_is_done_once_and_what_fails_is_retried_by_the_next(string version, string type)
    {
        await using var broker = await TestBroker.OpenAsync(version, output, type);
        await using var connection = await broker.ConnectAsync();
        await broker.DeclareAsync("work");
        await broker.PublishAsync("work", Messages.Ids(40));
        var ledger = new Ledger();
        var attempts = new ConcurrentQueue<int>();
        var handler = ledger.Handler(async (delivery, stop) =>
        {
            if (delivery.MessageId == "m1")
                attempts.Enqueue(delivery.Attempt);

            await Task.Delay(delivery.MessageId == "m1" ? 60_000 : 50, stop);
            return delivery.MessageId == "m2" && delivery.Attempt == 1 ? throw new FormatException("once") : Outcome.Ack;
        });
        var consumer = await QueueConsumer.StartAsync(
            connection,
            broker.Options("work", static options => (options.Concurrency, options.Prefetch, options.DrainTimeout) = (4, 20, TimeSpan.FromMilliseconds(500))),
            handler);
        await Eventually.HoldsAsync(() => ledger.Begun >= 4, "some run");
        await consumer.StopAsync();
        Assert.Equal(1, ledger.BegunOf("m1"));

        await using var next = await QueueConsumer.StartAsync(connection, broker.Options("work", static options => options.Concurrency = 4), handler);
        await ledger.HasAllAsync([.. Messages.Ids(40).Except(["m1"])]);

        // What the stop cancelled is no failure of the message.
        await Eventually.HoldsAsync(() => attempts.Count == 2, "the cancelled one runs again");
        Assert.Equal([1, 1], attempts);
        Assert.Empty(ledger.DoneAgain);
        Assert.Empty(await broker.TakeAllAsync("work.dead-letter"));
    }
}
