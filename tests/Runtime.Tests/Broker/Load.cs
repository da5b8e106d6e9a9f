using System.Collections.Concurrent;
using System.Globalization;
using RabbitMQ.Client;

namespace Leveret.Tests.Broker;

/// <summary>Publishes one message after the other, each until it is confirmed, whatever happens to the nodes.</summary>
internal sealed class Load : IAsyncDisposable
{
    private readonly ConcurrentQueue<string> _confirmed = new();
    private readonly CancellationTokenSource _end = new();
    private readonly Task _publishing;

    private Load(TestBroker broker, string queue, TimeSpan pause, IReadOnlyList<int> nodes)
    {
        _publishing = Task.Run(() => PublishAsync(broker, queue, pause, nodes));
    }

    /// <summary>How many are confirmed.</summary>
    public int Confirmed => _confirmed.Count;

    /// <param name="broker">The virtual host.</param>
    /// <param name="queue">The queue.</param>
    /// <param name="pause">Between two messages.</param>
    /// <param name="nodes">The nodes that it is published through.</param>
    public static Load Start(TestBroker broker, string queue, TimeSpan pause, params IReadOnlyList<int> nodes) => new(broker, queue, pause, nodes);

    /// <returns>The ids of all messages that are confirmed.</returns>
    public async Task<IReadOnlyCollection<string>> StopAsync()
    {
        await _end.CancelAsync();
        await _publishing;
        return [.. _confirmed];
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _end.Dispose();
    }

    private async Task PublishAsync(TestBroker broker, string queue, TimeSpan pause, IReadOnlyList<int> nodes)
    {
        IConnection? connection = null;
        IChannel? channel = null;
        // What failed may be in the queue all the same: each try is a message of its own.
        for (var tries = 0; !_end.IsCancellationRequested; tries++)
        {
            var id = "load" + tries.ToString(CultureInfo.InvariantCulture);
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(_end.Token);
            limit.CancelAfter(TimeSpan.FromSeconds(3));
            try
            {
                if (channel is not { IsOpen: true })
                {
                    var factory = broker.Cluster.Factory(broker.VirtualHost.Name, nodes[tries % nodes.Count]);
                    factory.AutomaticRecoveryEnabled = false;
                    connection = await factory.CreateConnectionAsync(limit.Token);
                    channel = await connection.CreateChannelAsync(new CreateChannelOptions(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true), limit.Token);
                }

                await channel.BasicPublishAsync("", queue, mandatory: true, Messages.Properties(id), Messages.Body(id), limit.Token);
                _confirmed.Enqueue(id);
                await Task.Delay(pause, _end.Token);
            }
            catch (Exception)
            {
                channel = null;
                await AbortAsync(connection);
                connection = null;
                await Task.Delay(100);
            }
        }

        await AbortAsync(connection);
    }

    private static async Task AbortAsync(IConnection? connection)
    {
        if (connection is null)
            return;

        await connection.AbortAsync(TimeSpan.FromSeconds(1));
        await connection.DisposeAsync();
    }
}
