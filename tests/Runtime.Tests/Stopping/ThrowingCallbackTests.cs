using Leveret.Tests.Broker;
using Xunit.Abstractions;

namespace Leveret.Tests.Stopping;

[Collection(OneAtATime.Name)]
[Trait("Category", "Broker")]
public sealed class ThrowingCallbackTests(ITestOutputHelper output)
{
    [Theory]
    [MemberData(nameof(Brokers.Versions), MemberType = typeof(Brokers))]
    public async Task What_a_handler_registers_on_its_token_does_not_keep_the_consumer_from_stopping(string version)
    {
        await using var broker = await TestBroker.OpenAsync(version, output);
        await using var connection = await broker.ConnectAsync();
        await broker.DeclareAsync("work");
        await broker.PublishAsync("work", Messages.Ids(1));
        var ledger = new Ledger();
        var log = new LogLines();
        await using var consumer = await QueueConsumer.StartAsync(
            connection,
            broker.Options("work", options => (options.DrainTimeout, options.Logger) = (TimeSpan.FromMilliseconds(200), log)),
            ledger.Handler(static async (_, token) =>
            {
                await using var registration = token.Register(static () => throw new InvalidOperationException("a callback"));
                await Task.Delay(Timeout.Infinite, token);
                return Outcome.Ack;
            }));
        await Eventually.HoldsAsync(() => ledger.Begun == 1, "the handler runs");

        await consumer.StopAsync().WaitAsync(TimeSpan.FromSeconds(20));

        Assert.Equal(ConsumerState.Stopped, consumer.State);
        Assert.True(consumer.Completion.IsCompletedSuccessfully);
        Assert.Single(log.Of(21));
        await consumer.StopAsync().WaitAsync(TimeSpan.FromSeconds(5));
        Assert.Single(await broker.TakeAllAsync("work"));
    }
}
