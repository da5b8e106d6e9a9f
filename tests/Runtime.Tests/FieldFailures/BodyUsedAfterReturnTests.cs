using System.Text;
using Leveret.Tests.Broker;
using Xunit.Abstractions;

namespace Leveret.Tests.FieldFailures;

/// <summary>A body is read when its memory holds another message.</summary>
[Collection(OneAtATime.Name)]
[Trait("Category", "Broker")]
public sealed class BodyUsedAfterReturnTests(ITestOutputHelper output)
{
    [Theory]
    [MemberData(nameof(Brokers.Everywhere), MemberType = typeof(Brokers))]
    public async Task A_body_is_refused_when_its_handler_has_ended_and_a_copy_stays(string version, string type)
    {
        await using var broker = await TestBroker.OpenAsync(version, output, type);
        await using var connection = await broker.ConnectAsync();
        await broker.DeclareAsync("work");
        await broker.PublishAsync("work", Messages.Ids(50));
        var kept = new List<(Delivery Delivery, byte[] Copy)>();
        var ledger = new Ledger();
        await using var consumer = await QueueConsumer.StartAsync(
            connection,
            broker.Options("work"),
            ledger.Handler((delivery, _) =>
            {
                kept.Add((delivery, delivery.CopyBody()));
                return Task.FromResult(Outcome.Ack);
            }));
        await ledger.HasAllAsync(Messages.Ids(50));
        await consumer.StopAsync();

        Assert.All(kept, static one => Assert.Throws<InvalidOperationException>(() => one.Delivery.Body));
        Assert.All(kept, static one => Assert.Throws<InvalidOperationException>(() => one.Delivery.CopyBody()));
        Assert.All(kept, static one => Assert.Equal(one.Delivery.MessageId, Encoding.UTF8.GetString(one.Copy)));
    }
}
