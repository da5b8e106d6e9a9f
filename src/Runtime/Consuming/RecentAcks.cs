namespace Leveret.Consuming;

/// <summary>
/// The last deliveries of a channel whose work was done. The broker leaves no more than the prefetch unacknowledged, so no older
/// acknowledgement can be on its way when the channel is lost; handlers that end meanwhile come on top.
/// </summary>
internal sealed class RecentAcks(int capacity)
{
    private readonly Delivery?[] _ring = new Delivery?[capacity];
    private int _next = -1;

    public void Add(Delivery delivery)
    {
        var next = (uint)Interlocked.Increment(ref _next);
        Volatile.Write(ref _ring[next % (uint)_ring.Length], delivery);
    }

    public IEnumerable<Delivery> All()
    {
        foreach (var delivery in _ring)
        {
            if (delivery is not null)
                yield return delivery;
        }
    }
}
