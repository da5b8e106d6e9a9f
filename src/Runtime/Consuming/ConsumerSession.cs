using Leveret.Connecting;
using Leveret.Observing;
using Leveret.Settling;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace Leveret.Consuming;

/// <summary>
/// One channel and its consumer, from its opening to its loss. What came on it is settled on it or not at all; a consumer that
/// goes on afterwards does so on another.
/// </summary>
internal sealed class ConsumerSession : IAsyncBasicConsumer, IAsyncDisposable
{
    /// <summary>How long a quorum queue may take to have what was acknowledged.</summary>
    private static readonly TimeSpan SettlingTime = TimeSpan.FromMilliseconds(100);

    private static readonly TimeSpan CancelTimeout = TimeSpan.FromSeconds(5);

    private readonly ConsumerSettings _settings;
    private readonly DeliveryProcessor _processor;
    private readonly LostAcks _lostAcks;
    private readonly ConsumerMeasure _measure;
    private readonly IChannel _channel;
    private readonly Settler _settler;
    private readonly RunningDeliveries _running;
    private readonly RecentAcks _recentAcks;
    private readonly TaskCompletionSource<SessionEnd> _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Task _cancelled = Task.CompletedTask;
    private TaskCompletionSource _cancelOk = new();
    private string _tag = "";
    private volatile bool _isEnded;
    private volatile bool _handingBack;
    private long _arrivals;

    private ConsumerSession(
        IConnection connection, IChannel channel, ConsumerSettings settings, DeliveryProcessor processor, MessageMover mover, LostAcks lostAcks, ConsumerMeasure measure)
    {
        Connection = connection;
        _channel = channel;
        _settings = settings;
        _processor = processor;
        _lostAcks = lostAcks;
        _measure = measure;
        _running = new RunningDeliveries(settings.Concurrency);
        _recentAcks = new RecentAcks(settings.Prefetch + settings.Concurrency);
        var tags = new UnsettledTags(settings.Prefetch, settings.Concurrency, settings.AckEvery);
        _settler = new Settler(channel, tags, settings.AckWindow, exception => End(new SessionEnd($"a delivery could not be settled: {exception.Message}", Exception: exception)));
        Held = new HeldDeliveries(settings, mover, measure, SettleAsync);
        connection.RecoveringConsumerAsync += OnRecoveringConsumerAsync;
        channel.ChannelShutdownAsync += OnChannelShutdownAsync;
        channel.CallbackExceptionAsync += OnCallbackExceptionAsync;
    }

    /// <summary>The connection that the channel is of.</summary>
    public IConnection Connection { get; }

    /// <inheritdoc/>
    IChannel IAsyncBasicConsumer.Channel => _channel;

    /// <summary>The deliveries whose message could not be moved yet.</summary>
    public HeldDeliveries Held { get; }

    /// <summary>Whether the channel serves no longer.</summary>
    public bool HasEnded => _isEnded;

    /// <summary>Ends when the channel serves no longer.</summary>
    public Task<SessionEnd> Ended => _ended.Task;

    /// <summary>How many deliveries have come on the channel.</summary>
    public long Arrivals => Volatile.Read(ref _arrivals);

    /// <summary>How many deliveries have come and are not settled.</summary>
    public int Unsettled => _isEnded ? 0 : _settler.Unsettled;

    /// <summary>How many deliveries are being worked on.</summary>
    public int Running => _running.Count;

    /// <summary>Opens a channel and looks at the queue. Nothing is consumed yet.</summary>
    public static async Task<ConsumerSession> OpenAsync(
        IConnection connection,
        ConsumerSettings settings,
        DeliveryProcessor processor,
        MessageMover mover,
        LostAcks lostAcks,
        ConsumerMeasure measure,
        CancellationToken cancellationToken)
    {
        // The dispatch loops of the client are the handlers' concurrency: the body needs no copy that way.
        var channel = await connection.OpenChannelAsync(
            new CreateChannelOptions(publisherConfirmationsEnabled: false, publisherConfirmationTrackingEnabled: false, consumerDispatchConcurrency: settings.Concurrency),
            cancellationToken).ConfigureAwait(false);
        var session = new ConsumerSession(connection, channel, settings, processor, mover, lostAcks, measure);
        try
        {
            var queue = await channel.QueueDeclarePassiveAsync(settings.Queue, cancellationToken).AnsweredAsync(cancellationToken).ConfigureAwait(false);
            // A quorum queue does not refuse it (seen on 3.10 and 4.3).
            if (settings.Exclusive && queue.ConsumerCount > 0)
                throw new ConsumerException($"Queue '{settings.Queue}' cannot be consumed exclusively: it has {queue.ConsumerCount} other consumers.");

            await channel.BasicQosAsync(0, settings.Prefetch, global: false, cancellationToken).AnsweredAsync(cancellationToken).ConfigureAwait(false);
            return session;
        }
        catch (Exception exception)
        {
            var disposing = session.DisposeAsync().AsTask();
            if (exception is not OperationCanceledException)
                await disposing.ConfigureAwait(false);

            throw;
        }
    }

