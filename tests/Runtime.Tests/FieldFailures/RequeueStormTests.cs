using Leveret.Tests.Broker;
using Xunit.Abstractions;

namespace Leveret.Tests.FieldFailures;

/// <summary>A message that fails returns at once, over and over, or is dropped at the delivery limit.</summary>
[Collection(OneAtATime.Name)]
[Trait("Category", "Broker")]
public sealed class RequeueStormTests(ITestOutputHelper output)
{
    [Theory]
    [MemberData(nameof(Brokers.Everywhere), MemberType = typeof(Brokers))]
    public async Task A_message_that_always_fails_runs_as_often_as_the_policy_says_and_is_kept(string version, string type)
    {
        await using var broker = await TestBroker.OpenAsync(version, output, type);
        await using var connection = await broker.ConnectAsync();
        await broker.DeclareAsync("work");
        await broker.PublishAsync("work", Messages.Ids(10));
        var ledger = new Ledger();
        await using var consumer = await QueueConsumer.StartAsync(
            connection,
            broker.Options("work", static options =>
            {
                options.Concurrency = 4;
                options.Retry.Immediate = 1;
                options.Retry.Delays = [TimeSpan.FromMilliseconds(200), TimeSpan.FromMilliseconds(200)];
            }),
            ledger.Handler(static (delivery, _) => delivery.MessageId is "m3" or "m4" ? throw new FormatException("never") : Task.FromResult(Outcome.Ack)));
        await ledger.HasAllAsync([.. Messages.Ids(10).Except(["m3", "m4"])]);
        await broker.HoldsAsync("work.dead-letter", static state => state.Ready == 2, "holding two");

        Assert.Equal(4, ledger.BegunOf("m3"));
        Assert.Equal(4, ledger.BegunOf("m4"));
        await broker.IsEmptyAsync("work");
    }
}
