using System.Text.Json.Serialization.Metadata;
using Leveret.Connecting;
using Leveret.Consuming;
using RabbitMQ.Client;

namespace Leveret;

/// <summary>
/// Consumes a queue: holds a bounded prefetch, acknowledges in batches, retries with delay, dead-letters without loss, and
/// consumes again when the channel, the connection or a node is lost.
/// </summary>
public sealed class QueueConsumer : IAsyncDisposable
{
    private readonly ConsumerSupervisor _supervisor;

    private QueueConsumer(ConsumerSupervisor supervisor)
    {
        _supervisor = supervisor;
    }

    /// <summary>The queue that is consumed.</summary>
    public string Queue => _supervisor.Settings.Queue;

    /// <summary>What the consumer is doing.</summary>
    public ConsumerState State => _supervisor.State;

    /// <summary>How many deliveries the broker leaves unacknowledged at a time.</summary>
    public int Prefetch => _supervisor.Settings.Prefetch;

    /// <summary>How many deliveries have come and are not settled.</summary>
    public int InFlight => _supervisor.InFlight;

    /// <summary>How many deliveries wait for their message to be moved.</summary>
    internal int Held => _supervisor.Held;

    /// <summary>Why the consumer does not consume; null while it does, or has not failed yet.</summary>
    public Exception? LastError => _supervisor.LastError;

    /// <summary>Ends when the consumer has stopped, or fails when it can never consume again, for one because the connection was closed by the application.</summary>
    public Task Completion => _supervisor.Completion;

    /// <summary>The time that the given share of handlers took at most in the last minutes, to within a fifth; null where none ended.</summary>
    /// <param name="share">From 0 to 1, such as 0.95.</param>
    internal TimeSpan? HandlerPercentile(double share) => _supervisor.Measure.Recent.Percentile(share);

    /// <summary>Consumes a queue, and returns when the broker has confirmed the consumer.</summary>
    /// <param name="connection">
    /// The connection, which stays the caller's to close. The consumer opens channels of its own on it. Where it recovers by itself
    /// (RabbitMQ.Client's default) the consumer consumes again afterwards; it is never recovered along with it, so there is never a second one.
    /// </param>
    /// <param name="options">How the queue is consumed.</param>
    /// <param name="handler">Does the work.</param>
    /// <param name="cancellationToken">Gives up starting. Does not stop a consumer that has started.</param>
    /// <exception cref="ArgumentException">An option is wrong, or the environment variable that it is read from.</exception>
    /// <exception cref="ConsumerException">The queue does not exist, cannot do what the options ask, or may not be consumed.</exception>
    public static Task<QueueConsumer> StartAsync(IConnection connection, ConsumerOptions options, DeliveryHandler handler, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(connection);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(handler);
        return StartBorrowingAsync(connection, ConsumerSettings.From(options, Environment.GetEnvironmentVariable), handler, cancellationToken);
    }

    /// <summary>Consumes a queue with a handler that says nothing: a delivery is acknowledged when it returns, an exception goes to the retry policy.</summary>
    /// <inheritdoc cref="StartAsync(IConnection, ConsumerOptions, DeliveryHandler, CancellationToken)"/>
    public static Task<QueueConsumer> StartAsync(IConnection connection, ConsumerOptions options, Func<Delivery, CancellationToken, Task> handler, CancellationToken cancellationToken = default) =>
        StartAsync(connection, options, Handlers.Of(handler), cancellationToken);

    /// <summary>Consumes a queue of messages in JSON. What is not such a message is dead-lettered with the reason, and not tried again.</summary>
    /// <typeparam name="T">The type of the messages.</typeparam>
    /// <param name="connection">As for the other overloads.</param>
    /// <param name="options">How the queue is consumed.</param>
    /// <param name="typeInfo">How messages are read, from a <see cref="System.Text.Json.Serialization.JsonSerializerContext"/>.</param>
    /// <param name="handler">Does the work.</param>
    /// <param name="cancellationToken">Gives up starting. Does not stop a consumer that has started.</param>
    /// <inheritdoc cref="StartAsync(IConnection, ConsumerOptions, DeliveryHandler, CancellationToken)" path="/exception"/>
    public static Task<QueueConsumer> StartAsync<T>(IConnection connection, ConsumerOptions options, JsonTypeInfo<T> typeInfo, MessageHandler<T> handler, CancellationToken cancellationToken = default) =>
        StartAsync(connection, options, Handlers.Of(typeInfo, handler), cancellationToken);

