using Leveret.Consuming;
using Leveret.Settling;
using Leveret.Tests.Fakes;

namespace Leveret.Tests.Consuming;

public sealed class LostAcksTests
{
    private readonly LostAcks _lost = new(1000, TimeProvider.System);

    [Fact]
    public async Task What_was_done_is_known_when_it_comes_again()
    {
        Assert.False(await WasDoneAsync(Deliveries.Of(messageId: "1")));
        _lost.Done(Deliveries.Of(messageId: "1"));

        Assert.True(await WasDoneAsync(Deliveries.Of(messageId: "1")));
        Assert.False(await WasDoneAsync(Deliveries.Of(messageId: "2")));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    public async Task A_message_without_an_id_is_not(string? id)
    {
        _lost.Done(Deliveries.Of(messageId: id));
        _lost.Running(Deliveries.Of(messageId: id));
        _lost.Ended(Finished(Deliveries.Of(messageId: id), Settlement.Ack));

        Assert.False(await WasDoneAsync(Deliveries.Of(messageId: id)));
    }

    [Fact]
    public async Task Another_attempt_is_another_piece_of_work()
    {
        _lost.Done(Deliveries.Of());

        Assert.False(await WasDoneAsync(Deliveries.WithHeader(DeliveryHeaders.Attempts, 1)));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Work_that_goes_on_is_waited_for(bool done)
    {
        var delivery = Deliveries.Of();
        _lost.Running(delivery);
        var waiting = WasDoneAsync(Deliveries.Of());
        await Task.Delay(20);
        Assert.False(waiting.IsCompleted);

        delivery.Finish(done ? Settlement.Ack : Settlement.Requeue);
        _lost.Ended(delivery);

        Assert.Equal(done, await waiting.WaitAsync(TimeSpan.FromSeconds(10)));
    }

    [Fact]
    public async Task Work_that_ended_before_it_was_noted_is_not_waited_for()
    {
        var delivery = Deliveries.Of();
        delivery.Finish(Settlement.Ack);
        _lost.Running(delivery);

        Assert.True(await WasDoneAsync(Deliveries.Of()).WaitAsync(TimeSpan.FromSeconds(10)));
    }

    [Fact]
    public async Task A_wait_ends_when_the_consumer_gives_up()
    {
        using var giveUp = new CancellationTokenSource();
        _lost.Running(Deliveries.Of());
        var waiting = _lost.WasDoneAsync(Deliveries.Of(), giveUp.Token).AsTask();
        await giveUp.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting.WaitAsync(TimeSpan.FromSeconds(10)));
    }

    [Fact]
    public async Task Work_that_failed_and_was_done_the_next_time_is_done()
    {
        var first = Deliveries.Of();
        _lost.Running(first);
        first.Finish(Settlement.Requeue);
        _lost.Ended(first);
        Assert.False(await WasDoneAsync(Deliveries.Of()));

        _lost.Done(Deliveries.Of());
        Assert.True(await WasDoneAsync(Deliveries.Of()));
    }

    [Fact]
    public async Task Work_that_failed_and_goes_on_the_next_time_is_waited_for()
    {
        _lost.Ended(Finished(Deliveries.Of(), Settlement.Requeue));
        var second = Deliveries.Of();
        _lost.Running(second);
        var waiting = WasDoneAsync(Deliveries.Of());
        await Task.Delay(20);
        Assert.False(waiting.IsCompleted);

        second.Finish(Settlement.Ack);
        _lost.Ended(second);
        Assert.True(await waiting.WaitAsync(TimeSpan.FromSeconds(10)));
    }

    [Fact]
    public async Task The_oldest_are_forgotten()
    {
        for (var id = 0; id < 1500; id++)
            _lost.Done(Deliveries.Of(messageId: $"{id}"));

        for (var id = 0; id < 1500; id++)
            Assert.Equal(id >= 500, await WasDoneAsync(Deliveries.Of(messageId: $"{id}")));
    }

    [Fact]
    public async Task Work_that_goes_on_is_not_forgotten()
    {
        var running = Deliveries.Of(messageId: "long");
        _lost.Running(running);
        var waiting = WasDoneAsync(Deliveries.Of(messageId: "long"));
        for (var id = 0; id < 1500; id++)
            _lost.Done(Deliveries.Of(messageId: $"{id}"));

        _lost.Ended(Finished(running, Settlement.Ack));

        Assert.True(await waiting.WaitAsync(TimeSpan.FromSeconds(10)));
        Assert.True(await WasDoneAsync(Deliveries.Of(messageId: "long")).WaitAsync(TimeSpan.FromSeconds(10)));
    }

    /// <summary>The channel is lost while the work ends: in whatever order the two are noted, nobody waits for ever, and nothing that is done is done again.</summary>
    [Fact]
    public async Task Whoever_is_first_the_end_is_known()
    {
        var random = new Random(3);
        for (var round = 0; round < 5000; round++)
        {
            var id = $"{round}";
            var done = random.Next(2) == 0;
            var delivery = Deliveries.Of(messageId: id);
            using var start = new Barrier(3);
            var ending = Task.Run(() =>
            {
                start.SignalAndWait();
                delivery.Finish(done ? Settlement.Ack : Settlement.Requeue);
                _lost.Ended(delivery);
            });
            var noting = Task.Run(() =>
            {
                start.SignalAndWait();
                _lost.Running(delivery);
            });
            start.SignalAndWait();
            var early = WasDoneAsync(Deliveries.Of(messageId: id));
            await Task.WhenAll(ending, noting).WaitAsync(TimeSpan.FromSeconds(10));

            Assert.Equal(done, await WasDoneAsync(Deliveries.Of(messageId: id)).WaitAsync(TimeSpan.FromSeconds(10)));
            _ = await early.WaitAsync(TimeSpan.FromSeconds(10));
        }
    }

    private Task<bool> WasDoneAsync(Delivery delivery) => _lost.WasDoneAsync(delivery, CancellationToken.None).AsTask();

    [Fact]
    public async Task A_message_that_was_moved_was_not_handled()
    {
        var moved = Deliveries.Of();
        moved.Moved = true;
        _lost.Ended(Finished(moved, Settlement.Ack));

        Assert.False(await WasDoneAsync(Deliveries.Of()));
    }

    private static Delivery Finished(Delivery delivery, Settlement settlement)
    {
        delivery.Finish(settlement);
        return delivery;
    }
}
