namespace Leveret.Settling;

/// <summary>
/// The deliveries of one channel that are not settled yet, and which frame settles them next. An acknowledgement for several is
/// made only over the prefix: the finished deliveries before the first unfinished one. Not safe for several threads.
/// </summary>
/// <remarks>
/// The broker counts tags up from 1 without gaps and walks its list of unsettled tags until it meets the one named by
/// multiple=true: that one must be unsettled itself, or the channel is closed (rabbit_channel.erl, collect_acks). Several
/// dispatch loops may bring deliveries slightly out of order, so a tag that was skipped is on its way and ends the prefix.
/// </remarks>
internal sealed class UnsettledTags
{
    private readonly int _ackEvery;
    private readonly int _blockedLimit;
    private readonly int _heldLimit;
    private Entry[] _entries;
    private int _head;
    private int _count;

    /// <summary>How many entries from the head are finished or settled.</summary>
    private int _prefix;
    private int _prefixAcks;
    private int _acks;
    private int _others;
    private ulong _highest;

    /// <param name="prefetch">How many deliveries the broker leaves unsettled.</param>
    /// <param name="concurrency">How many of them are worked on at a time.</param>
    /// <param name="ackEvery">After how many finished deliveries a frame is due.</param>
    public UnsettledTags(int prefetch, int concurrency, int ackEvery)
    {
        _ackEvery = ackEvery;
        // So many finished behind an unfinished one that the broker may run out of what it can hand out.
        _blockedLimit = Math.Max(ackEvery, (prefetch - concurrency) / 2);
        _heldLimit = Math.Max(ackEvery, prefetch - concurrency);
        _entries = new Entry[(int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)Math.Min(prefetch + concurrency + 1, 1024))];
    }

    private enum State : byte
    {
        Settled,
        Expected,
        Running,
        Acked,
        AckedBeforeTick,
        Requeued,
        Rejected,
    }

    /// <summary>Whether anything waits for a frame.</summary>
    public bool HasFinished => _acks + _others > 0;

    /// <summary>How many deliveries arrived and are not settled.</summary>
    public int Unsettled { get; private set; }

    /// <summary>A delivery has come.</summary>
    public void Arrived(ulong tag)
    {
        Unsettled++;
        if (tag <= _highest)
        {
            At(IndexOf(tag)).State = State.Running;
            return;
        }

        while (++_highest < tag)
            Append(_highest, State.Expected);

        Append(tag, State.Running);
    }

    /// <summary>The work on a delivery has ended.</summary>
    public void Finish(ulong tag, Settlement settlement)
    {
        var index = IndexOf(tag);
        ref var entry = ref At(index);
        switch (settlement)
        {
            case Settlement.Ack:
                entry.State = State.Acked;
                _acks++;
                break;
            case Settlement.Requeue:
                entry.State = State.Requeued;
                _others++;
                break;
            case Settlement.Reject:
                entry.State = State.Rejected;
                _others++;
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(settlement), settlement, null);
        }

        if (index == _prefix)
            ExtendPrefix();
    }

    /// <summary>The next frame to send, if one is due.</summary>
    /// <param name="flush">Whether all that is finished is due.</param>
    /// <param name="frame">The frame. What it settles counts as settled from now on.</param>
    public bool TryTake(bool flush, out SettleFrame frame)
    {
        var blocked = _acks - _prefixAcks >= _blockedLimit || _acks >= _heldLimit;
        if (_prefixAcks > 0 && (flush || blocked || _others > 0 || _prefixAcks >= _ackEvery))
        {
            frame = TakePrefix();
            return true;
        }

        if (_others > 0)
        {
            frame = TakeFirst(static state => state is State.Requeued or State.Rejected);
            return true;
        }

        if (_acks > 0 && (flush || blocked))
        {
            frame = TakeFirst(static state => state is State.Acked or State.AckedBeforeTick);
            return true;
        }

        frame = default;
        return false;
    }

    /// <summary>The next frame to send when the acknowledgement window has passed: the prefix, then what was finished before the window began.</summary>
    public bool TryTakeAged(out SettleFrame frame)
    {
        if (_prefixAcks > 0)
        {
            frame = TakePrefix();
            return true;
        }

        if (_acks > 0 && Find(static state => state == State.AckedBeforeTick) is var index and >= 0)
        {
            frame = Take(index);
            return true;
        }

        frame = default;
        return false;
    }

    /// <summary>What is finished now counts as finished before the next window.</summary>
    public void BeginWindow()
    {
        for (var index = 0; index < _count && _acks > 0; index++)
        {
            ref var entry = ref At(index);
            if (entry.State == State.Acked)
                entry.State = State.AckedBeforeTick;
        }
    }

    private SettleFrame TakePrefix()
    {
        var last = 0UL;
        var acks = 0;
        for (var index = 0; index < _prefix; index++)
        {
            ref var entry = ref At(index);
            if (entry.State is State.Acked or State.AckedBeforeTick)
            {
                last = entry.Tag;
                acks++;
            }
        }

        _head = (_head + _prefix) & (_entries.Length - 1);
        _count -= _prefix;
        _prefix = 0;
        _prefixAcks = 0;
        _acks -= acks;
        Unsettled -= acks;
        return new SettleFrame(last, Settlement.Ack, Multiple: acks > 1, acks);
    }

    private SettleFrame TakeFirst(Func<State, bool> wanted) => Take(Find(wanted));

    private SettleFrame Take(int index)
    {
        ref var entry = ref At(index);
        var settlement = entry.State switch
        {
            State.Requeued => Settlement.Requeue,
            State.Rejected => Settlement.Reject,
            _ => Settlement.Ack,
        };

        if (settlement == Settlement.Ack)
            _acks--;
        else
            _others--;

        entry.State = State.Settled;
        Unsettled--;
        if (index == _prefix)
            ExtendPrefix();

        return new SettleFrame(entry.Tag, settlement, Multiple: false, 1);
    }

    private int Find(Func<State, bool> wanted)
    {
        for (var index = 0; index < _count; index++)
        {
            if (wanted(At(index).State))
                return index;
        }

        return -1;
    }

    /// <summary>The prefix ends before what runs, is expected, or is to be settled otherwise: no frame may go past those.</summary>
    private void ExtendPrefix()
    {
        while (_prefix < _count)
        {
            switch (At(_prefix).State)
            {
                case State.Acked or State.AckedBeforeTick:
                    _prefixAcks++;
                    _prefix++;
                    break;
                case State.Settled:
                    _prefix++;
                    break;
                default:
                    DropSettled();
                    return;
            }
        }

        DropSettled();
    }

    /// <summary>A prefix without anything to acknowledge is of no use any more.</summary>
    private void DropSettled()
    {
        if (_prefixAcks > 0)
            return;

        _head = (_head + _prefix) & (_entries.Length - 1);
        _count -= _prefix;
        _prefix = 0;
    }

    private void Append(ulong tag, State state)
    {
        if (_count == _entries.Length)
            MakeRoom();

        _count++;
        At(_count - 1) = new Entry { Tag = tag, State = state };
    }

    /// <summary>Drops what is settled; where that is little, doubles the room.</summary>
    private void MakeRoom()
    {
        var kept = 0;
        for (var index = 0; index < _count; index++)
        {
            if (At(index).State != State.Settled)
                kept++;
        }

        var entries = new Entry[kept > _count / 2 ? _entries.Length * 2 : _entries.Length];
        var next = 0;
        var prefix = 0;
        for (var index = 0; index < _count; index++)
        {
            var entry = At(index);
            if (entry.State == State.Settled)
                continue;

            entries[next++] = entry;
            if (index < _prefix)
                prefix++;
        }

        _entries = entries;
        _head = 0;
        _count = next;
        _prefix = prefix;
    }

    /// <summary>The entries are in the order of their tags, nearly always without a gap.</summary>
    private int IndexOf(ulong tag)
    {
        var first = At(0).Tag;
        var guess = tag - first;
        if (_count > 0 && guess < (ulong)_count && At((int)guess).Tag == tag)
            return (int)guess;

        var low = 0;
        var high = _count - 1;
        while (low <= high)
        {
            var middle = (low + high) >>> 1;
            var found = At(middle).Tag;
            if (found == tag)
                return middle;

            if (found < tag)
                low = middle + 1;
            else
                high = middle - 1;
        }

        throw new InvalidOperationException($"Delivery {tag} has not arrived on this channel or is settled already.");
    }

    private ref Entry At(int index) => ref _entries[(_head + index) & (_entries.Length - 1)];

    private struct Entry
    {
        public ulong Tag;
        public State State;
    }
}
