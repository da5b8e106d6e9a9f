using Leveret.Tests.Broker;
using Xunit.Abstractions;

namespace Leveret.Tests.FieldFailures;

/// <summary>The original is acknowledged although its copy for the dead-letter queue was refused.</summary>
[Collection(OneAtATime.Name)]
[Trait("Category", "Broker")]
public sealed class UnconfirmedCopyTests(ITestOutputHelper output)
{
    [Theory]
    [MemberData(nameof(Brokers.Everywhere), MemberType = typeof(Brokers))]
    public async Task A_full_dead_letter_queue_leaves_the_original_where_it_is(string version, string type)
    {
        await using var broker = await TestBroker.OpenAsync(version, output, type);
        await using var connection = await broker.ConnectAsync();
        await broker.DeclareAsync("work");
        await broker.DeclareAsync("full", ("x-queue-type", "classic"), ("x-max-length", 1), ("x-overflow", "reject-publish"));
        await broker.PublishAsync("full", ["stopper"]);
        await broker.PublishAsync("work", Messages.Ids(5));
        var ledger = new Ledger();
        await using var consumer = await QueueConsumer.StartAsync(
            connection,
            broker.Options("work", static options => options.DeadLetter.Queue = "full"),
            ledger.Handler(static (delivery, _) => Task.FromResult(delivery.MessageId == "m2" ? Outcome.DeadLetter("never") : Outcome.Ack)));
        await ledger.HasAllAsync([.. Messages.Ids(5).Except(["m2"])]);
        await broker.HoldsAsync("work", static state => state is { Ready: 0, Unacknowledged: 1 }, "holding the original");

        Assert.Equal("stopper", (await broker.TakeOneAsync("full"))?.BasicProperties.MessageId);

        await broker.IsEmptyAsync("work");
        Assert.Equal("m2", Assert.Single(await broker.TakeAllAsync("full")).BasicProperties.MessageId);
        Assert.Equal(1, ledger.BegunOf("m2"));
    }
}
