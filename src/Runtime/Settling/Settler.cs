using RabbitMQ.Client;

namespace Leveret.Settling;

/// <summary>
/// Settles the deliveries of one channel. Whoever finishes a delivery sends what is due; one at a time, so that frames leave in
/// the order in which they were decided, while the others go on.
/// </summary>
internal sealed class Settler : IDisposable
{
    private readonly object _gate = new();
    private readonly IChannel _channel;
    private readonly UnsettledTags _tags;
    private readonly TimeSpan _window;
    private readonly Action<Exception> _broken;
    private readonly Timer _timer;
    private bool _sending;
    private bool _closed;
    private bool _flush;
    private bool _aged;
    private bool _timerRuns;

    /// <param name="channel">The channel that the deliveries come from.</param>
    /// <param name="tags">What has arrived on it.</param>
    /// <param name="window">How long a finished delivery may wait for others.</param>
    /// <param name="broken">Told when the channel does not take a frame; nothing is sent on it any more.</param>
    public Settler(IChannel channel, UnsettledTags tags, TimeSpan window, Action<Exception> broken)
    {
        _channel = channel;
        _tags = tags;
        _window = window;
        _broken = broken;
        _timer = new Timer(static state => ((Settler)state!).WindowPassed(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>How many deliveries have arrived and are not settled.</summary>
    public int Unsettled
    {
        get
        {
            lock (_gate)
                return _tags.Unsettled;
        }
    }

    /// <summary>A delivery has come.</summary>
    public void Arrived(ulong tag)
    {
        lock (_gate)
            _tags.Arrived(tag);
    }

    /// <summary>The work on a delivery has ended.</summary>
    /// <returns>False where the channel is closed: the delivery cannot be settled any more and will be handed out again.</returns>
    public bool Finish(ulong tag, Settlement settlement, out Task? sending)
    {
        sending = null;
        lock (_gate)
        {
            if (_closed)
                return false;

            _tags.Finish(tag, settlement);
            if (_sending)
                return true;

            _sending = true;
        }

        sending = Send();
        return true;
    }

    /// <summary>Sends everything that is finished.</summary>
    public Task FlushAsync()
    {
        lock (_gate)
        {
            if (_closed)
                return Task.CompletedTask;

            _flush = true;
            if (_sending)
                return WaitAsync();

            _sending = true;
        }

        return Send() ?? Task.CompletedTask;
    }

    /// <summary>Sends nothing any more: the channel is gone, and what was not settled on it cannot be.</summary>
    /// <returns>How many deliveries were left unsettled, also where a frame that was not taken closed it before.</returns>
    public int Close()
    {
        lock (_gate)
        {
            _closed = true;
            _timer.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            return _tags.Unsettled;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _timer.Dispose();

    private void WindowPassed()
    {
        lock (_gate)
        {
            _timerRuns = false;
            if (_closed)
                return;

            _aged = true;
            if (_sending)
                return;

            _sending = true;
        }

        _ = Send();
    }

    /// <summary>Sends frame after frame until none is due.</summary>
    /// <returns>Null where all were written at once, which is nearly always.</returns>
    private Task? Send()
    {
        while (TryTake(out var frame))
        {
            ValueTask writing;
            try
            {
                writing = Write(frame);
                if (writing.IsCompletedSuccessfully)
                {
                    writing.GetAwaiter().GetResult();
                    continue;
                }
            }
            catch (Exception exception)
            {
                Break(exception);
                return null;
            }

            return SendRestAsync(writing);
        }

        return null;
    }

    private async Task SendRestAsync(ValueTask writing)
    {
        try
        {
            await writing.ConfigureAwait(false);
            while (TryTake(out var frame))
                await Write(frame).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            Break(exception);
        }
    }

    private async Task WaitAsync()
    {
        while (true)
        {
            lock (_gate)
            {
                if (!_sending || _closed)
                    return;
            }

            await Task.Delay(1).ConfigureAwait(false);
        }
    }

    private bool TryTake(out SettleFrame frame)
    {
        lock (_gate)
        {
            if (_closed)
            {
                frame = default;
                return false;
            }

            if (_tags.TryTake(_flush, out frame) || (_aged && _tags.TryTakeAged(out frame)))
                return true;

            if (_aged)
            {
                _aged = false;
                _tags.BeginWindow();
            }

            _flush = false;
            _sending = false;
            if (_tags.HasFinished && !_timerRuns)
            {
                _timerRuns = true;
                _timer.Change(_window, Timeout.InfiniteTimeSpan);
            }

            return false;
        }
    }

    private ValueTask Write(SettleFrame frame) => frame.Settlement switch
    {
        // No caller's token: a settlement that was decided is sent, or the channel is broken.
        Settlement.Ack => _channel.BasicAckAsync(frame.Tag, frame.Multiple, CancellationToken.None),
        Settlement.Requeue => _channel.BasicNackAsync(frame.Tag, multiple: false, requeue: true, CancellationToken.None),
        _ => _channel.BasicRejectAsync(frame.Tag, requeue: true, CancellationToken.None),
    };

    private void Break(Exception exception)
    {
        Close();
        _broken(exception);
    }
}
