using Leveret.Tests.Broker;
using RabbitMQ.Client;
using Xunit.Abstractions;

namespace Leveret.Tests.Connecting;

/// <summary>A connection of the caller that will never be open again.</summary>
[Collection(OneAtATime.Name)]
[Trait("Category", "Broker")]
public sealed class BorrowedConnectionTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData("3.10", true)]
    [InlineData("4.3", true)]
    [InlineData("4.3", false)]
    public async Task Closed_by_the_application(string version, bool recovers) =>
        await EndsAsync(version, recovers, static (_, connection) => connection.CloseAsync(), "closed by the application");

    [Theory]
    [InlineData("3.10", true)]
    [InlineData("4.3", true)]
    [InlineData("4.3", false)]
    public async Task Disposed_of_by_the_application(string version, bool recovers) =>
        await EndsAsync(version, recovers, static (_, connection) => connection.DisposeAsync().AsTask(), "closed by the application");

    [Theory]
    [MemberData(nameof(Brokers.Versions), MemberType = typeof(Brokers))]
    public async Task Closed_by_the_broker_and_not_recovered(string version) =>
        await EndsAsync(version, recovers: false, static (broker, _) => broker.CloseConnectionsAsync(), "does not recover");

    [Theory]
    [InlineData("4.3")]
    public async Task Disposed_of_by_the_application_while_it_recovers(string version) =>
        await EndsAsync(
            version,
            recovers: true,
            static async (broker, connection) =>
            {
                // The client's recovery comes 5 seconds later.
                await broker.CloseConnectionsAsync();
                await Eventually.HoldsAsync(() => !connection.IsOpen, "the connection is lost");
                await connection.DisposeAsync();
            },
            "closed by the application");

    private async Task EndsAsync(string version, bool recovers, Func<TestBroker, IConnection, Task> end, string expected)
    {
        await using var broker = await TestBroker.OpenAsync(version, output);
        await broker.DeclareAsync("work");
        await broker.PublishAsync("work", Messages.Ids(5));
        var connection = await broker.ConnectAsync(configure: factory => factory.AutomaticRecoveryEnabled = recovers);
        var ledger = new Ledger();
        await using var consumer = await QueueConsumer.StartAsync(connection, broker.Options("work"), ledger.Handler(TimeSpan.Zero));
        await ledger.HasAllAsync(Messages.Ids(5));

        await end(broker, connection);

        var error = await Assert.ThrowsAsync<ConsumerException>(() => consumer.Completion.WaitAsync(TimeSpan.FromSeconds(20)));
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
        Assert.Equal(ConsumerState.Failed, consumer.State);
        Assert.Same(error, consumer.LastError);
        await Assert.ThrowsAsync<InvalidOperationException>(() => consumer.PauseAsync());
        await consumer.StopAsync();
        Assert.Equal(ConsumerState.Failed, consumer.State);
        await connection.DisposeAsync();
    }
}
