using System.Collections.Concurrent;
using System.Text;
using Leveret.Tests.Broker;
using RabbitMQ.Client;
using Xunit.Abstractions;

namespace Leveret.Tests.Failing;

[Collection(OneAtATime.Name)]
[Trait("Category", "Broker")]
public sealed class RedriveBrokerTests(ITestOutputHelper output)
{
    private const string Dead = "work.dead-letter";

    [Theory]
    [MemberData(nameof(Brokers.Everywhere), MemberType = typeof(Brokers))]
    public async Task Dead_letters_go_back_and_are_handled_as_if_they_were_new(string version, string type)
    {
        await using var broker = await TestBroker.OpenAsync(version, output, type);
        await using var connection = await broker.ConnectAsync();
        var queue = await broker.DeclareAsync("work");
        await broker.PublishAsync(queue, Enumerable.Range(0, 120).Select(static i => $"m{i}"));
        var options = broker.Options(queue);
        options.Prefetch = 20;
        options.Retry.Delays = [];
        var mended = false;
        var seen = new Handled();
        await using var consumer = await QueueConsumer.StartAsync(connection, options, (delivery, _) =>
        {
            seen.Add(delivery);
            return ValueTask.FromResult(mended ? Outcome.Ack : Outcome.Retry());
        });
        await broker.HasReadyAsync(Dead, 120);

        // The consumer still fails: what comes back to the dead-letter queue meanwhile stays there.
        Assert.Equal(new RedriveProgress(120, 120, 0), await DeadLetters.RedriveAsync(connection, Dead));
        await broker.HasReadyAsync(Dead, 120);

        mended = true;
        var told = new ConcurrentQueue<RedriveProgress>();
        var some = await DeadLetters.RedriveAsync(connection, Dead, static delivery => delivery.MessageId!.EndsWith('7'), progress: new Told(told));
        Assert.Equal(new RedriveProgress(120, 12, 108), some);
        Assert.Equal([0L, 50, 100, 120], told.Select(static progress => progress.Looked));
        await seen.ReachesAsync(252);
        Assert.Equal(108u, await broker.ReadyAsync(Dead));
        Assert.All(await broker.TakeAllAsync(Dead), static message => Assert.Equal(1, DeliveryHeaders.ReadNumber(message.BasicProperties.Headers, DeliveryHeaders.Attempts)));
        Assert.All(seen.Runs, static run => Assert.Equal((1, "", "work"), (run.Attempt, run.Exchange, run.RoutingKey)));
        Assert.All(seen.Runs.Skip(240), static run => Assert.DoesNotContain(DeliveryHeaders.Reason, run.Headers.Keys));
        await broker.HasReadyAsync(queue, 0);
    }

    [Theory]
    [MemberData(nameof(Brokers.Everywhere), MemberType = typeof(Brokers))]
    public async Task A_target_can_be_named_and_one_that_is_missing_loses_nothing(string version, string type)
    {
        await using var broker = await DeadLetteredAsync(version, type, 60);
        await using var connection = await broker.ConnectAsync();
        await broker.DeclareAsync("other");
        await Assert.ThrowsAnyAsync<RabbitMQ.Client.Exceptions.PublishException>(() => DeadLetters.RedriveAsync(connection, Dead, target: "missing"));
        await broker.HasReadyAsync(Dead, 60);
        await Assert.ThrowsAsync<ArgumentException>(() => DeadLetters.RedriveAsync(connection, Dead, target: Dead));
        var unknown = await Assert.ThrowsAsync<ConsumerException>(() => DeadLetters.RedriveAsync(connection, "nowhere"));
        Assert.Contains("'nowhere'", unknown.Message, StringComparison.Ordinal);

        Assert.Equal(new RedriveProgress(60, 60, 0), await DeadLetters.RedriveAsync(connection, Dead, target: "other"));
        Assert.Equal(60, Ids(await broker.TakeAsync("other", 60)).Distinct().Count());
        Assert.Equal(0u, await broker.ReadyAsync(Dead));
    }

