using RabbitMQ.Client;

namespace Leveret.Connecting;

/// <summary>The connection of the caller, who made it and recovers it: RabbitMQ.Client does so by itself unless told otherwise.</summary>
internal sealed class BorrowedConnection(IConnection connection) : IConnectionSource
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);

    /// <summary>
    /// Whether the connection never comes back when it is lost. It does not say so: the client has one type for those that recover
    /// and one for the others. Any other type is given the benefit of the doubt.
    /// </summary>
    private readonly bool _staysLost = connection.GetType() is { Name: "Connection" } type && type.Assembly == typeof(ConnectionFactory).Assembly;

    public bool IsOver => WhyOver() is not null;

    public async ValueTask<IConnection> GetAsync(CancellationToken cancellationToken)
    {
        while (!connection.IsOpen)
        {
            if (WhyOver() is { } reason)
                throw new ConsumerException(reason);

            await Task.Delay(Interval, cancellationToken).ConfigureAwait(false);
        }

        return connection;
    }

    public ValueTask<IConnection> GetForPublishingAsync(CancellationToken cancellationToken) => GetAsync(cancellationToken);

    public void Avoid(IConnection connection)
    {
    }

    private string? WhyOver()
    {
        try
        {
            if (connection.CloseReason is not { } reason)
                return null;

            if (reason.Initiator == ShutdownInitiator.Application)
                return "The connection was closed by the application: there is nothing to consume on any more.";

            return _staysLost && !connection.IsOpen
                ? $"The connection was lost ({reason.ReplyCode} {reason.ReplyText}) and does not recover, since it was made with {nameof(ConnectionFactory.AutomaticRecoveryEnabled)} off: there is nothing to consume on any more."
                : null;
        }
        catch (ObjectDisposedException)
        {
            return "The connection was closed by the application, which disposed of it: there is nothing to consume on any more.";
        }
    }
}
