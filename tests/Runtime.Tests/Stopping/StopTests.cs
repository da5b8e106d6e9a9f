using System.Diagnostics;
using Leveret.Tests.Broker;
using RabbitMQ.Client;
using Xunit.Abstractions;

namespace Leveret.Tests.Stopping;

/// <summary>A consumer is stopped while its handlers run.</summary>
[Collection(OneAtATime.Name)]
[Trait("Category", "Broker")]
public sealed class StopTests(ITestOutputHelper output)
{
    [Theory]
    [MemberData(nameof(Brokers.Everywhere), MemberType = typeof(Brokers))]
    public async Task Running_handlers_finish_and_the_rest_goes_back_uncounted(string version, string type)
    {
        await using var broker = await TestBroker.OpenAsync(version, output, type);
        await using var connection = await broker.ConnectAsync();
        await broker.DeclareAsync("work");
        await broker.PublishAsync("work", Messages.Ids(100));
        var ledger = new Ledger();
        var consumer = await QueueConsumer.StartAsync(
            connection,
            broker.Options("work", static options => (options.Concurrency, options.Prefetch) = (2, 50)),
            ledger.Handler(TimeSpan.FromMilliseconds(500)));
        await Eventually.HoldsAsync(() => ledger.Begun >= 2, "two run");

        var clock = Stopwatch.StartNew();
        await consumer.StopAsync();
        output.WriteLine($"stopped in {clock.ElapsedMilliseconds} ms");

        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(15));
        Assert.Equal(ledger.Begun, ledger.Done);
        Assert.Equal(ConsumerState.Stopped, consumer.State);
        Assert.True(consumer.Completion.IsCompletedSuccessfully);
        await broker.HoldsAsync("work", state => state.Ready + ledger.Done == 100 && state is { Unacknowledged: 0, Consumers: 0 }, "back");
        var left = await broker.TakeAllAsync("work");
        Assert.Equal(100 - ledger.Done, left.Count);
        Assert.DoesNotContain(left, message => ledger.BegunOf(message.BasicProperties.MessageId!) > 0);
        if (version == "4.3")
            Assert.DoesNotContain(left, static message => message.BasicProperties.Headers?.ContainsKey("x-delivery-count") == true);

