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
        await using var connection = await broker.ConnectAsync();
        await broker.DeclareAsync("work");
        var ledger = new Ledger();
        await using var consumer = await QueueConsumer.StartAsync(connection, broker.Options("work"), ledger.Handler(TimeSpan.Zero));
        await consumer.PauseAsync();
        using (var cancelled = new CancellationTokenSource())
        {
            var resuming = consumer.ResumeAsync(cancelled.Token);
            await cancelled.CancelAsync();
            await resuming.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        }

        await broker.PublishAsync("work", Messages.Ids(10));
        await ledger.HasAllAsync(Messages.Ids(10));
        await broker.HasOneConsumerAsync("work");
    }

    [Theory]
    [MemberData(nameof(Brokers.Versions), MemberType = typeof(Brokers))]
    public async Task A_pause_that_is_not_waited_for_pauses_and_the_stop_after_it_is_quick(string version)
    {
        await using var broker = await TestBroker.OpenAsync(version, output);
        await using var connection = await broker.ConnectAsync();
        await broker.DeclareAsync("work");
        var ledger = new Ledger();
        await using var consumer = await QueueConsumer.StartAsync(
            connection, broker.Options("work", static options => options.DrainTimeout = TimeSpan.FromSeconds(30)), ledger.Handler(TimeSpan.Zero));
        using (var cancelled = new CancellationTokenSource())
        {
            var pausing = consumer.PauseAsync(cancelled.Token);
            await cancelled.CancelAsync();
            await pausing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        }

        await broker.PublishAsync("work", Messages.Ids(10));
        await Eventually.HoldsAsync(() => consumer.State == ConsumerState.Paused, "paused");
        await broker.HoldsAsync("work", static state => state is { Ready: 10, Unacknowledged: 0 }, "left alone");
        await consumer.StopAsync().WaitAsync(TimeSpan.FromSeconds(10));
        Assert.Equal(0, ledger.Begun);
    }
}
