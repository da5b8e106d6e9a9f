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
        await using var host = await BrokerHost.OpenAsync(version, output);
        await using var connection = await host.ConnectAsync(configure: static factory => factory.NetworkRecoveryInterval = TimeSpan.FromMilliseconds(200));
        await host.DeclareAsync("work", type);
        await host.DeclareAsync("full", "classic", arguments: new Dictionary<string, object?> { ["x-max-length"] = 1, ["x-overflow"] = "reject-publish" });
        await host.PublishAsync("full", ["stopper"]);
        await host.PublishAsync("work", Messages.Ids(5));
        var ledger = new Ledger();
        await using var consumer = await QueueConsumer.StartAsync(
            connection,
            host.Options("work", static options => options.DeadLetter.Queue = "full"),
            ledger.Handler(static (delivery, _) => Task.FromResult(delivery.MessageId == "m2" ? Outcome.DeadLetter("never") : Outcome.Ack)));
        await ledger.HasAllAsync([.. Messages.Ids(5).Except(["m2"])]);
        await host.HoldsAsync("work", static state => state is { Ready: 0, Unacknowledged: 1 }, "holding the original");

        Assert.Equal("stopper", Assert.Single(await host.TakeAllAsync("full")).BasicProperties.MessageId);

        await host.IsEmptyAsync("work");
        Assert.Equal("m2", Assert.Single(await host.TakeAllAsync("full")).BasicProperties.MessageId);
        Assert.Equal(1, ledger.BegunOf("m2"));
    }
}
