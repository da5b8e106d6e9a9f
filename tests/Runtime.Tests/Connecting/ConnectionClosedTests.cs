using Leveret.Tests.Broker;
using Xunit.Abstractions;

namespace Leveret.Tests.Connecting;

/// <summary>The broker closes the connection: consuming again on another channel, once, and nothing is lost.</summary>
[Collection(OneAtATime.Name)]
[Trait("Category", "Broker")]
public sealed class ConnectionClosedTests(ITestOutputHelper output)
{
    [Theory]
    [MemberData(nameof(Brokers.Everywhere), MemberType = typeof(Brokers))]
    public async Task A_borrowed_connection_that_recovers_in_200_milliseconds(string version, string type)
    {
        await using var host = await BrokerHost.OpenAsync(version, output);
        await using var connections = await Connections.BorrowAsync(host, TimeSpan.FromMilliseconds(200));
        await ClosedAndConsumedAgainAsync(host, connections, type, TimeSpan.FromSeconds(2));
    }

    [Theory]
    [MemberData(nameof(Brokers.Versions), MemberType = typeof(Brokers))]
    public async Task A_borrowed_connection_that_recovers_as_the_client_does_by_default(string version)
    {
        await using var host = await BrokerHost.OpenAsync(version, output);
        await using var connections = await Connections.BorrowAsync(host);
        await ClosedAndConsumedAgainAsync(host, connections, "quorum", TimeSpan.FromSeconds(7));
    }

    [Theory]
    [MemberData(nameof(Brokers.Everywhere), MemberType = typeof(Brokers))]
    public async Task Connections_of_a_host(string version, string type)
    {
        await using var host = await BrokerHost.OpenAsync(version, output);
        await using var connections = Connections.ToNodes(host);
        await ClosedAndConsumedAgainAsync(host, connections, type, TimeSpan.FromSeconds(2));
    }

    private static async Task ClosedAndConsumedAgainAsync(BrokerHost host, Connections connections, string type, TimeSpan watched)
    {
        var before = Messages.Ids(60, "before");
        await host.DeclareAsync("work", type);
        await host.PublishAsync("work", before);
        var ledger = new Ledger();
        await using var consumer = await QueueConsumer.StartAsync(
            connections.Source, host.Options("work", static options => options.Concurrency = 4), ledger.Handler(TimeSpan.FromMilliseconds(30)), default);
        await Eventually.HoldsAsync(() => ledger.Done > 10, "some are handled");

        var connection = await connections.Source.GetAsync(default);
        var closed = new TaskCompletionSource();
        connection.ConnectionShutdownAsync += (_, _) =>
        {
            closed.TrySetResult();
            return Task.CompletedTask;
        };

        await host.CloseConnectionsAsync();

        await closed.Task.WaitAsync(TimeSpan.FromSeconds(20));
        var after = Messages.Ids(20, "after");
        await host.PublishAsync("work", after);
        await ledger.HasAllAsync([.. before, .. after]);
        await host.HasOneConsumerAsync("work", watched);
        await host.IsEmptyAsync("work");
        Assert.Empty(ledger.DoneAgain);
        Assert.Equal(ConsumerState.Consuming, consumer.State);
        Assert.Null(consumer.LastError);
    }
}
