using Leveret.Tests.Broker;
using Xunit.Abstractions;

namespace Leveret.Tests.Connecting;

/// <summary>The broker cancels the consumer and leaves the channel open.</summary>
[Collection(OneAtATime.Name)]
[Trait("Category", "Broker")]
public sealed class ServerCancelTests(ITestOutputHelper output)
{
    [Theory]
    [MemberData(nameof(Brokers.Everywhere), MemberType = typeof(Brokers))]
    public async Task A_queue_that_is_deleted_and_declared_again(string version, string type)
    {
        await using var broker = await TestBroker.OpenAsync(version, output, type);
        await using var connection = await broker.ConnectAsync();
        await broker.DeclareAsync("work");
        var ledger = new Ledger();
        await using var consumer = await QueueConsumer.StartAsync(connection, broker.Options("work"), ledger.Handler(TimeSpan.Zero));
        await broker.PublishAsync("work", Messages.Ids(10));
        await ledger.HasAllAsync(Messages.Ids(10));

        await using (var channel = await connection.CreateChannelAsync())
            await channel.QueueDeleteAsync("work", ifUnused: false, ifEmpty: false);

        await Eventually.HoldsAsync(() => consumer.LastError is ConsumerException { Message: var text } && text.Contains("'work'", StringComparison.Ordinal) && text.Contains("404", StringComparison.Ordinal) | text.Contains("no queue", StringComparison.Ordinal), "the error names the queue");
        Assert.Equal(ConsumerState.Recovering, consumer.State);
        Assert.False(consumer.Completion.IsCompleted);

        await broker.DeclareAsync("work");
        await broker.PublishAsync("work", Messages.Ids(10, "after"));

        await ledger.HasAllAsync(Messages.Ids(10, "after"));
        Assert.Equal(ConsumerState.Consuming, consumer.State);
        Assert.Null(consumer.LastError);
        await broker.HasOneConsumerAsync("work");
    }

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
        await using var consumer = await QueueConsumer.StartAsync(
            connection,
            broker.Options("work", options =>
            {
                options.Concurrency = concurrency;
                options.Arguments["x-consumer-timeout"] = 1500;
            }),
            ledger.Handler(async (delivery, _) =>
            {
                if (delivery.MessageId == "m0" && !delivery.Redelivered)
                    await release.Task;

                return Outcome.Ack;
            }));
        try
        {
            await broker.HoldsAsync("work", state => state.Ready >= 10 || ledger.Done >= 9, "handed back by the broker");
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
