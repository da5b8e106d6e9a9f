using Leveret.Connecting;
using Leveret.Tests.Broker;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit.Abstractions;

namespace Leveret.Tests.Connecting;

/// <summary>The broker refuses the user: an error at start, and tried again later.</summary>
[Collection(OneAtATime.Name)]
[Trait("Category", "Broker")]
public sealed class CredentialsTests(ITestOutputHelper output)
{
    [Theory]
    [MemberData(nameof(Brokers.Versions), MemberType = typeof(Brokers))]
    public async Task A_password_that_is_changed_and_put_back(string version)
    {
        await using var broker = await TestBroker.OpenAsync(version, output);
        var user = $"user-{Guid.NewGuid():N}";
        await broker.VirtualHost.AddUserAsync(user, "first");
        await broker.VirtualHost.PermitAsync(user, ".*", ".*", ".*");
        try
        {
            await broker.DeclareAsync("work");
            var ledger = new Ledger();
            var node = broker.Cluster.Nodes[0];
            await using (var wrong = new NodeConnections(new RabbitMqOptions { VirtualHost = broker.VirtualHost.Name, UserName = user, Password = "second", Nodes = { $"{node.Host}:{node.Port}" } }, NullLogger.Instance))
            {
                var refusal = await Assert.ThrowsAsync<ConsumerException>(() => QueueConsumer.StartAsync(wrong, broker.Options("work"), ledger.Handler(TimeSpan.Zero), default));
                Assert.Contains("refused the user name or password", refusal.Message, StringComparison.Ordinal);
            }

            await using var connections = new NodeConnections(new RabbitMqOptions { VirtualHost = broker.VirtualHost.Name, UserName = user, Password = "first", Nodes = { $"{node.Host}:{node.Port}" } }, NullLogger.Instance);
            await using var consumer = await QueueConsumer.StartAsync(connections, broker.Options("work"), ledger.Handler(TimeSpan.Zero), default);
            await broker.VirtualHost.AddUserAsync(user, "second");
            await broker.CloseConnectionsAsync();
            await Eventually.HoldsAsync(() => consumer.LastError is ConsumerException { Message: var text } && text.Contains("refused the user name or password", StringComparison.Ordinal), "the refusal is seen");
            Assert.Equal(ConsumerState.Recovering, consumer.State);

            await broker.VirtualHost.AddUserAsync(user, "first");
            await broker.PublishAsync("work", Messages.Ids(10));

            await ledger.HasAllAsync(Messages.Ids(10));
            await broker.HasOneConsumerAsync("work");
        }
        finally
        {
            await broker.VirtualHost.RemoveUserAsync(user);
        }
    }
}
