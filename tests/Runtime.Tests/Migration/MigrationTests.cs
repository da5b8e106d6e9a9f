using System.Collections.Concurrent;
using Leveret.Tests.Broker;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;
using Xunit.Abstractions;

namespace Leveret.Tests.Migration;

/// <summary>A poller, a consumer written by hand and ours have one existing queue together; then the old ones stop.</summary>
[Collection(OneAtATime.Name)]
[Trait("Category", "Broker")]
public sealed class MigrationTests(ITestOutputHelper output)
{
    [Theory]
    [MemberData(nameof(Brokers.Everywhere), MemberType = typeof(Brokers))]
    public async Task One_queue_old_and_new_consumers_nothing_declared_anew_nothing_lost(string version, string type)
    {
        await using var broker = await TestBroker.OpenAsync(version, output, type);
        await broker.DeclareAsync("orders", ("x-max-length", 100_000), ("x-dead-letter-exchange", "old-dead"), ("x-message-ttl", 3_600_000));
        var arguments = await broker.VirtualHost.ArgumentsAsync("orders");
        var existing = Messages.Ids(300, "existing");
        await broker.PublishAsync("orders", existing);
        await using var load = Load.Start(broker, "orders", TimeSpan.FromMilliseconds(2), 0);
        var (polled, pushed) = (new ConcurrentBag<string>(), new ConcurrentBag<string>());
        var ledger = new Ledger();
        await using var oldConnection = await broker.ConnectAsync();
        await using var newConnection = await broker.ConnectAsync();

        // Both channels stay open to the end: acknowledgements that are written just before a close may be lost.
        await using var polledChannel = await oldConnection.CreateChannelAsync();
        using var stopPolling = new CancellationTokenSource();
        var polling = PollAsync(polledChannel, polled, stopPolling.Token);
        await using var consuming = await ConsumeByHandAsync(oldConnection, pushed);
        await using var consumer = await QueueConsumer.StartAsync(
            newConnection,
            broker.Options("orders", static options => options.Concurrency = 2),
            ledger.Handler(static async (delivery, _) =>
            {
                await Task.Delay(1, CancellationToken.None);
                // One in five fails once; the copy may be taken by any of the three.
                return delivery.Attempt == 1 && delivery.MessageId!.EndsWith('3') ? Outcome.Retry() : Outcome.Ack;
            }));
        await Eventually.HoldsAsync(() => !polled.IsEmpty && !pushed.IsEmpty && ledger.Done > 20, "all three have some");
        await Eventually.HoldsAsync(() => load.Confirmed > 200, "some more");

        await stopPolling.CancelAsync();
        await polling;
        var seen = ledger.Done;
        await Eventually.HoldsAsync(() => ledger.Done > seen + 20, "two go on");
        await consuming.BasicCancelAsync("by-hand");
        seen = ledger.Done;
        await Eventually.HoldsAsync(() => ledger.Done > seen + 20, "ours goes on");

        string[] all = [.. existing, .. await load.StopAsync()];
        await Eventually.HoldsAsync(() => all.Except(polled).Except(pushed).All(id => ledger.DoneOf(id) > 0), "each handled by someone");
        await broker.IsEmptyAsync("orders");
        Assert.Equal(arguments, await broker.VirtualHost.ArgumentsAsync("orders"));
        var handled = polled.Concat(pushed).Concat(all.Where(id => ledger.DoneOf(id) > 0)).ToList();
        output.WriteLine($"{all.Length} messages: {polled.Count} polled, {pushed.Count} by hand, {ledger.Done} ours");
        Assert.Equal(handled.Distinct().Count(), handled.Count);
        Assert.Empty(ledger.DoneAgain);
        Assert.Empty(await broker.TakeAllAsync("orders.dead-letter"));
    }

    private static async Task PollAsync(IChannel channel, ConcurrentBag<string> handled, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            if (await channel.BasicGetAsync("orders", autoAck: false, CancellationToken.None) is { } message)
            {
                handled.Add(message.BasicProperties.MessageId!);
                await channel.BasicAckAsync(message.DeliveryTag, multiple: false, CancellationToken.None);
            }

            await Task.Delay(5, CancellationToken.None);
        }
    }

    private static async Task<IChannel> ConsumeByHandAsync(IConnection connection, ConcurrentBag<string> handled)
    {
        var channel = await connection.CreateChannelAsync();
        await channel.BasicQosAsync(0, 1, global: false);
        var consumer = new AsyncEventingBasicConsumer(channel);
        consumer.ReceivedAsync += async (_, delivery) =>
        {
            handled.Add(delivery.BasicProperties.MessageId!);
            await Task.Delay(3);
            await channel.BasicAckAsync(delivery.DeliveryTag, multiple: false);
        };
        await channel.BasicConsumeAsync("orders", autoAck: false, "by-hand", consumer);
        return channel;
    }
}