        await consumer.StopAsync();
        await consumer.DisposeAsync();
    }

    [Theory]
    [MemberData(nameof(Brokers.Everywhere), MemberType = typeof(Brokers))]
    public async Task Handlers_that_obey_their_token_hand_their_delivery_back(string version, string type)
    {
        await using var broker = await TestBroker.OpenAsync(version, output, type);
        await using var connection = await broker.ConnectAsync();
        await broker.DeclareAsync("work");
        await broker.PublishAsync("work", Messages.Ids(5));
        var cancelled = 0;
        var ledger = new Ledger();
        var consumer = await QueueConsumer.StartAsync(
            connection,
            broker.Options("work", static options => options.DrainTimeout = TimeSpan.FromMilliseconds(300)),
            ledger.Handler(async (_, stop) =>
            {
                await using var told = stop.Register(() => Interlocked.Increment(ref cancelled));
                await Task.Delay(Timeout.Infinite, stop);
                return Outcome.Ack;
            }));
        await Eventually.HoldsAsync(() => ledger.Begun == 1, "one runs");

        var clock = Stopwatch.StartNew();
        await consumer.StopAsync();
        output.WriteLine($"stopped in {clock.ElapsedMilliseconds} ms");

        Assert.True(clock.Elapsed >= TimeSpan.FromMilliseconds(290), "no time to drain");
        Assert.Equal((1, 1, 0), (ledger.Begun, cancelled, ledger.Done));
        await broker.HoldsAsync("work", static state => state is { Ready: 5, Unacknowledged: 0, Consumers: 0 }, "back");
        var left = await broker.TakeAllAsync("work");
        Assert.DoesNotContain(left, static message => message.BasicProperties.Headers?.ContainsKey(DeliveryHeaders.Attempts) == true);
        if (version == "4.3")
            Assert.DoesNotContain(left, static message => message.BasicProperties.Headers?.ContainsKey("x-delivery-count") == true);
    }

    [Theory]
    [MemberData(nameof(Brokers.Versions), MemberType = typeof(Brokers))]
    public async Task Handlers_that_ignore_their_token_are_left_behind(string version)
    {
        await using var broker = await TestBroker.OpenAsync(version, output);
        await using var connection = await broker.ConnectAsync();
        await broker.DeclareAsync("work");
        await broker.PublishAsync("work", Messages.Ids(5));
        var release = new TaskCompletionSource();
        var ledger = new Ledger();
        var consumer = await QueueConsumer.StartAsync(
            connection,
            broker.Options("work", static options => options.DrainTimeout = TimeSpan.FromMilliseconds(300)),
            ledger.Handler(async (_, _) =>
            {
                await release.Task;
                return Outcome.Ack;
            }));
        await Eventually.HoldsAsync(() => ledger.Begun == 1, "one runs");

        var clock = Stopwatch.StartNew();
        await consumer.StopAsync();
        output.WriteLine($"stopped in {clock.ElapsedMilliseconds} ms");

        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(30));
        await broker.HoldsAsync("work", static state => state is { Ready: 5, Unacknowledged: 0, Consumers: 0 }, "back");
        release.SetResult();
        await Eventually.HoldsAsync(() => ledger.Done == 1, "the handler ends");
        Assert.Equal(5, (await broker.TakeAllAsync("work")).Count);
    }

    [Theory]
    [MemberData(nameof(Brokers.Everywhere), MemberType = typeof(Brokers))]
    public async Task What_a_running_handler_decides_while_the_consumer_stops_is_done(string version, string type)
    {
        await using var broker = await TestBroker.OpenAsync(version, output, type);
        await using var connection = await broker.ConnectAsync();
        await broker.DeclareAsync("work");
        await broker.PublishAsync("work", ["dead", "again"]);
        var release = new TaskCompletionSource();
        var ledger = new Ledger();
        var consumer = await QueueConsumer.StartAsync(
            connection,
            broker.Options("work", static options =>
            {
                options.Concurrency = 2;
                options.DrainTimeout = TimeSpan.FromSeconds(30);
                options.Retry.Delays = [TimeSpan.FromMinutes(1)];
                options.Retry.Steps = [TimeSpan.FromMinutes(1)];
            }),
            ledger.Handler(async (delivery, _) =>
            {
                await release.Task;
                return delivery.MessageId == "dead" ? Outcome.DeadLetter("never") : Outcome.Retry();
            }));
        await Eventually.HoldsAsync(() => ledger.Begun == 2, "both run");

        var stopping = consumer.StopAsync();
        // A quorum queue counts a consumer until its last delivery is settled, and lists it until it is cancelled.
        await broker.ListsConsumersAsync("work", 0);
        release.SetResult();
        await stopping;

        Assert.Equal("dead", Assert.Single(await broker.TakeAllAsync("work.dead-letter")).BasicProperties.MessageId);
        await broker.HoldsAsync("work.delay.1m", static state => state.Ready == 1, "holding one");
        Assert.Empty(await broker.TakeAllAsync("work"));
    }

    [Theory]
    [MemberData(nameof(Brokers.Versions), MemberType = typeof(Brokers))]
    public async Task Called_from_a_handler_it_ends_when_the_drain_timeout_is_over(string version)
    {
        await using var broker = await TestBroker.OpenAsync(version, output);
        await using var connection = await broker.ConnectAsync();
        await broker.DeclareAsync("work");
        await broker.PublishAsync("work", Messages.Ids(5));
        QueueConsumer? consumer = null;
        var started = new TaskCompletionSource();
        var stopped = new TaskCompletionSource<TimeSpan>();
        consumer = await QueueConsumer.StartAsync(
            connection,
            broker.Options("work", static options => options.DrainTimeout = TimeSpan.FromMilliseconds(500)),
            async (_, _) =>
            {
                await started.Task;
                var clock = Stopwatch.StartNew();
                await consumer!.StopAsync(CancellationToken.None);
                stopped.TrySetResult(clock.Elapsed);
                return Outcome.Ack;
            });
        started.SetResult();

        var time = await stopped.Task.WaitAsync(TimeSpan.FromSeconds(20));
        output.WriteLine($"stopped from within in {time.TotalMilliseconds} ms");

        Assert.Equal(ConsumerState.Stopped, consumer.State);
        await broker.HoldsAsync("work", static state => state is { Ready: 5, Unacknowledged: 0, Consumers: 0 }, "back");
    }

    [Theory]
    [MemberData(nameof(Brokers.Versions), MemberType = typeof(Brokers))]
    public async Task While_it_recovers_it_stops_when_the_running_handlers_have_ended(string version)
    {
        await using var broker = await TestBroker.OpenAsync(version, output);
        await using var connection = await broker.ConnectAsync(configure: static factory => factory.NetworkRecoveryInterval = TimeSpan.FromMinutes(1));
        await broker.DeclareAsync("work");
        await broker.PublishAsync("work", Messages.Ids(1));
        var release = new TaskCompletionSource();
        var ledger = new Ledger();
        var consumer = await QueueConsumer.StartAsync(
            connection,
            broker.Options("work", static options => options.DrainTimeout = TimeSpan.FromMinutes(1)),
            ledger.Handler(async (_, _) =>
            {
                await release.Task;
                return Outcome.Ack;
            }));
        await Eventually.HoldsAsync(() => ledger.Begun == 1, "one runs");
        await broker.CloseConnectionsAsync();
        await Eventually.HoldsAsync(() => consumer.State == ConsumerState.Recovering, "the loss is noticed");

        var stopping = consumer.StopAsync();
        await Task.Delay(500);
        Assert.False(stopping.IsCompleted, "the handler was not waited for");
        release.SetResult();
        await stopping.WaitAsync(TimeSpan.FromSeconds(20));

        Assert.Equal(1, ledger.Done);
        Assert.Equal(ConsumerState.Stopped, consumer.State);
        await connection.AbortAsync();
    }
}
