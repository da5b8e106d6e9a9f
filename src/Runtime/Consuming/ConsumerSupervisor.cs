using System.Diagnostics.CodeAnalysis;
using Leveret.Connecting;
using Leveret.Failing;
using Leveret.Observing;

namespace Leveret.Consuming;

/// <summary>Keeps a consumer consuming: opens a session, waits for its end, opens the next. The only one that does.</summary>
[SuppressMessage("Design", "CA1001", Justification = "Handlers may hold the token of the sources after the consumer has stopped; none of them has a timer or a wait handle to release.")]
internal sealed class ConsumerSupervisor
{
    private static readonly TimeSpan OpenTimeout = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan RoundTripTimeout = TimeSpan.FromSeconds(5);

    /// <summary>How long handlers have after their token was cancelled.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(5);

    private readonly IConnectionSource _connections;
    private readonly CopyPublisher _publisher;
    private readonly MessageMover _mover;
    private readonly LostAcks _lostAcks;
    private readonly DeliveryProcessor _processor;
    private readonly CancellationTokenSource _stop = new();
    private readonly CancellationTokenSource _giveUp = new();
    private readonly SemaphoreSlim _control = new(1, 1);
    private readonly TaskCompletionSource _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly List<ConsumerSession> _lost = [];
    private TaskCompletionSource _resumed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private ConsumerSession? _session;
    private Task _supervising = Task.CompletedTask;
    private volatile ConsumerState _state;
    private bool _paused;

    public ConsumerSupervisor(ConsumerSettings settings, IConnectionSource connections, DeliveryHandler handler, TimeProvider time)
    {
        Settings = settings;
        _connections = connections;
        Measure = new ConsumerMeasure(settings.Queue);
        _publisher = new CopyPublisher(connections, settings.ConfirmTimeout);
        _mover = new MessageMover(settings, _publisher, Measure, time);
        _lostAcks = new LostAcks(Math.Max(1000, 2 * settings.Prefetch), time);
        _processor = new DeliveryProcessor(settings, handler, _mover, _lostAcks, Measure, time, _giveUp.Token);
        _resumed.SetResult();
    }

    public ConsumerSettings Settings { get; }

    public ConsumerMeasure Measure { get; }

    public ConsumerState State => _state;

    public Exception? LastError { get; private set; }

    public Task Completion => _completion.Task;

    public int InFlight => Volatile.Read(ref _session)?.Unsettled ?? 0;

    public int Held => Volatile.Read(ref _session)?.Held.Count ?? 0;

    /// <summary>Consumes for the first time. What the broker refuses is an error.</summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        try
        {
            var connection = await _connections.GetAsync(cancellationToken).ConfigureAwait(false);
            var queue = await QueueProbe.LookAsync(connection, Settings, cancellationToken).ConfigureAwait(false);
            queue.Require(Settings, BrokerVersion.Of(connection));
            _processor.QueueDelays = Settings.Mechanism == DelayMechanism.Native || queue.Delays(Settings);
            if (Settings.Mechanism == DelayMechanism.DelayedExchange)
                await SideQueues.BindDelayExchangeAsync(connection, Settings.DelayExchange!, Settings.Queue, cancellationToken).ConfigureAwait(false);

            await SideQueues.DeclareDeadLetterAsync(connection, Settings.DeadLetterQueue, Settings.DeclareDeadLetterQueue, cancellationToken).ConfigureAwait(false);
            if (Settings.Mechanism != DelayMechanism.DelayedExchange && !_processor.QueueDelays)
            {
                // A queue that may not be declared would hold up the first message that fails.
                foreach (var step in Settings.Retry.Steps)
                    await SideQueues.DeclareStepAsync(connection, Settings.Queue, step, cancellationToken).ConfigureAwait(false);
            }

            await OpenAsync(connection, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            var refusal = ConsumerErrors.Explain(exception, Settings.Queue);
            await CloseAsync().ConfigureAwait(false);
            _state = ConsumerState.Failed;
            _completion.TrySetResult();
            if (refusal is not null && refusal != exception)
                throw refusal;

            // The client ends a wait for an answer that way too.
            if (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested)
                throw new TimeoutException($"The broker did not answer in time when queue '{Settings.Queue}' was to be consumed.", exception);

            throw;
        }

        _supervising = SuperviseAsync();
    }

