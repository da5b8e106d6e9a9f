using Leveret.Consuming;
using Leveret.Tests.Fakes;

namespace Leveret.Tests.Consuming;

public sealed class RecentAcksTests
{
    [Fact]
    public void The_last_so_many_are_known()
    {
        var acks = new RecentAcks(3);
        Assert.Empty(acks.All());
        for (var tag = 1UL; tag <= 10; tag++)
            acks.Add(Deliveries.Of(tag: tag));

        Assert.Equal([8UL, 9UL, 10UL], acks.All().Select(static delivery => delivery.DeliveryTag).Order());
    }

    [Fact]
    public void They_are_known_after_billions_too()
    {
        var acks = new RecentAcks(3);
        typeof(RecentAcks).GetField("_next", System.Reflection.BindingFlags.Instance | System.Reflection.BindingFlags.NonPublic)!.SetValue(acks, int.MaxValue - 1);
        for (var tag = 1UL; tag <= 3; tag++)
            acks.Add(Deliveries.Of(tag: tag));

        Assert.NotEmpty(acks.All());
    }

    [Fact]
    public void Several_threads_may_add()
    {
        var acks = new RecentAcks(4000);
        Parallel.For(1, 4001, tag => acks.Add(Deliveries.Of(tag: (ulong)tag)));

        Assert.Equal(4000, acks.All().Distinct().Count());
    }
}
