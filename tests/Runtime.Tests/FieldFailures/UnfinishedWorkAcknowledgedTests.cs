using Leveret.Tests.Broker;
using Xunit.Abstractions;

namespace Leveret.Tests.FieldFailures;

/// <summary>An acknowledgement of several takes what is still in work along, or a failure leaves a delivery unsettled.</summary>
[Collection(OneAtATime.Name)]
[Trait("Category", "Broker")]
public sealed class UnfinishedWorkAcknowledgedTests(ITestOutputHelper output)
{
    [Theory]
    [MemberData(nameof(Brokers.Everywhere), MemberType = typeof(Brokers))]
    public async Task What_is_in_work_survives_acknowledgements_of_what_came_after_it(string version, string type)
    {
        await using var broker = await TestBroker.OpenAsync(version, output, type);
        await using var connection = await broker.ConnectAsync();
        await broker.DeclareAsync("work");
        await broker.PublishAsync("work", Messages.Ids(60));
        var ledger = new Ledger();
        var consumer = await QueueConsumer.StartAsync(
            connection,
            broker.Options("work", static options =>
            {
                (options.Concurrency, options.Prefetch) = (3, 30);
                options.DrainTimeout = TimeSpan.FromMilliseconds(200);
                options.Retry.Delays = [];
            }),
            ledger.Handler(static async (delivery, stop) =>
            {
                if (delivery.MessageId == "m3")
                    await Task.Delay(Timeout.Infinite, stop);

                return delivery.MessageId == "m7" ? throw new FormatException("cannot be handled") : Outcome.Ack;
            }));
        await ledger.HasAllAsync([.. Messages.Ids(30).Except(["m3", "m7"])]);
        await consumer.StopAsync();

        Assert.Equal(0, ledger.DoneOf("m3"));
        await broker.HasUnacknowledgedAsync("work", 0);
        var left = (await broker.TakeAllAsync("work")).Select(static message => message.BasicProperties.MessageId!).ToList();
        Assert.Contains("m3", left);
        Assert.DoesNotContain(left, id => ledger.DoneOf(id) > 0);
        Assert.Equal(60, left.Count + ledger.Done + 1);
        Assert.Equal("m7", Assert.Single(await broker.TakeAllAsync("work.dead-letter")).BasicProperties.MessageId);
    }
}
