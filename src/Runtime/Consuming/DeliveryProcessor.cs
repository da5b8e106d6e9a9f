using System.Diagnostics;
using System.Runtime.CompilerServices;
using Leveret.Connecting;
using Leveret.Failing;
using Leveret.Observing;
using Leveret.Settling;

namespace Leveret.Consuming;

/// <summary>Does with a delivery what is to be done: runs its handler, asks the retry policy, moves the message where it is sent.</summary>
internal sealed class DeliveryProcessor
{
    /// <summary>How often a message may have gone back to a quorum queue that counts it before it is published anew: well below the limit of 20 at which the queue drops it.</summary>
    private const int ReturnsBeforeCopy = 5;

    /// <summary>How many returns a queue that delays may have counted for a message to be rejected once more.</summary>
    private const int MostRejections = 5;

    /// <summary>How often a message may have been returned, by crashes and lost channels too, to be handled before a copy of it starts that count anew: half of the limit at which a quorum queue drops it.</summary>
    private const int ReturnsBeforeRun = 10;

    /// <summary>What a message that is early by so little does not go through another queue for.</summary>
    private static readonly TimeSpan WaitHere = TimeSpan.FromMilliseconds(100);

    private readonly ConsumerSettings _settings;
    private readonly DeliveryHandler _handler;
    private readonly MessageMover _mover;
    private readonly LostAcks _lostAcks;
    private readonly ConsumerMeasure _measure;
    private readonly TimeProvider _time;
    private readonly CancellationToken _giveUp;

    /// <param name="settings">The settings.</param>
    /// <param name="handler">The user's handler.</param>
    /// <param name="mover">Moves messages.</param>
    /// <param name="lostAcks">What was done on a channel that was lost.</param>
    /// <param name="measure">Measures.</param>
    /// <param name="time">The clock.</param>
    /// <param name="giveUp">Cancelled when the consumer stops and does not wait for handlers any longer.</param>
    public DeliveryProcessor(
        ConsumerSettings settings, DeliveryHandler handler, MessageMover mover, LostAcks lostAcks, ConsumerMeasure measure, TimeProvider time, CancellationToken giveUp)
    {
        _settings = settings;
        _handler = handler;
        _mover = mover;
        _lostAcks = lostAcks;
        _measure = measure;
        _time = time;
        _giveUp = giveUp;
    }

    /// <summary>Whether the queue itself delays what is rejected. Known when the queue has been looked at.</summary>
    public bool QueueDelays { get; set; }

    /// <summary>Whether quorum queues of the broker count what is returned to them unprocessed (before RabbitMQ 4.3).</summary>
    public bool ReturnsCount { get; set; }

