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
        await using var host = await BrokerHost.OpenAsync(version, output);
        var user = $"user-{host.Name}";
        await host.Cluster.CtlAsync(0, "add_user", user, "first");
        await host.Cluster.CtlAsync(0, "set_permissions", "--vhost", host.Name, user, ".*", ".*", ".*");
        try
        {
            await host.DeclareAsync("work", "quorum");
            var ledger = new Ledger();
            var node = host.Cluster.Nodes[0];
            await using (var wrong = new NodeConnections(new RabbitMqOptions { VirtualHost = host.Name, UserName = user, Password = "second", Nodes = { $"{node.Host}:{node.Port}" } }, NullLogger.Instance))
            {
                var refusal = await Assert.ThrowsAsync<ConsumerException>(() => QueueConsumer.StartAsync(wrong, host.Options("work"), ledger.Handler(TimeSpan.Zero), default));
                Assert.Contains("refused the user name or password", refusal.Message, StringComparison.Ordinal);
            }

            await using var connections = new NodeConnections(new RabbitMqOptions { VirtualHost = host.Name, UserName = user, Password = "first", Nodes = { $"{node.Host}:{node.Port}" } }, NullLogger.Instance);
            await using var consumer = await QueueConsumer.StartAsync(connections, host.Options("work"), ledger.Handler(TimeSpan.Zero), default);
            await host.Cluster.CtlAsync(0, "change_password", user, "second");
            await host.CloseConnectionsAsync();
            await Eventually.HoldsAsync(() => consumer.LastError is ConsumerException { Message: var text } && text.Contains("refused the user name or password", StringComparison.Ordinal), "the refusal is seen");
            Assert.Equal(ConsumerState.Recovering, consumer.State);

            await host.Cluster.CtlAsync(0, "change_password", user, "first");
            await host.PublishAsync("work", Messages.Ids(10));

            await ledger.HasAllAsync(Messages.Ids(10));
            await host.HasOneConsumerAsync("work", TimeSpan.FromSeconds(1));
        }
        finally
        {
            await host.Cluster.CtlAsync(0, "delete_user", user);
        }
    }
}
