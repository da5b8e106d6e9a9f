using System.Text;
using Leveret.Tests.Broker;
using Xunit.Abstractions;

namespace Leveret.Tests.Failing;

/// <summary>Queues without a dead-letter exchange, with the broker's default limit on deliveries: 20 from 4.0 on.</summary>
[Collection(OneAtATime.Name)]
[Trait("Category", "Broker")]
public sealed class NothingDroppedBrokerTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData("3.10", "classic", 3)]
    [InlineData("3.10", "quorum", 3)]
    [InlineData("4.0", "quorum", 1)]
    [InlineData("4.3", "classic", 3)]
    [InlineData("4.3", "quorum", 3)]
    public async Task A_message_that_goes_back_50_times_is_still_there(string version, string type, int nodes)
    {
        await using var broker = await TestBroker.OpenAsync(version, output, type, nodes);
        await using var connection = await broker.ConnectAsync();
        var queue = await broker.DeclareAsync("work");
        await broker.PublishAsync(queue, "m1");
        var seen = new Handled();
        await using var consumer = await QueueConsumer.StartAsync(connection, broker.Options(queue), (delivery, _) =>
        {
            seen.Add(delivery);
            return ValueTask.FromResult(seen.Count <= 50 ? Outcome.Requeue : Outcome.Ack);
        });

        await seen.ReachesAsync(51);
        await consumer.StopAsync();
        Assert.Equal(51, seen.Count);
        Assert.All(seen.Runs, static run => Assert.Equal(("m1", 1, ""), (run.Id, run.Attempt, run.Exchange)));
        await broker.HasReadyAsync(queue, 0);
        Assert.Equal(0u, await broker.ReadyAsync("work.dead-letter"));
    }

    [Theory]
    [InlineData("3.10", "classic", 3)]
    [InlineData("3.10", "quorum", 3)]
    [InlineData("4.0", "quorum", 1)]
    [InlineData("4.3", "classic", 3)]
    [InlineData("4.3", "quorum", 3)]
    public async Task A_message_that_fails_30_times_ends_in_the_dead_letter_queue(string version, string type, int nodes)
    {
        await using var broker = await TestBroker.OpenAsync(version, output, type, nodes);
        await using var connection = await broker.ConnectAsync();
        var queue = await broker.DeclareAsync("work");
        await broker.PublishAsync(queue, "m1", "m2");
        var options = broker.Options(queue);
        options.Retry.Steps = [TimeSpan.FromMilliseconds(20)];
        options.Retry.Delays = [.. Enumerable.Repeat(TimeSpan.FromMilliseconds(20), 29)];
        var seen = new Handled();
        await using var consumer = await QueueConsumer.StartAsync(connection, options, (delivery, _) =>
        {
            seen.Add(delivery);
            return ValueTask.FromResult(Outcome.Retry());
        });

        var dead = await broker.TakeAsync("work.dead-letter", 2);
        Assert.Equal(["m1", "m2"], dead.Select(static message => Encoding.UTF8.GetString(message.Body.Span)).Order(StringComparer.Ordinal));
        Assert.Equal(Enumerable.Range(1, 30), seen.Of("m1").Select(static run => run.Attempt));
        Assert.Equal(60, seen.Count);
    }
}