    /// <summary>Handles a delivery. Never fails.</summary>
    public ValueTask<Settlement> ProcessAsync(Delivery delivery, ConsumerSession session)
    {
        if (QueueDelays)
            delivery.QueueFailures = QueueFailures(delivery);

        if (_settings.Inbox is not null || delivery.Redelivered || delivery.NotBefore is not null)
            return ProcessCheckedAsync(delivery, session);

        var started = Stopwatch.GetTimestamp();
        try
        {
            var running = _handler(delivery, _giveUp);
            if (!running.IsCompletedSuccessfully)
                return ProcessRestAsync(delivery, session, running, started);

            var outcome = running.Result;
            if (outcome.Kind != OutcomeKind.Ack)
                return ProcessRestAsync(delivery, session, new ValueTask<Outcome>(outcome), started);

            _measure.Handled(started, null);
            return new ValueTask<Settlement>(Settlement.Ack);
        }
        catch (Exception exception)
        {
            return ProcessRestAsync(delivery, session, ValueTask.FromException<Outcome>(exception), started);
        }
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<Settlement> ProcessRestAsync(Delivery delivery, ConsumerSession session, ValueTask<Outcome> running, long started)
    {
        Outcome outcome;
        Exception? error = null;
        try
        {
            outcome = await running.ConfigureAwait(false);
            if (outcome.Kind == OutcomeKind.Ack)
            {
                _measure.Handled(started, null);
                return Settlement.Ack;
            }
        }
        catch (Exception exception)
        {
            outcome = Outcome.Retry();
            error = exception;
        }

        var verdict = await JudgeAsync(delivery, outcome, error, started).ConfigureAwait(false);
        return await CarryOutAsync(delivery, session, verdict).ConfigureAwait(false);
    }

    /// <summary>A delivery that may be too early, or may have been handled before.</summary>
    private async ValueTask<Settlement> ProcessCheckedAsync(Delivery delivery, ConsumerSession session)
    {
        Verdict verdict;
        try
        {
            if (delivery.NotBefore is { } notBefore && notBefore - _time.GetUtcNow() is var early && early > TimeSpan.Zero)
            {
                if (early > WaitHere)
                    return await CarryOutAsync(delivery, session, Verdict.Wait(notBefore, delivery.FailedAttempts)).ConfigureAwait(false);

                // A timer keeps another clock than the one that tells the time, and may fire before it.
                for (; early > TimeSpan.Zero; early = notBefore - _time.GetUtcNow())
                    await Task.Delay(TimeSpan.FromMilliseconds(Math.Ceiling(early.TotalMilliseconds)), _time, _giveUp).ConfigureAwait(false);
            }

            if (delivery.Redelivered && await _lostAcks.WasDoneAsync(delivery, _giveUp).ConfigureAwait(false))
                return HandledBefore(delivery);

            if (DeliveryHeaders.ReadNumber(delivery.Properties.Headers, BrokerHeaders.DeliveryCount) >= ReturnsBeforeRun)
                return await CarryOutAsync(delivery, session, Verdict.Requeue).ConfigureAwait(false);

            // Lost while it waited: another copy comes.
            if (session.HasEnded)
                return Settlement.Requeue;

            if (_settings.Inbox is { } inbox)
            {
                if (await RunClaimedAsync(delivery, inbox).ConfigureAwait(false) is not { } claimed)
                    return HandledBefore(delivery);

                verdict = claimed;
            }
            else
            {
                verdict = await RunAsync(delivery).ConfigureAwait(false);
            }
        }
        catch (Exception exception)
        {
            // Of the inbox, or the wait for a handler that outlived its channel.
            verdict = _giveUp.IsCancellationRequested ? Verdict.Requeue : Fail(delivery, Outcome.Retry(), exception);
        }

        return await CarryOutAsync(delivery, session, verdict).ConfigureAwait(false);
    }

    private Settlement HandledBefore(Delivery delivery)
    {
        Log.HandledBefore(_settings.Logger, delivery.MessageId, _settings.Queue);
        _measure.Duplicate();
        return Settlement.Ack;
    }

    /// <summary>Runs the handler of a delivery that the inbox knows nothing of. Null where the inbox says that it was handled.</summary>
    private async ValueTask<Verdict?> RunClaimedAsync(Delivery delivery, IInbox inbox)
    {
        if (_settings.InboxKey(delivery) is not { Length: > 0 } id)
        {
            return Verdict.DeadLetter(
                "The message has no id, and its consumer has an inbox: nobody could tell whether it was handled before. The publisher has to set a message id.",
                null,
                delivery.FailedAttempts);
        }

        var claim = await ClaimAsync(delivery, inbox, new InboxKey(_settings.Queue, id)).ConfigureAwait(false);
        switch (claim.State)
        {
            case InboxState.Completed:
                return null;
            case InboxState.Busy:
                return Verdict.Wait(_time.GetUtcNow() + _settings.Steps.Smallest, delivery.FailedAttempts);
        }

        Verdict verdict;
        using (var renewal = ClaimRenewal.Start(inbox, claim, _settings.Logger))
            verdict = await RunAsync(delivery).ConfigureAwait(false);

        if (verdict.Kind != VerdictKind.Ack)
        {
            try
            {
                await inbox.AbandonAsync(claim, CancellationToken.None).ConfigureAwait(false);
            }
            catch (Exception exception)
            {
                // The next attempt finds the message claimed and waits until the claim runs out.
                Log.NotAbandoned(_settings.Logger, exception, delivery.MessageId, _settings.Queue);
            }

            return verdict;
        }

        try
        {
            if (!await inbox.CompleteAsync(claim, CancellationToken.None).ConfigureAwait(false))
                Log.ClaimLost(_settings.Logger, delivery.MessageId, _settings.Queue);
        }
        catch (Exception exception)
        {
            // The work is done: to do it again would be worse than not to know a second copy.
            Log.NotCompleted(_settings.Logger, exception, delivery.MessageId, _settings.Queue);
        }

        return verdict;
    }

    /// <summary>Claims a message, however long the inbox cannot be reached: no handler has run, so there is nothing to count, and to dead-letter a whole queue for it would be wrong.</summary>
    /// <exception cref="MessageFormatException">The inbox can never keep what the message is known by.</exception>
    private async ValueTask<InboxClaim> ClaimAsync(Delivery delivery, IInbox inbox, InboxKey key)
    {
        for (var tries = 1; ; tries++)
        {
            try
            {
                return await inbox.ClaimAsync(key, _giveUp).ConfigureAwait(false);
            }
            catch (Exception exception) when (exception is not MessageFormatException && !_giveUp.IsCancellationRequested)
            {
                var pause = Backoff.Pause(tries, Random.Shared.NextDouble());
                Log.NotClaimed(_settings.Logger, exception, delivery.MessageId, _settings.Queue, pause.TotalSeconds);
                await Task.Delay(pause, _time, _giveUp).ConfigureAwait(false);
            }
        }
    }

    private async ValueTask<Verdict> RunAsync(Delivery delivery)
    {
        var started = Stopwatch.GetTimestamp();
        Outcome outcome;
        Exception? error = null;
        try
        {
            outcome = await _handler(delivery, _giveUp).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            outcome = Outcome.Retry();
            error = exception;
        }

        return await JudgeAsync(delivery, outcome, error, started).ConfigureAwait(false);
    }

    /// <summary>What is to be done after a run of the handler, and after the runs that follow it at once.</summary>
    private async ValueTask<Verdict> JudgeAsync(Delivery delivery, Outcome outcome, Exception? error, long started)
    {
        while (true)
        {
            _measure.Handled(started, error?.GetType().FullName ?? (outcome.Kind is OutcomeKind.Ack or OutcomeKind.Requeue ? null : outcome.Kind.ToString()));
            switch (outcome.Kind)
            {
                case OutcomeKind.Ack:
                    return Verdict.Ack;
                case OutcomeKind.Requeue:
                    return Verdict.Requeue;
                case OutcomeKind.DeadLetter:
                    return Verdict.DeadLetter(outcome.Reason, outcome.Cause, delivery.Attempt);
            }

            // Told to stop, not failed.
            if (error is OperationCanceledException && _giveUp.IsCancellationRequested)
                return Verdict.Requeue;

            var failed = delivery.Attempt;
            if (error is MessageFormatException || outcome.Kind != OutcomeKind.Retry || !_settings.Retry.IsImmediate(failed) || _giveUp.IsCancellationRequested)
                return Fail(delivery, outcome, error);

            delivery.LocalFailures++;
            Log.RetryAtOnce(_settings.Logger, error, failed, delivery.MessageId, _settings.Queue);
            _measure.Retried();
            started = Stopwatch.GetTimestamp();
            error = null;
            try
            {
                outcome = await _handler(delivery, _giveUp).ConfigureAwait(false);
            }
            catch (Exception exception)
            {
                outcome = Outcome.Retry();
                error = exception;
            }
        }
    }

    /// <summary>What the retry policy says to a failure that no attempt follows at once.</summary>
    private Verdict Fail(Delivery delivery, Outcome outcome, Exception? error)
    {
        if (delivery.Properties.Headers?.ContainsKey(DeliveryHeaders.Attempts) == true && DeliveryHeaders.ReadNumber(delivery.Properties.Headers, DeliveryHeaders.Attempts) is null)
            Log.UnreadableHeader(_settings.Logger, DeliveryHeaders.Attempts, delivery.MessageId, _settings.Queue);

        var failed = delivery.Attempt;
        if (error is MessageFormatException)
            return Verdict.DeadLetter(error.Message, error, failed);

        if (_settings.Retry.IsExhausted(failed))
            return Verdict.DeadLetter(error is null ? "The handler asked for another attempt, and none is left." : $"The last attempt failed: {ExceptionText.MessageOf(error)}", error, failed);

        _measure.Retried();
        var now = _time.GetUtcNow();
        if (outcome.Kind == OutcomeKind.Retry && !_settings.Retry.IsImmediate(failed) && MayReject(delivery))
        {
            Log.RetryLater(_settings.Logger, error, failed, delivery.MessageId, _settings.Queue, now);
            return Verdict.RejectToDelay;
        }

        var wait = outcome.After ?? (_settings.Retry.IsImmediate(failed) ? TimeSpan.Zero : _settings.Retry.Delay(failed, Random.Shared.NextDouble()));
        var notBefore = outcome.NotBefore ?? (wait < DateTimeOffset.MaxValue - now ? now + wait : DateTimeOffset.MaxValue);
        Log.RetryLater(_settings.Logger, error, failed, delivery.MessageId, _settings.Queue, notBefore);
        return Verdict.Wait(notBefore, failed);
    }

    /// <summary>How many attempts failed before this delivery and are counted by the queue: each rejection is one that followed all immediate ones.</summary>
    private int QueueFailures(Delivery delivery) =>
        DeliveryHeaders.ReadNumber(delivery.Properties.Headers, BrokerHeaders.DeliveryCount) is > 0 and var rejected
            ? (int)Math.Min(rejected, 1000) + (delivery.FailedAttempts == 0 ? _settings.Retry.AttemptsAtOnce - 1 : 0)
            : 0;

    /// <summary>
    /// Whether the queue can be left to delay a message once more: one that it counts few returns of, crashes among them, since it
    /// drops a message at its limit, which a policy may have set; and one that counts at all, since the queue may have become another.
    /// </summary>
    private bool MayReject(Delivery delivery)
    {
        if (!QueueDelays)
            return false;

        var headers = delivery.Properties.Headers;
        var returns = DeliveryHeaders.ReadNumber(headers, BrokerHeaders.DeliveryCount);
        if (delivery.Redelivered && returns is null && DeliveryHeaders.ReadNumber(headers, BrokerHeaders.AcquiredCount) is null)
        {
            QueueDelays = false;
            return false;
        }

        return !(returns >= MostRejections);
    }

    private async ValueTask<Settlement> CarryOutAsync(Delivery delivery, ConsumerSession session, Verdict verdict)
    {
        switch (verdict.Kind)
        {
            case VerdictKind.Ack:
                return Settlement.Ack;
            case VerdictKind.RejectToDelay:
                return Settlement.Reject;
            case VerdictKind.Requeue when !(DeliveryHeaders.ReadNumber(delivery.Properties.Headers, BrokerHeaders.DeliveryCount) >= (ReturnsCount ? ReturnsBeforeCopy : ReturnsBeforeRun)):
                return Settlement.Requeue;
        }

        var move = verdict.Kind switch
        {
            VerdictKind.Wait => _mover.ToWait(delivery, verdict.NotBefore, verdict.Failed),
            VerdictKind.DeadLetter => _mover.ToDeadLetter(delivery, verdict.Reason, verdict.Cause, verdict.Failed),
            _ => _mover.ToQueue(delivery),
        };

        if (verdict.Kind == VerdictKind.DeadLetter)
            Log.DeadLettered(_settings.Logger, verdict.Cause, delivery.MessageId, _settings.Queue, move.Target, verdict.Failed, verdict.Reason);

        try
        {
            await _mover.MoveAsync(move, delivery.Body, session.Held.Token).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            if (session.Held.IsReturning)
                return Settlement.Requeue;

            session.Held.Add(delivery, move, exception);
            return Settlement.Later;
        }

        if (verdict.Kind == VerdictKind.DeadLetter)
            _measure.DeadLettered();

        delivery.Moved = true;
        return Settlement.Ack;
    }
}