    /// <summary>
    /// Stops: takes no more deliveries, hands back those that no handler has begun, waits for running handlers up to
    /// <see cref="ConsumerOptions.DrainTimeout"/>, cancels their token, and closes when the broker has every acknowledgement.
    /// </summary>
    /// <remarks>
    /// A handler that awaits this is one that is waited for: the call ends when <see cref="ConsumerOptions.DrainTimeout"/> and the time
    /// that cancelled handlers have after it are over, and the handler's own delivery goes back. A handler that wants its consumer to stop calls this without awaiting it.
    /// </remarks>
    /// <param name="cancellationToken">Ends the wait for running handlers before the time.</param>
    public Task StopAsync(CancellationToken cancellationToken = default) => _supervisor.StopAsync(cancellationToken);

    /// <summary>Takes no more deliveries until <see cref="ResumeAsync"/>. Those that no handler has begun go back, running handlers go on.</summary>
    /// <param name="cancellationToken">Ends the wait for the broker's answer.</param>
    /// <exception cref="InvalidOperationException">The consumer has stopped or failed.</exception>
    public Task PauseAsync(CancellationToken cancellationToken = default) => _supervisor.PauseAsync(cancellationToken);

    /// <summary>Takes deliveries again after <see cref="PauseAsync"/>.</summary>
    /// <param name="cancellationToken">Ends the wait for the broker's answer.</param>
    /// <exception cref="InvalidOperationException">The consumer has stopped or failed.</exception>
    public Task ResumeAsync(CancellationToken cancellationToken = default) => _supervisor.ResumeAsync(cancellationToken);

    /// <summary>Stops, as <see cref="StopAsync"/> does.</summary>
    public async ValueTask DisposeAsync() => await StopAsync().ConfigureAwait(false);

    /// <summary>Consumes with a handler that only lends its deliveries: as many at a time as the prefetch.</summary>
    internal static Task<QueueConsumer> StartReadingAsync(IConnection connection, ConsumerOptions options, DeliveryHandler handler, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(connection);
        return StartBorrowingAsync(connection, ConsumerSettings.ForReading(options, Environment.GetEnvironmentVariable), handler, cancellationToken);
    }

    internal static Task<QueueConsumer> StartAsync(IConnectionSource connections, ConsumerOptions options, DeliveryHandler handler, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(handler);
        return StartAsync(connections, ConsumerSettings.From(options, Environment.GetEnvironmentVariable), handler, cancellationToken);
    }

    private static async Task<QueueConsumer> StartBorrowingAsync(IConnection connection, ConsumerSettings settings, DeliveryHandler handler, CancellationToken cancellationToken)
    {
        var borrowed = new BorrowedConnection(connection);
        try
        {
            var consumer = await StartAsync(borrowed, settings, handler, cancellationToken).ConfigureAwait(false);
            _ = consumer.Completion.ContinueWith(
                static (_, state) => ((BorrowedConnection)state!).Dispose(), borrowed, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
            return consumer;
        }
        catch
        {
            borrowed.Dispose();
            throw;
        }
    }

    private static async Task<QueueConsumer> StartAsync(IConnectionSource connections, ConsumerSettings settings, DeliveryHandler handler, CancellationToken cancellationToken)
    {
        if (settings.Inbox is { } inbox)
            await inbox.CheckAsync(cancellationToken).ConfigureAwait(false);

        var supervisor = new ConsumerSupervisor(settings, connections, handler, TimeProvider.System);
        var consumer = new QueueConsumer(supervisor);
        await supervisor.StartAsync(cancellationToken).ConfigureAwait(false);
        ConsumerRegistry.Add(consumer);
        _ = supervisor.Completion.ContinueWith(
            static (_, state) => ConsumerRegistry.Remove((QueueConsumer)state!), consumer, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        return consumer;
    }
}
