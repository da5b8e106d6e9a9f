using Leveret.Tests.Broker;
using Xunit.Abstractions;

namespace Leveret.Tests.Connecting;

/// <summary>The broker cancels the consumer and leaves the channel open.</summary>
[Collection(OneAtATime.Name)]
[Trait("Category", "Broker")]
public sealed class ServerCancelTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task A_handler_that_takes_longer_than_the_consumer_timeout_of_4_3(int concurrency)
    {
        await using var broker = await TestBroker.OpenAsync("4.3", output);
        await using var connection = await broker.ConnectAsync();
        await broker.DeclareAsync("work");
        await broker.PublishAsync("work", Messages.Ids(10));
        var release = new TaskCompletionSource();
        var ledger = new Ledger();
        var log = new LogLines();
        await using var consumer = await QueueConsumer.StartAsync(
            connection,
            broker.Options("work", options =>
            {
                options.Concurrency = concurrency;
                options.SilenceTimeout = TimeSpan.Zero;
                options.Arguments["x-consumer-timeout"] = 1500;
            }, log),
            ledger.Handler(async (delivery, _) =>
            {
                if (delivery.MessageId == "m0" && !delivery.Redelivered)
                    await release.Task;

                return Outcome.Ack;
            }));
        try
        {
            // The client tells of the cancellation behind the handler that is at work, where there is but one.
            if (concurrency > 1)
                await Eventually.HoldsAsync(() => log.Of(2).Count == 1, "the consumer is cancelled");
            else
                await broker.HoldsAsync("work", static state => state.Ready == 10, "handed back by the broker");

            await broker.PublishAsync("work", Messages.Ids(10, "after"));

            // With a concurrency of 1 the message that is still in work is first in the queue again, and waits for its handler.
            if (concurrency > 1)
            {
                await ledger.HasAllAsync(Messages.Ids(10, "after"));
                await broker.HasOneConsumerAsync("work");
            }
        }
        finally
        {
            release.TrySetResult();
        }

        await ledger.HasAllAsync([.. Messages.Ids(10), .. Messages.Ids(10, "after")]);
        await broker.HasOneConsumerAsync("work");
        await broker.IsEmptyAsync("work");
        Assert.Empty(ledger.DoneAgain);
        Assert.Equal(1, ledger.BegunOf("m0"));
    }
}
