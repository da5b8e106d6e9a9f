using System.Diagnostics.CodeAnalysis;
using Leveret.Connecting;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace Leveret.Failing;

/// <summary>Publishes the copies of messages that are moved, on a channel of its own: each is confirmed by the broker and in a queue when the call returns.</summary>
[SuppressMessage("Design", "CA1001", Justification = "The semaphore has no wait handle to release, and a copy may be on its way when the publisher is disposed of.")]
internal sealed class CopyPublisher(IConnectionSource connections, TimeSpan confirmTimeout) : IAsyncDisposable
{
    private readonly SemaphoreSlim _opening = new(1, 1);
    private readonly HashSet<string> _declared = [];

    /// <summary>The queues that did not confirm, each since a connection was given up for it: another connection does not help them.</summary>
    private readonly HashSet<string> _unconfirmed = [];
    private IConnection? _connection;
    private IChannel? _channel;
    private volatile bool _disposed;

    /// <summary>Publishes to a queue, through the default exchange.</summary>
    /// <param name="queue">The queue.</param>
    /// <param name="declare">Declares it where that has not been done since the channel was opened; null where it exists.</param>
    /// <param name="properties">The properties.</param>
    /// <param name="body">The body; not read any more when the call returns.</param>
    /// <param name="cancellationToken">Ends the wait; what was written may be in the queue even so.</param>
    /// <exception cref="PublishException">The broker refused the message or has no such queue.</exception>
    /// <exception cref="TimeoutException">The broker did not confirm in time; the message may be in the queue even so.</exception>
    public Task PublishAsync(string queue, Func<IConnection, CancellationToken, Task>? declare, BasicProperties properties, ReadOnlyMemory<byte> body, CancellationToken cancellationToken) =>
        PublishAsync("", queue, mandatory: true, declare, properties, body, cancellationToken);

    /// <summary>Publishes to an exchange that holds messages back, which routes nothing yet: that none is lost is up to that exchange.</summary>
    /// <inheritdoc cref="PublishAsync(string, Func{IConnection, CancellationToken, Task}?, BasicProperties, ReadOnlyMemory{byte}, CancellationToken)"/>
    public Task PublishDelayedAsync(string exchange, string routingKey, BasicProperties properties, ReadOnlyMemory<byte> body, CancellationToken cancellationToken) =>
        PublishAsync(exchange, routingKey, mandatory: false, null, properties, body, cancellationToken);

    public async ValueTask DisposeAsync()
    {
        _disposed = true;
        if (Interlocked.Exchange(ref _channel, null) is { } channel)
            await ChannelDisposal.DropAsync(channel).ConfigureAwait(false);
    }

    private async Task PublishAsync(
        string exchange, string routingKey, bool mandatory, Func<IConnection, CancellationToken, Task>? declare, BasicProperties properties, ReadOnlyMemory<byte> body, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(confirmTimeout);
        IChannel? channel = null;
        try
        {
            channel = await OpenAsync(routingKey, declare, limit.Token).ConfigureAwait(false);
            await channel.BasicPublishAsync(exchange, routingKey, mandatory, properties, body, limit.Token).ConfigureAwait(false);
            lock (_declared)
                _unconfirmed.Remove(routingKey);
        }
        catch (PublishException)
        {
            // An answer about this message: the channel is as good as before, but the queue may have gone.
            lock (_declared)
                _declared.Remove(routingKey);
            throw;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            Drop(channel);
            bool isFirst;
            lock (_declared)
                isFirst = _unconfirmed.Add(routingKey);

            if (isFirst && _connection is { } connection)
                connections.Avoid(connection);

            throw new TimeoutException($"The broker did not confirm a message for '{(exchange.Length == 0 ? routingKey : exchange)}' within {confirmTimeout.TotalSeconds} s.");
        }
        catch
        {
            Drop(channel);
            throw;
        }
    }

    private async Task<IChannel> OpenAsync(string queue, Func<IConnection, CancellationToken, Task>? declare, CancellationToken cancellationToken)
    {
        await _opening.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (_channel is not { IsOpen: true })
            {
                Drop(_channel);
                _connection = await connections.GetForPublishingAsync(cancellationToken).ConfigureAwait(false);
                // No limit on what is unconfirmed: no more is published at a time than the prefetch lets in.
                _channel = await _connection.OpenChannelAsync(
                    new CreateChannelOptions(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true), cancellationToken).ConfigureAwait(false);
                lock (_declared)
                    _declared.Clear();

                if (_disposed)
                {
                    Drop(_channel);
                    ObjectDisposedException.ThrowIf(_disposed, this);
                }
            }

            if (declare is not null)
            {
                bool declared;
                lock (_declared)
                    declared = _declared.Contains(queue);

                if (!declared)
                {
                    await declare(_connection!, cancellationToken).ConfigureAwait(false);
                    lock (_declared)
                        _declared.Add(queue);
                }
            }

            return _channel;
        }
        finally
        {
            _opening.Release();
        }
    }

    /// <summary>Gets rid of a channel without waiting for it; the next message opens another.</summary>
    private void Drop(IChannel? channel)
    {
        if (channel is null)
            return;

        Interlocked.CompareExchange(ref _channel, null, channel);
        _ = ChannelDisposal.DropAsync(channel);
    }
}
