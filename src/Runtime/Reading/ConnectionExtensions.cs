using System.Runtime.CompilerServices;
using System.Threading.Channels;
using RabbitMQ.Client;

namespace Leveret;

/// <summary>Reading a queue in a loop.</summary>
public static class ConnectionExtensions
{
    /// <summary>
    /// Reads a queue for as long as the loop goes on: for what was a loop of BasicGet. The broker pushes deliveries, up to the
    /// prefetch ahead of the loop, so there is no pause to choose and no empty answer.
    /// </summary>
    /// <remarks>In the order of the queue where the prefetch is 1; with more, deliveries that come together may change places.</remarks>
    /// <param name="connection">The connection, which stays the caller's to close.</param>
    /// <param name="queue">The queue, which must exist.</param>
    /// <param name="options">How it is consumed; null: the defaults, in which the prefetch is 1 unless RABBITMQ_PREFETCH says otherwise. Concurrency is of no meaning here: the loop is one.</param>
    /// <param name="cancellationToken">Ends the loop with an <see cref="OperationCanceledException"/>.</param>
    /// <returns>The deliveries. Each is to be settled; those that are not when the loop ends go back to the queue.</returns>
    /// <exception cref="ArgumentException">An option is wrong, or the options are for another queue.</exception>
    /// <exception cref="ConsumerException">The queue does not exist, cannot do what the options ask, or may not be consumed.</exception>
    public static async IAsyncEnumerable<LeasedDelivery> ReadAllAsync(
        this IConnection connection, string queue, ConsumerOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        options ??= new ConsumerOptions(queue);
        if (options.Queue != queue)
            throw new ArgumentException($"The options are for queue '{options.Queue}', not for '{queue}'.", nameof(options));

        var deliveries = Channel.CreateUnbounded<LeasedDelivery>(new UnboundedChannelOptions { SingleReader = true });
        var open = new HashSet<LeasedDelivery>();

        var consumer = await QueueConsumer.StartReadingAsync(
            connection,
            options,
            async (delivery, stop) =>
            {
                var lease = new LeasedDelivery(delivery);
                lock (open)
                    open.Add(lease);

                await using var stopped = stop.UnsafeRegister(static state => ((LeasedDelivery)state!).DisposeAsync().AsTask(), lease);
                if (!deliveries.Writer.TryWrite(lease))
                    return Outcome.Requeue;

                var outcome = await lease.Outcome.ConfigureAwait(false);
                lock (open)
                    open.Remove(lease);

                return outcome;
            },
            cancellationToken).ConfigureAwait(false);

        try
        {
            _ = consumer.Completion.ContinueWith(
                completion => deliveries.Writer.TryComplete(completion.Exception?.InnerException), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
            await foreach (var lease in deliveries.Reader.ReadAllAsync(cancellationToken).ConfigureAwait(false))
                yield return lease;
        }
        finally
        {
            await EndAsync(consumer).ConfigureAwait(false);
            deliveries.Writer.TryComplete();
            List<LeasedDelivery> unsettled;
            lock (open)
                unsettled = [.. open];

            foreach (var lease in unsettled)
                await lease.DisposeAsync().ConfigureAwait(false);

            await consumer.StopAsync(CancellationToken.None).ConfigureAwait(false);
        }
    }

    /// <summary>Takes no more deliveries: what is handed back before would come again.</summary>
    private static async Task EndAsync(QueueConsumer consumer)
    {
        try
        {
            await consumer.PauseAsync(CancellationToken.None).ConfigureAwait(false);
        }
        catch (InvalidOperationException)
        {
            // It has failed, which the loop was told.
        }
    }
}
