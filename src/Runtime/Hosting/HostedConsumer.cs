using Leveret.Connecting;
using Leveret.Consuming;
using Leveret.Observing;

namespace Leveret.Hosting;

/// <summary>One consumer of a host.</summary>
internal sealed class HostedConsumer(string queue)
{
    private volatile QueueConsumer? _consumer;
    private volatile Exception? _startError;
    private volatile bool _hostHasStarted;
    private Task _starting = Task.CompletedTask;

    /// <summary>The queue.</summary>
    public string Queue { get; } = queue;

    /// <summary>The consumer; null until it has been started.</summary>
    public QueueConsumer? Consumer => _consumer;

    /// <summary>What keeps it from consuming; null where nothing does.</summary>
    public Exception? LastError => _consumer is { } consumer ? consumer.LastError : _startError;

    /// <summary>Starts it, and waits for a broker that cannot be reached for as long as it takes.</summary>
    /// <exception cref="ArgumentException">An option is wrong.</exception>
    /// <exception cref="ConsumerException">The broker refused, and the host has not started yet; once it has, refusals are tried again too.</exception>
    public Task StartAsync(IConnectionSource connections, ConsumerOptions options, DeliveryHandler handler, CancellationToken stopping) =>
        _starting = TryUntilStartedAsync(connections, options, handler, stopping);

    /// <summary>From now on there is nobody to tell of a refusal but the log and the health check.</summary>
    public void HostHasStarted() => _hostHasStarted = true;

    /// <summary>Stops it, if it has been started.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _starting.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (_consumer is { } consumer)
            await consumer.StopAsync(cancellationToken).ConfigureAwait(false);
    }

    private async Task TryUntilStartedAsync(IConnectionSource connections, ConsumerOptions options, DeliveryHandler handler, CancellationToken stopping)
    {
        for (var tries = 1; ; tries++)
        {
            try
            {
                _consumer = await QueueConsumer.StartAsync(connections, options, handler, stopping).ConfigureAwait(false);
                _startError = null;
                return;
            }
            catch (Exception exception) when (!stopping.IsCancellationRequested && (_hostHasStarted || exception is not (ConsumerException or ArgumentException or InvalidOperationException)))
            {
                _startError = exception;
                var pause = Backoff.Pause(tries, Random.Shared.NextDouble());
                Log.NotYet(options.Logger!, Queue, tries, BrokerErrors.InShort(exception), pause.TotalSeconds);
                await Task.Delay(pause, stopping).ConfigureAwait(false);
            }
        }
    }
}