    public async Task PauseAsync(CancellationToken cancellationToken)
    {
        await _control.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            ThrowIfOver();
            if (_paused)
                return;

            _paused = true;
            _resumed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _state = ConsumerState.Paused;
            if (_session is { } session)
                await Tolerate(session.CancelAsync(cancellationToken).WaitAsync(RoundTripTimeout, CancellationToken.None), session).ConfigureAwait(false);

            Log.Paused(Settings.Logger, Settings.Queue);
        }
        finally
        {
            _control.Release();
        }
    }

    public async Task ResumeAsync(CancellationToken cancellationToken)
    {
        await _control.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            ThrowIfOver();
            if (!_paused)
                return;

            _paused = false;
            _resumed.TrySetResult();
            // Where the channel was lost meanwhile, the next one consumes by itself.
            if (_session is { Ended.IsCompleted: false } session)
            {
                await Tolerate(session.ConsumeAsync(cancellationToken).WaitAsync(RoundTripTimeout, CancellationToken.None), session).ConfigureAwait(false);
                _state = ConsumerState.Consuming;
                // The next one sets it again, not before this call is over.
                if (session.HasEnded)
                    _state = ConsumerState.Recovering;
            }
            else
            {
                _state = ConsumerState.Recovering;
            }

            Log.Resumed(Settings.Logger, Settings.Queue);
        }
        finally
        {
            _control.Release();
        }
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (_completion.Task.IsCompleted || _stop.IsCancellationRequested)
        {
            await _completion.Task.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            return;
        }

        _state = ConsumerState.Stopping;
        await _stop.CancelAsync().ConfigureAwait(false);
        await _supervising.ConfigureAwait(false);
        await _control.WaitAsync(CancellationToken.None).ConfigureAwait(false);
        try
        {
            if (_session is { } session)
                await DrainAsync(session, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            await CloseAsync().ConfigureAwait(false);
            if (_state == ConsumerState.Stopping)
                _state = ConsumerState.Stopped;

            _completion.TrySetResult();
            _control.Release();
        }
    }

    private async Task DrainAsync(ConsumerSession session, CancellationToken cancellationToken)
    {
        try
        {
            if (!_paused)
                await session.CancelAsync(CancellationToken.None).WaitAsync(RoundTripTimeout, CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            // The channel is lost or does not answer: what is not settled comes again.
            session.End(new SessionEnd(BrokerErrors.InShort(exception), Exception: exception));
            Log.Lost(Settings.Logger, exception, Settings.Queue, BrokerErrors.InShort(exception));
        }

        try
        {
            using var drain = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            drain.CancelAfter(Settings.DrainTimeout);
            await WaitForHandlersAsync(session, drain.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            await GiveUpAsync().ConfigureAwait(false);
            using var grace = new CancellationTokenSource(Grace);
            await WaitForHandlersAsync(session, grace.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        var (running, unsettled) = (session.Running, session.Unsettled);
        try
        {
            await session.FlushAsync(CancellationToken.None).WaitAsync(RoundTripTimeout, CancellationToken.None).ConfigureAwait(false);
            Log.Stopped(Settings.Logger, Settings.Queue, running, unsettled);
        }
        catch (Exception exception)
        {
            Log.Lost(Settings.Logger, exception, Settings.Queue, BrokerErrors.InShort(exception));
        }
    }

    private async Task GiveUpAsync()
    {
        try
        {
            await _giveUp.CancelAsync().ConfigureAwait(false);
        }
        catch (AggregateException exception)
        {
            // What handlers have registered on their token.
            Log.CallbackException(Settings.Logger, exception, Settings.Queue);
        }
    }

    /// <summary>Handlers may still run on channels that were lost before.</summary>
    private Task WaitForHandlersAsync(ConsumerSession session, CancellationToken cancellationToken) =>
        Task.WhenAll([session.DrainAsync(cancellationToken), .. _lost.Select(lost => lost.DrainAsync(cancellationToken))]);

    private async Task SuperviseAsync()
    {
        try
        {
            var watch = new SilenceWatch(Settings, _connections);
            while (!_stop.IsCancellationRequested)
            {
                var session = _session!;
                var end = await watch.WaitForEndAsync(session, () => _paused, _stop.Token).ConfigureAwait(false);
                if (_stop.IsCancellationRequested)
                    return;

                session.End(end);
                _lost.RemoveAll(static lost => lost.Running == 0);
                _lost.Add(session);
                if (!_paused)
                    _state = ConsumerState.Recovering;

                LastError = end.Exception ?? new ConsumerException($"Queue '{Settings.Queue}': {end.Reason}");
                Log.Lost(Settings.Logger, end.Exception, Settings.Queue, end.Reason);
                if (end.OnConnection)
                    _connections.Avoid(session.Connection);

                // Its running handlers keep it open, which the next one does not wait for.
                _ = session.LeaveAsync();
                await ReopenAsync(session).ConfigureAwait(false);
            }
        }
        catch (Exception) when (_stop.IsCancellationRequested)
        {
            // The session is to be drained, not ended: what has been done on it is still to be acknowledged.
        }
        catch (Exception exception)
        {
            LastError = exception;
            _state = ConsumerState.Failed;
            Log.Failed(Settings.Logger, exception, Settings.Queue);
            await CloseAsync().ConfigureAwait(false);
            _completion.TrySetException(exception);
        }
    }

    /// <summary>Tries to consume again until it succeeds.</summary>
    private async Task ReopenAsync(ConsumerSession lost)
    {
        // One that brought nothing may bring nothing again: not at once.
        for (var tries = lost.Arrivals == 0 ? 1 : 0; ; tries++)
        {
            await Task.Delay(Backoff.Pause(tries, Random.Shared.NextDouble()), _stop.Token).ConfigureAwait(false);
            await _resumed.Task.WaitAsync(_stop.Token).ConfigureAwait(false);
            RabbitMQ.Client.IConnection? connection = null;
            try
            {
                connection = await _connections.GetAsync(_stop.Token).ConfigureAwait(false);
                using var limit = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token);
                limit.CancelAfter(OpenTimeout);
                // The queue may be a new one of that name.
                if (Settings.Mechanism == DelayMechanism.DelayedExchange)
                    await SideQueues.BindDelayExchangeAsync(connection, Settings.DelayExchange!, Settings.Queue, limit.Token).ConfigureAwait(false);

                await OpenAsync(connection, limit.Token).ConfigureAwait(false);
                Measure.Recovered();
                LastError = null;
                return;
            }
            catch (Exception exception) when (!_stop.IsCancellationRequested && (connection is not null || !_connections.IsOver))
            {
                LastError = ConsumerErrors.Explain(exception, Settings.Queue) ?? exception;
                Log.NotYet(Settings.Logger, Settings.Queue, tries + 1, BrokerErrors.InShort(LastError), Backoff.Pause(tries + 1, 0.5).TotalSeconds);
                if (connection is not null && exception is OperationCanceledException or TimeoutException)
                    _connections.Avoid(connection);
            }
        }
    }

    private async Task OpenAsync(RabbitMQ.Client.IConnection connection, CancellationToken cancellationToken)
    {
        var version = BrokerVersion.Of(connection);
        _processor.ReturnsCount = version < new Version(4, 3);
        var session = await ConsumerSession.OpenAsync(connection, Settings, _processor, _mover, _lostAcks, Measure, cancellationToken).ConfigureAwait(false);
        await _control.WaitAsync(CancellationToken.None).ConfigureAwait(false);
        try
        {
            if (!_paused)
                await session.ConsumeAsync(cancellationToken).ConfigureAwait(false);

            Volatile.Write(ref _session, session);
            _state = _paused ? ConsumerState.Paused : ConsumerState.Consuming;
            Log.Consuming(
                Settings.Logger, Settings.Queue, $"RabbitMQ {version} at {connection.Endpoint.HostName}:{connection.Endpoint.Port}", Settings.Prefetch, Settings.Concurrency, Settings.AckEvery,
                _processor.QueueDelays ? DelayMechanism.Native : Settings.Mechanism == DelayMechanism.DelayedExchange ? DelayMechanism.DelayedExchange : DelayMechanism.StepQueues);
        }
        catch
        {
            _ = session.DisposeAsync().AsTask();
            throw;
        }
        finally
        {
            _control.Release();
        }
    }

    /// <summary>A channel that is lost meanwhile is the supervisor's business.</summary>
    private static async Task Tolerate(Task task, ConsumerSession session)
    {
        try
        {
            await task.ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            // Also where the caller did not wait for the answer: nobody knows whether the channel has a consumer then.
            session.End(new SessionEnd(BrokerErrors.InShort(exception), Exception: exception));
            if (exception is OperationCanceledException)
                throw;
        }
    }

    private async Task CloseAsync()
    {
        if (Interlocked.Exchange(ref _session, null) is { } session)
            await session.DisposeAsync().ConfigureAwait(false);

        await _publisher.DisposeAsync().ConfigureAwait(false);
    }

    private void ThrowIfOver()
    {
        if (_state is ConsumerState.Stopping or ConsumerState.Stopped or ConsumerState.Failed)
            throw new InvalidOperationException($"The consumer of queue '{Settings.Queue}' is {_state}.");
    }
}
