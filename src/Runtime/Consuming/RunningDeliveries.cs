namespace Leveret.Consuming;

/// <summary>The deliveries of a channel that handlers work on.</summary>
internal sealed class RunningDeliveries(int concurrency)
{
    private readonly Delivery?[] _slots = new Delivery?[concurrency];
    private int _count;

    /// <summary>How many there are.</summary>
    public int Count => Volatile.Read(ref _count);

    /// <summary>The work on a delivery begins.</summary>
    /// <returns>What to call <see cref="Remove"/> with.</returns>
    public int Add(Delivery delivery)
    {
        Interlocked.Increment(ref _count);
        for (var slot = 0; slot < _slots.Length; slot++)
        {
            if (_slots[slot] is null && Interlocked.CompareExchange(ref _slots[slot], delivery, null) is null)
                return slot;
        }

        // No more dispatch loops than slots.
        Interlocked.Decrement(ref _count);
        throw new InvalidOperationException("More deliveries are being handled at a time than the concurrency allows.");
    }

    /// <summary>The work on a delivery has ended.</summary>
    public void Remove(int slot)
    {
        Volatile.Write(ref _slots[slot], null);
        Interlocked.Decrement(ref _count);
    }

    public IEnumerable<Delivery> All()
    {
        for (var slot = 0; slot < _slots.Length; slot++)
        {
            if (Volatile.Read(ref _slots[slot]) is { } delivery)
                yield return delivery;
        }
    }
}
