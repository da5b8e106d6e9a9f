using Leveret.Tests.Broker;
using Xunit.Abstractions;

namespace Leveret.Tests.Stopping;

/// <summary>Who asks for something does not wait for the answer.</summary>
[Collection(OneAtATime.Name)]
[Trait("Category", "Broker")]
public sealed class CancelledCallTests(ITestOutputHelper output)
{
    [Theory]
    [MemberData(nameof(Brokers.Versions), MemberType = typeof(Brokers))]
    public async Task A_resume_that_is_not_waited_for_resumes_all_the_same(string version)
    {
        await using var broker = await TestBroker.OpenAsync(version, output);
        await broker.DeclareAsync("work");
        await using var proxy = new AmqpProxy(broker.Cluster.Nodes[0]);
        await using var connection = await broker.ConnectAsync(proxy);
        var ledger = new Ledger();
        await using var consumer = await QueueConsumer.StartAsync(connection, broker.Options("work"), ledger.Handler(TimeSpan.Zero));
        await consumer.PauseAsync();
        await CancelUnansweredAsync(proxy, consumer.ResumeAsync);

        await broker.PublishAsync("work", Messages.Ids(10));
        await ledger.HasAllAsync(Messages.Ids(10));
        await broker.HasOneConsumerAsync("work");
    }

    [Theory]
    [MemberData(nameof(Brokers.Versions), MemberType = typeof(Brokers))]
    public async Task A_pause_that_is_not_waited_for_pauses_and_the_stop_after_it_is_quick(string version)
    {
        await using var broker = await TestBroker.OpenAsync(version, output);
        await broker.DeclareAsync("work");
        await using var proxy = new AmqpProxy(broker.Cluster.Nodes[0]);
        await using var connection = await broker.ConnectAsync(proxy);
        var ledger = new Ledger();
        await using var consumer = await QueueConsumer.StartAsync(
            connection, broker.Options("work", static options => options.DrainTimeout = TimeSpan.FromSeconds(30)), ledger.Handler(TimeSpan.Zero));
        await CancelUnansweredAsync(proxy, consumer.PauseAsync);

        await broker.PublishAsync("work", Messages.Ids(10));
        await Eventually.HoldsAsync(() => consumer.State == ConsumerState.Paused, "paused");
        await broker.HoldsAsync("work", static state => state is { Ready: 10, Unacknowledged: 0 }, "left alone");
        await consumer.StopAsync().WaitAsync(TimeSpan.FromSeconds(10));
        Assert.Equal(0, ledger.Begun);
    }

    /// <summary>Makes a call that the broker does not answer and cancels it: it ends soon. Then the answers come.</summary>
    private static async Task CancelUnansweredAsync(AmqpProxy proxy, Func<CancellationToken, Task> call)
    {
        proxy.HoldAnswers();
        using var cancelled = new CancellationTokenSource();
        var calling = call(cancelled.Token);
        await Task.Delay(300, CancellationToken.None);
        Assert.False(calling.IsCompleted, "not waiting for an answer");
        await cancelled.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => calling.WaitAsync(TimeSpan.FromSeconds(2), CancellationToken.None));
        proxy.PassAnswers();
    }
}
