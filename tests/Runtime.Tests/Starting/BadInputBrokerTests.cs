using Leveret.Connecting;
using Leveret.Tests.Broker;
using Microsoft.Extensions.Logging.Abstractions;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;
using Xunit.Abstractions;

namespace Leveret.Tests.Starting;

/// <summary>What cannot be consumed as it was asked for: a clear error, no message lost, nothing left behind at the broker.</summary>
[Collection(OneAtATime.Name)]
[Trait("Category", "Broker")]
public sealed class BadInputBrokerTests(ITestOutputHelper output)
{
    private static readonly DeliveryHandler Never = static (_, _) => throw new InvalidOperationException("nothing was to be handled");

    [Theory]
    [MemberData(nameof(Brokers.Everywhere), MemberType = typeof(Brokers))]
    public async Task Options_that_are_wrong_are_named(string version, string type)
    {
        await using var broker = await TestBroker.OpenAsync(version, output, type);
        await using var connection = await broker.ConnectAsync();
        await broker.DeclareAsync("work");
        await broker.PublishAsync("work", "m1");
        await RefusedAsync<ArgumentException>(static options => options.Prefetch = 0, "'work'", "Prefetch", "0");
        await RefusedAsync<ArgumentException>(static options => (options.Prefetch, options.Concurrency) = (2, 3), "'work'", "Concurrency", "3", "prefetch of 2");
        Environment.SetEnvironmentVariable("RABBITMQ_PREFETCH", "many");
        try
        {
            await RefusedAsync<ArgumentException>(static options => options.Prefetch = null, "RABBITMQ_PREFETCH", "'many'");
        }
        finally
        {
            Environment.SetEnvironmentVariable("RABBITMQ_PREFETCH", null);
        }

        await RefusedAsync<ConsumerException>(static options => options.DeadLetter.Declare = false, "'work.dead-letter'", "Declare");
        Assert.Equal(1u, await broker.ReadyAsync("work"));
        await NothingIsLeftAsync(broker);

        Task RefusedAsync<T>(Action<ConsumerOptions> configure, params string[] words)
            where T : Exception => BadInputBrokerTests.RefusedAsync<T>(broker, connection, "work", configure, words);
    }

    [Theory]
    [MemberData(nameof(Brokers.Everywhere), MemberType = typeof(Brokers))]
    public async Task Queues_that_cannot_be_consumed_are_named(string version, string type)
    {
        await using var broker = await TestBroker.OpenAsync(version, output, type);
        await using var connection = await broker.ConnectAsync();
        await broker.DeclareAsync("work");
        await broker.PublishAsync("work", "m1");
        await broker.DeclareAsync("log", ("x-queue-type", "stream"), ("x-max-age", "1h"), ("x-max-length-bytes", 1_000_000_000));
        await RefusedAsync<ConsumerException>(broker, connection, "missing", static _ => { }, "'missing'");
        await RefusedAsync<ConsumerException>(broker, connection, "log", static _ => { }, "'log'", "stream");

        await using (var other = await broker.ConnectAsync())
        {
            var channel = await other.CreateChannelAsync();
            await channel.QueueDeclareAsync("theirs", durable: false, exclusive: true, autoDelete: false);
            await RefusedAsync<ConsumerException>(broker, connection, "theirs", static _ => { }, "'theirs'", "exclusive");
            await channel.BasicConsumeAsync("work", autoAck: false, new AsyncEventingBasicConsumer(channel));
            await RefusedAsync<ConsumerException>(broker, connection, "work", static options => options.Exclusive = true, "'work'", "exclusive");
        }

        var closed = await broker.ConnectAsync();
        await closed.CloseAsync();
        await RefusedAsync<ConsumerException>(broker, closed, "work", static _ => { }, "closed");
        await closed.DisposeAsync();

        await broker.HasReadyAsync("work", 1);
        await NothingIsLeftAsync(broker);
    }

    [Theory]
    [MemberData(nameof(Brokers.Everywhere), MemberType = typeof(Brokers))]
    public async Task Users_that_are_refused_are_told(string version, string type)
    {
        await using var broker = await TestBroker.OpenAsync(version, output, type);
        await broker.DeclareAsync("work");
        await broker.DeclareAsync("work.dead-letter");
        await broker.PublishAsync("work", "m1");
        var user = $"nobody-{Guid.NewGuid():N}";
        await broker.VirtualHost.AddUserAsync(user, user);
        await broker.VirtualHost.PermitAsync(user, configure: "^$", write: ".*", read: "^$");
        try
        {
            await using (var connection = await broker.ConnectAsync(configure: factory => (factory.UserName, factory.Password) = (user, user)))
                await RefusedAsync<ConsumerException>(broker, connection, "work", static _ => { }, "'work'", "permission");

            await using var nodes = new NodeConnections(
                new RabbitMqOptions { Nodes = { $"{broker.Cluster.Nodes[0].Host}:{broker.Cluster.Nodes[0].Port}" }, VirtualHost = broker.VirtualHost.Name, UserName = user, Password = "wrong" },
                NullLogger.Instance);
            var error = await Assert.ThrowsAsync<ConsumerException>(() => QueueConsumer.StartAsync(nodes, broker.Options("work"), Never, CancellationToken.None));
            Assert.Contains("refused the user name or password", error.Message, StringComparison.Ordinal);
            output.WriteLine(error.Message);
        }
        finally
        {
            await broker.VirtualHost.RemoveUserAsync(user);
        }

        await broker.HasReadyAsync("work", 1);
        await NothingIsLeftAsync(broker);
    }

    private static async Task RefusedAsync<T>(TestBroker broker, IConnection connection, string queue, Action<ConsumerOptions> configure, params string[] words)
        where T : Exception
    {
        var options = broker.Options(queue);
        configure(options);
        var error = await Assert.ThrowsAsync<T>(() => QueueConsumer.StartAsync(connection, options, Never).WaitAsync(TimeSpan.FromSeconds(20)));
        Assert.All(words, word => Assert.Contains(word, error.Message, StringComparison.Ordinal));
    }

    private static Task NothingIsLeftAsync(TestBroker broker) =>
        Eventually.HoldsAsync(async () => await broker.ChannelsAndConsumersAsync() == (0, 0), "no channel and no consumer");
}
