using System.Diagnostics;
using Leveret.Connecting;
using RabbitMQ.Client;

namespace Leveret.Consuming;

/// <summary>
/// Asks the broker, when nothing has come for a while, whether the consumer is still being served. A recovery may claim success
/// and deliver nothing, and a node that is cut off from the others keeps its clients connected.
/// </summary>
internal sealed class SilenceWatch(ConsumerSettings settings, IConnectionSource connections)
{
    private static readonly TimeSpan AnswerTimeout = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <summary>How late a lost connection is noticed where the client does not say so: it tells one channel after the other, and waits for the handlers of each (RabbitMQ.Client 7).</summary>
    private static readonly TimeSpan ConnectionInterval = TimeSpan.FromSeconds(1);

    /// <summary>How many sessions in a row were given up for their silence: each waits longer than the one before.</summary>
    private int _silent;

    /// <summary>Whether anything has ever come: a standby has nothing to miss.</summary>
    private bool _served;

    /// <summary>Waits until a session ends, by itself or because it is silent while there is something to deliver.</summary>
    /// <exception cref="OperationCanceledException">The consumer is to stop.</exception>
    public async Task<SessionEnd> WaitForEndAsync(ConsumerSession session, Func<bool> paused, CancellationToken stop)
    {
        while (true)
        {
            var before = session.Arrivals;
            var interval = settings.SilenceTimeout == TimeSpan.Zero ? Timeout.InfiniteTimeSpan : settings.SilenceTimeout * Math.Pow(2, Math.Min(_silent, 5));
            if (await WaitAsync(session, interval, stop).ConfigureAwait(false) is { } ended)
                return ended;

            _served |= session.Arrivals > 0;
            if (session.Arrivals != before)
            {
                _silent = 0;
                continue;
            }

            if (paused())
                continue;

            // While every handler is at work the client keeps what comes, up to the prefetch, a cancellation by the broker too.
            var isBusy = session.Running >= settings.Concurrency || session.Unsettled >= settings.Prefetch;
            var end = isBusy ? await LookForConsumerAsync(session, stop).ConfigureAwait(false) : await LookAsync(session, stop).ConfigureAwait(false);
            if (end is not null && session.Arrivals == before && !paused())
            {
                _silent++;
                return end;
            }
        }
    }

    /// <summary>Waits until a session ends or its connection is lost; null where neither happens in time.</summary>
    private static async Task<SessionEnd?> WaitAsync(ConsumerSession session, TimeSpan interval, CancellationToken stop)
    {
        var clock = Stopwatch.StartNew();
        while (true)
        {
            var remaining = interval == Timeout.InfiniteTimeSpan ? ConnectionInterval : interval - clock.Elapsed;
            if (remaining <= TimeSpan.Zero)
                return null;

            try
            {
                return await session.Ended.WaitAsync(remaining < ConnectionInterval ? remaining : ConnectionInterval, stop).ConfigureAwait(false);
            }
            catch (TimeoutException)
            {
                if (!session.Connection.IsOpen)
                    return new SessionEnd("the connection was lost");
            }
        }
    }

    /// <summary>Whether the broker has forgotten a consumer whose handlers are all at work.</summary>
    private async Task<SessionEnd?> LookForConsumerAsync(ConsumerSession session, CancellationToken stop)
    {
        try
        {
            return await AskTwiceAsync(session.Connection, session, stop).ConfigureAwait(false) is { Forgotten: true } silence ? new SessionEnd(silence.Reason) : null;
        }
        catch (Exception) when (!stop.IsCancellationRequested)
        {
            return null;
        }
    }

    /// <summary>What is wrong, if anything.</summary>
    private async Task<SessionEnd?> LookAsync(ConsumerSession session, CancellationToken stop)
    {
        try
        {
            if (await AskTwiceAsync(session.Connection, session, stop).ConfigureAwait(false) is { } silence)
            {
                // Others get the messages perhaps: a standby of a queue with a single active consumer has none either, and another
                // channel does it no harm.
                return new SessionEnd(silence.Reason, OnConnection: _served && silence.Alone && _silent > 0 && session.Running == 0);
            }
        }
        catch (Exception exception) when (!stop.IsCancellationRequested)
        {
            return new SessionEnd($"the broker did not say whether it still serves the consumer: {BrokerErrors.InShort(exception)}", OnConnection: true);
        }

        return await AskAnotherAsync(session, stop).ConfigureAwait(false);
    }

    /// <summary>A node that is cut off sees its own idea of the queue, which may be empty: another node is asked, where there is a connection to one.</summary>
    private async Task<SessionEnd?> AskAnotherAsync(ConsumerSession session, CancellationToken stop)
    {
        IConnection? other = null;
        try
        {
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(stop);
            limit.CancelAfter(AnswerTimeout);
            other = _served ? await connections.GetWitnessAsync(session.Connection, limit.Token).ConfigureAwait(false) : null;
            if (other is null || await AskTwiceAsync(other, session, stop).ConfigureAwait(false) is not { Alone: true } silence)
                return null;

            // It may be the other that is cut off: one that can declare a queue has the majority behind it (RabbitMQ 4.3).
            using var declaring = CancellationTokenSource.CreateLinkedTokenSource(stop);
            declaring.CancelAfter(AnswerTimeout);
            await other.AskAsync(
                async channel =>
                {
                    var queue = await channel.QueueDeclareAsync("", durable: false, exclusive: true, autoDelete: false, cancellationToken: stop).ConfigureAwait(false);
                    await channel.QueueDeleteAsync(queue.QueueName, ifUnused: false, ifEmpty: false, noWait: true, CancellationToken.None).ConfigureAwait(false);
                },
                declaring.Token).ConfigureAwait(false);
            return new SessionEnd($"{silence.Reason}, as another node sees it", OnConnection: true);
        }
        catch (Exception) when (!stop.IsCancellationRequested)
        {
            if (other is not null)
                connections.Avoid(other);

            return null;
        }
    }

    /// <summary>Asks, and asks again after a while: what the broker counts may be on its way here.</summary>
    private async Task<Silence?> AskTwiceAsync(IConnection connection, ConsumerSession session, CancellationToken stop)
    {
        var before = session.Arrivals;
        if (await AskAsync(connection, stop).ConfigureAwait(false) is not { } first)
            return null;

        await Task.Delay(Patience, stop).ConfigureAwait(false);
        return session.Arrivals == before && await AskAsync(connection, stop).ConfigureAwait(false) is not null ? first : null;
    }

    private async Task<Silence?> AskAsync(IConnection connection, CancellationToken stop)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(stop);
        limit.CancelAfter(AnswerTimeout);
        var queue = await connection.AskAsync(channel => channel.QueueDeclarePassiveAsync(settings.Queue, limit.Token), limit.Token).ConfigureAwait(false);
        var alone = queue.ConsumerCount <= 1;
        if (queue.ConsumerCount == 0)
            return new Silence("the broker knows of no consumer of the queue", alone, Forgotten: true);

        return queue.MessageCount > 0 ? new Silence($"{queue.MessageCount} messages are ready and none is delivered", alone, Forgotten: false) : null;
    }

    /// <summary>Why it is too quiet, whether the queue has no other consumer, and whether it has none at all.</summary>
    private sealed record Silence(string Reason, bool Alone, bool Forgotten);
}
