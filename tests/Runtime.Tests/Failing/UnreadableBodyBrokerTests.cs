using System.Text.Json.Serialization;
using Leveret.Tests.Broker;
using RabbitMQ.Client;
using Xunit.Abstractions;

namespace Leveret.Tests.Failing;

[Collection(OneAtATime.Name)]
[Trait("Category", "Broker")]
public sealed partial class UnreadableBodyBrokerTests(ITestOutputHelper output)
{
    [Theory]
    [MemberData(nameof(Brokers.Everywhere), MemberType = typeof(Brokers))]
    public async Task A_body_that_cannot_be_read_is_dead_lettered_after_one_run(string version, string type)
    {
        await using var broker = await TestBroker.OpenAsync(version, output, type);
        await using var connection = await broker.ConnectAsync();
        string[] bodies = ["{ not json", "null", "{\"Number\":\"x\"}", "{\"Number\":7}"];
        var runs = 0;
        var read = 0;
        await broker.DeclareAsync("typed");
        await broker.DeclareAsync("read");
        var options = broker.Options("read");
        options.Retry.Immediate = 2;
        await using var typed = await QueueConsumer.StartAsync(connection, broker.Options("typed"), InvoiceJson.Default.Invoice, (invoice, _, _) =>
        {
            Assert.Equal(7, invoice.Number);
            Interlocked.Increment(ref read);
            return ValueTask.FromResult(Outcome.Ack);
        });
        await using var reading = await QueueConsumer.StartAsync(connection, options, (delivery, _) =>
        {
            Interlocked.Increment(ref runs);
            Assert.Equal(7, delivery.Read(InvoiceJson.Default.Invoice).Number);
            Interlocked.Increment(ref read);
            return ValueTask.FromResult(Outcome.Ack);
        });
        foreach (var body in bodies)
        {
            await broker.PublishAsync("", "typed", new BasicProperties(), body);
            await broker.PublishAsync("", "read", new BasicProperties(), body);
        }

        foreach (var queue in (string[])["typed", "read"])
        {
            var dead = await broker.TakeAsync($"{queue}.dead-letter", 3);
            Assert.Equal(3, dead.Count);
            Assert.All(dead, static message => Assert.StartsWith("The body is ", DeliveryHeaders.ReadText(message.BasicProperties.Headers, DeliveryHeaders.Reason), StringComparison.Ordinal));
            Assert.All(dead, static message => Assert.Equal(1, DeliveryHeaders.ReadNumber(message.BasicProperties.Headers, DeliveryHeaders.Attempts)));
        }

        await Eventually.HoldsAsync(() => read == 2, "both messages that can be read");
        Assert.Equal(4, runs);
    }

    internal sealed record Invoice(int Number);

    [JsonSerializable(typeof(Invoice))]
    internal sealed partial class InvoiceJson : JsonSerializerContext;
}