    /// <summary>A quorum queue of 4.x drops what was returned to it more than 20 times.</summary>
    [Fact]
    public async Task Failing_again_and_again_wears_no_message_out()
    {
        await using var broker = await TestBroker.OpenAsync("4.3", output);
        await using var connection = await broker.ConnectAsync();
        var queue = await broker.DeclareAsync("letters");
        await broker.PublishAsync(queue, Enumerable.Range(0, 10).Select(static i => $"m{i}"));

        for (var run = 0; run < 25; run++)
            await Assert.ThrowsAnyAsync<RabbitMQ.Client.Exceptions.PublishException>(() => DeadLetters.RedriveAsync(connection, queue, target: "missing"));

        await broker.HasReadyAsync(queue, 10);
    }

    [Theory]
    [MemberData(nameof(Brokers.Everywhere), MemberType = typeof(Brokers))]
    public async Task Cancelled_in_the_middle_every_message_is_in_one_of_the_queues(string version, string type)
    {
        await using var broker = await DeadLetteredAsync(version, type, 300);
        await using var connection = await broker.ConnectAsync();
        using var cancel = new CancellationTokenSource();
        var looked = 0;
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => DeadLetters.RedriveAsync(
            connection,
            Dead,
            _ =>
            {
                if (++looked == 130)
                    cancel.Cancel();

                return true;
            },
            cancellationToken: cancel.Token));

        await Eventually.HoldsAsync(async () => await broker.ReadyAsync(Dead) + await broker.ReadyAsync("work") >= 300, "300 messages in both queues");
        var (left, back) = (Ids(await broker.TakeAllAsync(Dead)), Ids(await broker.TakeAllAsync("work")));
        Assert.Equal(300, left.Concat(back).Distinct().Count());
        output.WriteLine($"{left.Count} left, {back.Count} back");
        Assert.True(back.Count >= 100, "two batches were sent before");
        Assert.True(left.Count >= 150, "three batches were not begun");
    }

    [Theory]
    [MemberData(nameof(Brokers.Everywhere), MemberType = typeof(Brokers))]
    public async Task Two_runs_at_a_time_do_no_harm(string version, string type)
    {
        await using var broker = await DeadLetteredAsync(version, type, 200);
        await using var connection = await broker.ConnectAsync();
        await using var second = await broker.ConnectAsync();
        await Task.WhenAll(DeadLetters.RedriveAsync(connection, Dead), DeadLetters.RedriveAsync(second, Dead));
        var back = Ids(await broker.TakeAsync("work", 200));
        Assert.Equal(200, back.Count);
        Assert.Equal(200, back.Distinct().Count());
        await broker.HasReadyAsync(Dead, 0);
    }

    /// <summary>A queue whose messages are all in its dead-letter queue.</summary>
    private async Task<TestBroker> DeadLetteredAsync(string version, string type, int count)
    {
        var broker = await TestBroker.OpenAsync(version, output, type);
        await broker.DeclareAsync("work");
        await broker.DeclareAsync(Dead);
        await Task.WhenAll(Enumerable.Range(0, count).Select(i => broker.PublishAsync(
            "",
            Dead,
            new BasicProperties { MessageId = $"m{i}", Headers = new Dictionary<string, object?> { [DeliveryHeaders.Queue] = "work", [DeliveryHeaders.Attempts] = 4 } },
            $"m{i}")));
        return broker;
    }

    private static List<string> Ids(IEnumerable<BasicGetResult> messages) => [.. messages.Select(static message => Encoding.UTF8.GetString(message.Body.Span))];

    private sealed class Told(ConcurrentQueue<RedriveProgress> all) : IProgress<RedriveProgress>
    {
        public void Report(RedriveProgress value) => all.Enqueue(value);
    }
}
