using Leveret.Tests.Broker;
using Xunit.Abstractions;

namespace Leveret.Tests.FieldFailures;

/// <summary>The consumer is deaf after the broker has cancelled it.</summary>
[Collection(OneAtATime.Name)]
[Trait("Category", "Broker")]
public sealed class CancelledByBrokerTests(ITestOutputHelper output)
{
    [Theory]
    [MemberData(nameof(Brokers.Everywhere), MemberType = typeof(Brokers))]
    public async Task The_queue_is_deleted_and_declared_again(string version, string type)
    {
        await using var broker = await TestBroker.OpenAsync(version, output, type);
        await using var connection = await broker.ConnectAsync();
        await broker.DeclareAsync("work");
        var ledger = new Ledger();
        var options = broker.Options("work");
        // RabbitMQ 3.10 has been seen to say nothing to the consumer of a quorum queue that is deleted.
        if ((version, type) != ("3.10", "quorum"))
            options.SilenceTimeout = TimeSpan.Zero;

        await using var consumer = await QueueConsumer.StartAsync(connection, options, ledger.Handler(TimeSpan.Zero));
        await broker.PublishAsync("work", Messages.Ids(10, "before"));
        await ledger.HasAllAsync(Messages.Ids(10, "before"));

        await broker.DeleteAsync("work");

        await Eventually.HoldsAsync(
            () => consumer.State == ConsumerState.Recovering && consumer.LastError is ConsumerException { Message: var text }
                && text.Contains("'work'", StringComparison.Ordinal) && (text.Contains("404", StringComparison.Ordinal) || text.Contains("no queue", StringComparison.Ordinal)),
            "the error names the queue");
        Assert.False(consumer.Completion.IsCompleted);

        await broker.DeclareAsync("work");
        await broker.PublishAsync("work", Messages.Ids(10));

        await ledger.HasAllAsync(Messages.Ids(10));
        await Eventually.HoldsAsync(() => consumer.State == ConsumerState.Consuming && consumer.LastError is null, "consuming without an error");
        await broker.HasOneConsumerAsync("work");
    }
}
