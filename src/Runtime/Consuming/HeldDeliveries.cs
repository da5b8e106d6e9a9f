using System.Diagnostics.CodeAnalysis;
using Leveret.Observing;
using Leveret.Settling;

namespace Leveret.Consuming;

/// <summary>
/// The deliveries whose message could not be moved, to a full dead-letter queue for one. They stay unsettled, so that the broker
/// keeps them and hands out no more than the prefetch allows, and the move is tried again with growing pauses. They are not
/// returned to the queue: it would hand them out at once, count each time, and drop them in the end.
/// </summary>
[SuppressMessage("Design", "CA1001", Justification = "Moves that are under way hold the tokens; the sources have no timer or wait handle to release.")]
internal sealed class HeldDeliveries(ConsumerSettings settings, MessageMover mover, ConsumerMeasure measure, Func<Delivery, Settlement, Task> settle)
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(30);

    private readonly CancellationTokenSource _return = new();
    private readonly CancellationTokenSource _end = new();
    private int _count;

    /// <summary>How many there are.</summary>
    public int Count => Volatile.Read(ref _count);

    /// <summary>Whether what cannot be moved is to go back to the queue, and not to be held.</summary>
    public bool IsReturning => _return.IsCancellationRequested;

    /// <summary>Cancelled when nothing is to be moved any more.</summary>
    public CancellationToken Token => _end.Token;

    /// <summary>Holds a delivery whose handler is about to end.</summary>
    public void Add(Delivery delivery, Move move, Exception failure)
    {
        Interlocked.Increment(ref _count);
        _ = TryAgainAsync(delivery, delivery.CopyBody(), move, failure);
    }

    /// <summary>Holds no longer: what is held goes back to the queue. What is being moved still is.</summary>
    public void Return() => _return.Cancel();

    /// <summary>Moves no longer.</summary>
    public void End()
    {
        _return.Cancel();
        _end.Cancel();
    }

    private async Task TryAgainAsync(Delivery delivery, byte[] body, Move move, Exception failure)
    {
        var pause = FirstPause;
        var settlement = Settlement.Requeue;
        try
        {
            while (true)
            {
                Log.NotMoved(settings.Logger, delivery.MessageId, settings.Queue, move.Target, failure.Message, pause.TotalSeconds);
                await Task.Delay(pause, _return.Token).ConfigureAwait(false);
                try
                {
                    await mover.MoveAsync(move, body, Token).ConfigureAwait(false);
                    settlement = Settlement.Ack;
                    delivery.Moved = true;
                    if (move.Target == settings.DeadLetterQueue)
                        measure.DeadLettered();

                    break;
                }
                catch (Exception exception) when (!IsReturning)
                {
                    failure = exception;
                    pause = pause * 2 > LongestPause ? LongestPause : pause * 2;
                }
            }
        }
        catch (Exception) when (IsReturning)
        {
            // The consumer stops, or the channel is gone: the original goes back.
        }
        finally
        {
            await settle(delivery, settlement).ConfigureAwait(false);
            Interlocked.Decrement(ref _count);
        }
    }
}
