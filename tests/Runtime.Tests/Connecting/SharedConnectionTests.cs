using Leveret.Tests.Broker;
using Xunit.Abstractions;

namespace Leveret.Tests.Connecting;

/// <summary>Two consumers on one connection, and the handler of one takes long.</summary>
[Collection(OneAtATime.Name)]
[Trait("Category", "Broker")]
public sealed class SharedConnectionTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData("3.10", true)]
    [InlineData("3.10", false)]
    [InlineData("4.3", true)]
    [InlineData("4.3", false)]
    public async Task The_other_consumes_again_although_the_client_tells_it_of_the_loss_later(string version, bool hosted)
    {
        await using var broker = await TestBroker.OpenAsync(version, output);
        await using var connections = hosted ? Connections.ToNodes(broker) : await Connections.BorrowAsync(broker, TimeSpan.FromMilliseconds(200));
        await broker.DeclareAsync("slow");
        await broker.DeclareAsync("fast");
        await broker.PublishAsync("slow", "s0");
        var (slow, fast) = (new Ledger(), new Ledger());
        var release = new TaskCompletionSource();
        await using var first = await QueueConsumer.StartAsync(
            connections.Source,
            broker.Options("slow", static options => (options.Prefetch, options.SilenceTimeout) = (1, TimeSpan.Zero)),
            slow.Handler(async (_, _) =>
            {
                await release.Task;
                return Outcome.Ack;
            }),
            default);
        await using var second = await QueueConsumer.StartAsync(
            connections.Source, broker.Options("fast", static options => (options.Prefetch, options.SilenceTimeout) = (1, TimeSpan.Zero)), fast.Handler(TimeSpan.Zero), default);
        await Eventually.HoldsAsync(() => slow.Begun == 1, "the handler runs");

        await broker.CloseConnectionsAsync();
        await Eventually.HoldsAsync(() => second.LastError is not null || second.State == ConsumerState.Recovering, "the loss is noticed");
        await broker.PublishAsync("fast", Messages.Ids(20));
        await fast.HasAllAsync(Messages.Ids(20));
        await broker.HasOneConsumerAsync("fast");
        await broker.IsEmptyAsync("fast");

        release.SetResult();
        await slow.HasAllAsync(["s0"]);
        await broker.PublishAsync("slow", "s1");
        await slow.HasAllAsync(["s1"]);
        await broker.HasOneConsumerAsync("slow");
        await Task.WhenAll(first.StopAsync(), second.StopAsync()).WaitAsync(TimeSpan.FromSeconds(10));
        await broker.IsEmptyAsync("slow");
        Assert.Empty(slow.DoneAgain);
        Assert.Empty(fast.DoneAgain);
    }
}
