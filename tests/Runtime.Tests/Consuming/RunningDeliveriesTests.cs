using Leveret.Consuming;
using Leveret.Tests.Fakes;

namespace Leveret.Tests.Consuming;

public sealed class RunningDeliveriesTests
{
    [Fact]
    public void A_delivery_is_known_while_it_runs()
    {
        var running = new RunningDeliveries(2);
        var first = Deliveries.Of(tag: 1);
        var second = Deliveries.Of(tag: 2);
        var slot = running.Add(first);
        running.Add(second);

        Assert.Equal(2, running.Count);
        Assert.Equal([first, second], running.All());
        running.Remove(slot);
        Assert.Equal(1, running.Count);
        Assert.Equal([second], running.All());
    }

    [Fact]
    public void More_than_the_concurrency_is_a_mistake()
    {
        var running = new RunningDeliveries(1);
        running.Add(Deliveries.Of());

        Assert.Throws<InvalidOperationException>(() => running.Add(Deliveries.Of()));
        Assert.Equal(1, running.Count);
    }

    [Fact]
    public async Task Each_thread_has_a_slot_of_its_own()
    {
        const int Threads = 8;
        var running = new RunningDeliveries(Threads);
        var threads = Enumerable.Range(0, Threads).Select(_ => Task.Factory.StartNew(Work, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default)).ToArray();
        await Task.WhenAll(threads);

        Assert.Equal(0, running.Count);
        Assert.Empty(running.All());

        void Work()
        {
            for (var round = 0UL; round < 20_000; round++)
            {
                var delivery = Deliveries.Of(tag: round);
                var slot = running.Add(delivery);
                Assert.Contains(delivery, running.All());
                running.Remove(slot);
            }
        }
    }
}
