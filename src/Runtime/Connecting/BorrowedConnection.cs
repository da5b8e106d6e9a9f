using RabbitMQ.Client;

namespace Leveret.Connecting;

/// <summary>The connection of the caller, who made it and recovers it: RabbitMQ.Client does so by itself unless told otherwise.</summary>
internal sealed class BorrowedConnection(IConnection connection) : IConnectionSource
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);

    public bool IsOver => connection.CloseReason is { Initiator: ShutdownInitiator.Application };

    public async ValueTask<IConnection> GetAsync(CancellationToken cancellationToken)
    {
        while (!connection.IsOpen)
        {
            if (IsOver)
                throw new ConsumerException("The connection was closed by the application: there is nothing to consume on any more.");

            await Task.Delay(Interval, cancellationToken).ConfigureAwait(false);
        }

        return connection;
    }

    public ValueTask<IConnection> GetForPublishingAsync(CancellationToken cancellationToken) => GetAsync(cancellationToken);

    public void Avoid(IConnection connection)
    {
    }
}
