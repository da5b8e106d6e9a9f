using Leveret.Tests.Broker;
using Xunit.Abstractions;

namespace Leveret.Tests.Connecting;

/// <summary>The broker closes the connection: consuming again on another channel, once, and nothing is lost or done again.</summary>
[Collection(OneAtATime.Name)]
[Trait("Category", "Broker")]
public sealed class ConnectionClosedTests(ITestOutputHelper output)
{
    [Theory]
    [MemberData(nameof(Brokers.Everywhere), MemberType = typeof(Brokers))]
    public async Task A_borrowed_connection_that_recovers_in_200_milliseconds(string version, string type)
    {
        await using var broker = await TestBroker.OpenAsync(version, output, type);
        await using var connections = await Connections.BorrowAsync(broker);
        await ClosedAndConsumedAgainAsync(broker, connections);
    }

    [Theory]
    [InlineData("4.3")]
    public async Task A_borrowed_connection_that_recovers_as_the_client_does_by_default(string version)
    {
        await using var broker = await TestBroker.OpenAsync(version, output);
        await using var connections = await Connections.BorrowAsync(broker, TimeSpan.FromSeconds(5));
        await ClosedAndConsumedAgainAsync(broker, connections);
    }

    [Theory]
    [MemberData(nameof(Brokers.Everywhere), MemberType = typeof(Brokers))]
    public async Task Connections_of_a_host(string version, string type)
    {
        await using var broker = await TestBroker.OpenAsync(version, output, type);
        await using var connections = Connections.ToNodes(broker);
        await ClosedAndConsumedAgainAsync(broker, connections);
    }

    private static async Task ClosedAndConsumedAgainAsync(TestBroker broker, Connections connections)
    {
        var before = Messages.Ids(60, "before");
        await broker.DeclareAsync("work");
        await broker.PublishAsync("work", before);
        var resumed = new TaskCompletionSource();
        var log = new LogLines();
        var ledger = new Ledger();
        await using var consumer = await QueueConsumer.StartAsync(
            connections.Source,
            broker.Options("work", static options => (options.Concurrency, options.SilenceTimeout) = (4, TimeSpan.Zero), log),
            ledger.Handler(async (delivery, _) =>
            {
                // The work of these ends when their copies have come on the next channel.
                if (delivery.MessageId is "before12" or "before15")
                    await resumed.Task;

                return Outcome.Ack;
            }),
            default);
        await Eventually.HoldsAsync(() => ledger.BegunOf("before12") == 1 && ledger.BegunOf("before15") == 1, "two are in work");

        await broker.CloseConnectionsAsync();

        // The client says nothing of the connection before the handlers have ended.
        await Eventually.HoldsAsync(() => log.Of(1).Count == 2, "consuming again");
        await ledger.HasAllAsync([.. before.Except(["before12", "before15"])]);
        await Eventually.HoldsAsync(() => consumer.InFlight == 2, "the copies have come and wait");
        resumed.SetResult();
        var after = Messages.Ids(20, "after");
        await broker.PublishAsync("work", after);
        await ledger.HasAllAsync([.. before, .. after]);
        await broker.HasOneConsumerAsync("work");
        await broker.IsEmptyAsync("work");
        Assert.Empty(ledger.DoneAgain);
        Assert.Equal(ConsumerState.Consuming, consumer.State);
        Assert.Null(consumer.LastError);
    }
}