    /// <summary>Begins to consume, under a tag of its own.</summary>
    public async Task ConsumeAsync(CancellationToken cancellationToken)
    {
        _handingBack = false;
        _cancelOk = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _cancelled = _cancelOk.Task;
        _tag = $"leveret-{Guid.NewGuid():N}";
        await _channel.BasicConsumeAsync(
            _settings.Queue, autoAck: false, _tag, noLocal: false, _settings.Exclusive, _settings.Arguments, this, cancellationToken).AnsweredAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Stops taking deliveries: those that no handler has begun go back. Running handlers go on.</summary>
    public async Task CancelAsync(CancellationToken cancellationToken)
    {
        _handingBack = true;
        if (_isEnded)
            return;

        // Waits for the broker's answer: without it, deliveries on the wire would reach nobody and stay unsettled.
        await _channel.BasicCancelAsync(_tag, noWait: false, cancellationToken).AnsweredAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>
    /// Waits until everything that has come is settled, or the token is cancelled. Where the channel is lost, until no handler runs.
    /// To be called after <see cref="CancelAsync"/>.
    /// </summary>
    public async Task DrainAsync(CancellationToken cancellationToken)
    {
        Held.Return();
        // The answer to the cancellation is dispatched behind the last delivery.
        var drained = Task.WhenAny(_cancelled, _ended.Task);
        await drained.WaitAsync(cancellationToken).ConfigureAwait(false);
        while (_running.Count > 0 || (!_isEnded && Held.Count > 0))
            await Task.Delay(TimeSpan.FromMilliseconds(5), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Sends what is finished, and returns when the broker has read it.</summary>
    public async Task FlushAsync(CancellationToken cancellationToken)
    {
        if (_isEnded)
            return;

        await _settler.FlushAsync().ConfigureAwait(false);
        // The channel answers in order, and asks the queue for this. Even so acknowledgements that were written just before a close
        // may be lost on quorum queues, for what they do in the channel takes its time.
        await _channel.QueueDeclarePassiveAsync(_settings.Queue, cancellationToken).ConfigureAwait(false);
        await Task.Delay(SettlingTime, cancellationToken).ConfigureAwait(false);
        await _channel.QueueDeclarePassiveAsync(_settings.Queue, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Says that the channel serves no longer. Nothing is settled on it any more.</summary>
    public void End(SessionEnd end)
    {
        if (!_ended.TrySetResult(end))
            return;

        _isEnded = true;
        var discarded = _settler.Close();
        Held.End();
        foreach (var delivery in _running.All())
            _lostAcks.Running(delivery);

        foreach (var delivery in _recentAcks.All())
            _lostAcks.Done(delivery);

        if (discarded > 0)
        {
            _measure.Discarded(discarded);
            Log.Discarded(_settings.Logger, discarded, _settings.Queue);
        }
    }

    /// <inheritdoc/>
    public Task HandleBasicDeliverAsync(
        string consumerTag,
        ulong deliveryTag,
        bool redelivered,
        string exchange,
        string routingKey,
        IReadOnlyBasicProperties properties,
        ReadOnlyMemory<byte> body,
        CancellationToken cancellationToken = default)
    {
        // The client goes on dispatching what it has buffered after the channel is lost; all of it comes again.
        if (_isEnded)
            return Task.CompletedTask;

        Interlocked.Increment(ref _arrivals);
        _settler.Arrived(deliveryTag);
        var delivery = new Delivery(_settings.Queue, deliveryTag, redelivered, exchange, routingKey, properties, body);
        if (_handingBack)
            return SettleAsync(delivery, Settlement.Requeue);

        var slot = _running.Add(delivery);
        var processing = _processor.ProcessAsync(delivery, this);
        return processing.IsCompletedSuccessfully
            ? FinishAsync(delivery, slot, processing.Result)
            : FinishAsync(delivery, slot, processing);
    }

    /// <inheritdoc/>
    public Task HandleBasicCancelAsync(string consumerTag, CancellationToken cancellationToken = default)
    {
        if (consumerTag == _tag)
            End(new SessionEnd("the broker cancelled the consumer: the queue was deleted, lost its leader, or waited too long for an acknowledgement"));

        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task HandleBasicCancelOkAsync(string consumerTag, CancellationToken cancellationToken = default)
    {
        if (consumerTag == _tag)
            _cancelOk.TrySetResult();

        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task HandleBasicConsumeOkAsync(string consumerTag, CancellationToken cancellationToken = default) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task HandleChannelShutdownAsync(object channel, ShutdownEventArgs reason) => Task.CompletedTask;

    /// <summary>Closes the channel. Does not wait long for handlers that are still running.</summary>
    public async ValueTask DisposeAsync()
    {
        End(new SessionEnd("closed"));
        await ForgetConsumerAsync().ConfigureAwait(false);
        ForgetConnection();
        await ChannelDisposal.DropAsync(_channel).ConfigureAwait(false);
        _settler.Dispose();
    }

    /// <summary>
    /// Keeps a client that recovers its connection from consuming on this channel again, which it does as long as a handler that
    /// still runs keeps the channel from being closed: what came to it would wait for that handler.
    /// </summary>
    private async Task ForgetConsumerAsync()
    {
        if (_tag.Length == 0)
            return;

        try
        {
            using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(5));
            await _channel.BasicCancelAsync(_tag, noWait: true, limit.Token).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            // The channel is closed: the client has forgotten the consumer even so.
        }
    }

    /// <summary>
    /// Closes the channel when its last handler has ended. What handlers work on goes back before; what none has begun goes back with
    /// the channel. The client reads nothing on the whole connection, other channels' answers among it, from when a channel is closed
    /// until its handlers have ended.
    /// </summary>
    public async Task LeaveAsync()
    {
        End(new SessionEnd("closed"));
        try
        {
            // One whose handler has ended has been settled.
            foreach (var delivery in _running.All().Where(static delivery => delivery.Finished is null))
            {
                if (_channel.IsOpen)
                    await _channel.BasicNackAsync(delivery.DeliveryTag, multiple: false, requeue: true, CancellationToken.None).ConfigureAwait(false);
            }

            if (_channel.IsOpen && _running.Count > 0)
                await _channel.BasicCancelAsync(_tag, noWait: false, CancellationToken.None).WaitAsync(CancelTimeout).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            // The channel has been lost meanwhile.
        }

        while (_channel.IsOpen && _running.Count > 0)
            await Task.Delay(TimeSpan.FromMilliseconds(20)).ConfigureAwait(false);

        await DisposeAsync().ConfigureAwait(false);
    }

    private Task FinishAsync(Delivery delivery, int slot, Settlement settlement)
    {
        delivery.Finish(settlement);
        var sending = settlement == Settlement.Later ? Task.CompletedTask : SettleAsync(delivery, settlement);
        // The channel may have been lost while the message was about to be held.
        if (settlement == Settlement.Later && _isEnded)
            _lostAcks.Ended(delivery);

        _running.Remove(slot);
        return sending;
    }

    private async Task FinishAsync(Delivery delivery, int slot, ValueTask<Settlement> processing)
    {
        var settlement = Settlement.Requeue;
        try
        {
            settlement = await processing.ConfigureAwait(false);
        }
        finally
        {
            // Also where a logger or a listener threw: the delivery would keep its place of the prefetch for ever.
            await FinishAsync(delivery, slot, settlement).ConfigureAwait(false);
        }
    }

    private Task SettleAsync(Delivery delivery, Settlement settlement)
    {
        if (delivery.WasHandled)
            _recentAcks.Add(delivery);

        if (!_settler.Finish(delivery.DeliveryTag, settlement, out var sending))
            _lostAcks.Ended(delivery);

        return sending ?? Task.CompletedTask;
    }

    /// <summary>
    /// The client begins to consume again on the channel of a connection that was lost: the sign that is left where the handler of
    /// another consumer on the connection holds up the others (RabbitMQ.Client 7 tells one channel after the other, and waits for its handlers).
    /// </summary>
    private Task OnRecoveringConsumerAsync(object sender, RecoveringConsumerEventArgs args)
    {
        if (args.ConsumerTag == _tag)
            End(new SessionEnd("the connection was lost"));

        return Task.CompletedTask;
    }

    private void ForgetConnection()
    {
        try
        {
            Connection.RecoveringConsumerAsync -= OnRecoveringConsumerAsync;
        }
        catch (ObjectDisposedException)
        {
            // Disposed of by the application, and with it its events.
        }
    }

    /// <summary>The first sign of a lost channel or connection; the consumer's own comes behind every buffered delivery.</summary>
    private Task OnChannelShutdownAsync(object sender, ShutdownEventArgs reason)
    {
        End(new SessionEnd($"the channel was closed: {reason.ReplyCode} {reason.ReplyText}", Exception: reason.Exception));
        return Task.CompletedTask;
    }

    private Task OnCallbackExceptionAsync(object sender, CallbackExceptionEventArgs args)
    {
        Log.CallbackException(_settings.Logger, args.Exception, _settings.Queue);
        return Task.CompletedTask;
    }
}
