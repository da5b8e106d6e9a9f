namespace Leveret.Consuming;

/// <summary>
/// The messages whose work was done, or is being done, when the channel was lost before the broker can have taken the
/// acknowledgement. It hands them out again, and they are acknowledged without being handled a second time.
/// </summary>
/// <remarks>In this process only, for messages that have an id, and bounded: the oldest are forgotten.</remarks>
internal sealed class LostAcks(int capacity, TimeProvider time)
{
    /// <summary>The broker hands out again at once what it gets back; much later it is not the same delivery.</summary>
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(10);

    private readonly object _gate = new();
    private readonly Dictionary<string, Entry> _known = [];
    private readonly Queue<string> _order = new();
    private volatile bool _any;

    /// <summary>The work on a delivery was done, and its acknowledgement may not have arrived.</summary>
    public void Done(Delivery delivery) => Add(delivery)?.TrySetResult(true);

    /// <summary>The work on a delivery goes on although its channel is lost.</summary>
    public void Running(Delivery delivery)
    {
        // It may have ended while this was noted, and said so before.
        if (Add(delivery) is { } ended && delivery.Finished is not null)
            ended.TrySetResult(delivery.WasHandled);
    }

    /// <summary>The work on a delivery whose channel is lost has ended.</summary>
    public void Ended(Delivery delivery) => Add(delivery)?.TrySetResult(delivery.WasHandled);

    /// <summary>Whether the work of a delivery that was handed out again has been done, waiting for it where it still goes on.</summary>
    public async ValueTask<bool> WasDoneAsync(Delivery delivery, CancellationToken cancellationToken)
    {
        if (!_any || KeyOf(delivery) is not { } key)
            return false;

        Entry? entry;
        lock (_gate)
        {
            if (!_known.TryGetValue(key, out entry) || time.GetElapsedTime(entry.Since) > Lifetime)
                return false;
        }

        return await entry.Ended.Task.WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    private TaskCompletionSource<bool>? Add(Delivery delivery)
    {
        if (KeyOf(delivery) is not { } key)
            return null;

        lock (_gate)
        {
            var entry = new Entry(new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously), time.GetTimestamp());
            if (_known.TryGetValue(key, out var known))
            {
                if (known.Ended.Task is not { IsCompleted: true, Result: false })
                    return known.Ended;

                // It was not done then, and is another run now.
                _known[key] = entry;
                return entry.Ended;
            }

            ForgetOldest();
            _known.Add(key, entry);
            _order.Enqueue(key);
            _any = true;
            return entry.Ended;
        }
    }

    /// <summary>Makes room for one more. Work that goes on is not forgotten: somebody may wait for its end, and there is no more of it than there are handlers.</summary>
    private void ForgetOldest()
    {
        for (var looked = _order.Count; looked > 0 && _order.Count >= capacity; looked--)
        {
            var oldest = _order.Dequeue();
            if (_known[oldest].Ended.Task.IsCompleted)
                _known.Remove(oldest);
            else
                _order.Enqueue(oldest);
        }
    }

    /// <summary>A later attempt of a message is another piece of work than the one that was done, and so is another message that has its id.</summary>
    private static string? KeyOf(Delivery delivery) =>
        string.IsNullOrEmpty(delivery.MessageId) ? null : $"{delivery.FailedAttempts}/{delivery.BodySum}/{delivery.RoutingKey}/{delivery.MessageId}";

    private sealed record Entry(TaskCompletionSource<bool> Ended, long Since);
}
