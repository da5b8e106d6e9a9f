using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Leveret;

/// <summary>Remembers in this process which messages have been handled.</summary>
/// <remarks>
/// Keeps a second copy from being handled where it reaches the same process soon: after a lost acknowledgement, after a lost
/// connection while the handler runs, or published twice in a row. It cannot help where the second copy reaches another process
/// or this one after a restart, or arrives when the first has been forgotten: after the retention, or pushed out by newer ones.
/// Consumers in one process share what they give the same inbox; the queue is part of the key.
/// </remarks>
public sealed class MemoryInbox : IInbox
{
    private readonly object _lock = new();
    private readonly Dictionary<InboxKey, Entry> _entries = [];
    private readonly Queue<(InboxKey Key, long CompletedAt)> _completed = [];
    private readonly int _capacity;
    private readonly TimeSpan _retention;
    private readonly TimeProvider _time;

    /// <summary>An inbox that is empty.</summary>
    /// <param name="capacity">How many completed messages are remembered; the oldest is forgotten first. Claims that run are kept beside them, as many as there are.</param>
    /// <param name="retention">How long a completed message is remembered. 1 hour by default.</param>
    /// <param name="time">The clock. The system's by default.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="capacity"/> or <paramref name="retention"/> is zero or less.</exception>
    public MemoryInbox(int capacity = 100_000, TimeSpan? retention = null, TimeProvider? time = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(capacity);
        _capacity = capacity;
        _retention = retention ?? TimeSpan.FromHours(1);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(_retention, TimeSpan.Zero, nameof(retention));
        _time = time ?? TimeProvider.System;
    }

    /// <inheritdoc/>
    /// <remarks>Such a claim lasts until it is completed or abandoned and needs no renewal.</remarks>
    /// <exception cref="ArgumentException">The key has no consumer or no message id.</exception>
    public ValueTask<InboxClaim> ClaimAsync(InboxKey key, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(key.Consumer, nameof(key));
        ArgumentException.ThrowIfNullOrEmpty(key.MessageId, nameof(key));
        lock (_lock)
        {
            ForgetOld();
            ref var entry = ref CollectionsMarshal.GetValueRefOrAddDefault(_entries, key, out var known);
            if (known)
                return ValueTask.FromResult(entry.IsCompleted ? InboxClaim.Completed(key) : InboxClaim.Busy(key));

            entry.Owner = Guid.NewGuid();
            return ValueTask.FromResult(InboxClaim.Claimed(key, entry.Owner));
        }
    }

    /// <inheritdoc/>
    public ValueTask<bool> CompleteAsync(InboxClaim claim, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            ref var entry = ref Find(claim, out var isOwner);
            if (!isOwner || entry.IsCompleted)
                return ValueTask.FromResult(isOwner);

            entry.IsCompleted = true;
            _completed.Enqueue((claim.Key, _time.GetTimestamp()));
            if (_completed.Count > _capacity)
                ForgetOldest();

            return ValueTask.FromResult(true);
        }
    }

    /// <inheritdoc/>
    public ValueTask AbandonAsync(InboxClaim claim, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            ref var entry = ref Find(claim, out var isOwner);
            if (isOwner && !entry.IsCompleted)
                _entries.Remove(claim.Key);
        }

        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public ValueTask<bool> RenewAsync(InboxClaim claim, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            ref var entry = ref Find(claim, out var isOwner);
            return ValueTask.FromResult(isOwner && !entry.IsCompleted);
        }
    }

    private ref Entry Find(InboxClaim claim, out bool isOwner)
    {
        ref var entry = ref CollectionsMarshal.GetValueRefOrNullRef(_entries, claim.Key);
        isOwner = !Unsafe.IsNullRef(ref entry) && entry.Owner == claim.Owner;
        return ref entry;
    }

    /// <summary>A completed key leaves only from the front of the queue, which so holds each of them once, in the order of their times.</summary>
    private void ForgetOld()
    {
        while (_completed.TryPeek(out var oldest) && _time.GetElapsedTime(oldest.CompletedAt) >= _retention)
            ForgetOldest();
    }

    private void ForgetOldest() => _entries.Remove(_completed.Dequeue().Key);

    private struct Entry
    {
        public Guid Owner;
        public bool IsCompleted;
    }
}
