using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace Leveret.Connecting;

/// <summary>The connection of the caller, who made it and recovers it: RabbitMQ.Client does so by itself unless told otherwise.</summary>
internal sealed class BorrowedConnection : IConnectionSource, IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);

    /// <summary>How long a connection may be open and its recovery go on.</summary>
    private static readonly TimeSpan LongestRecovery = TimeSpan.FromSeconds(10);

    private readonly IConnection _connection;

    /// <summary>
    /// Whether the connection never comes back when it is lost. It does not say so: the client has one type for those that recover
    /// and one for the others. Any other type is given the benefit of the doubt.
    /// </summary>
    private readonly bool _staysLost;

    /// <summary>
    /// Whether the client is at work on the connection. It opens it first and its channels then: one that is opened meanwhile is
    /// opened again, with its consumer, and the first of the two stays behind.
    /// </summary>
    private volatile bool _recovering;

    public BorrowedConnection(IConnection connection)
    {
        _connection = connection;
        _staysLost = connection.GetType() is { Name: "Connection" } type && type.Assembly == typeof(ConnectionFactory).Assembly;
        connection.ConnectionShutdownAsync += OnShutdownAsync;
        connection.RecoveringConsumerAsync += OnRecoveringAsync;
        connection.RecoverySucceededAsync += OnRecoveredAsync;
        _recovering = !connection.IsOpen;
    }

    public bool IsOver => WhyOver() is not null;

    public async ValueTask<IConnection> GetAsync(CancellationToken cancellationToken)
    {
        var openFor = TimeSpan.Zero;
        while (!_connection.IsOpen || (_recovering && openFor < LongestRecovery))
        {
            if (WhyOver() is { } reason)
                throw new ConsumerException(reason);

            await Task.Delay(Interval, cancellationToken).ConfigureAwait(false);
            openFor = _connection.IsOpen ? openFor + Interval : TimeSpan.Zero;
        }

        return _connection;
    }

    public ValueTask<IConnection> GetForPublishingAsync(CancellationToken cancellationToken) => GetAsync(cancellationToken);

    public ValueTask<IConnection?> GetWitnessAsync(IConnection connection, CancellationToken cancellationToken) => new((IConnection?)null);

    public void Avoid(IConnection connection)
    {
    }

    public void Dispose()
    {
        try
        {
            _connection.ConnectionShutdownAsync -= OnShutdownAsync;
            _connection.RecoveringConsumerAsync -= OnRecoveringAsync;
            _connection.RecoverySucceededAsync -= OnRecoveredAsync;
        }
        catch (ObjectDisposedException)
        {
            // Disposed of by the application, and with it its events.
        }
    }

    private Task OnShutdownAsync(object sender, ShutdownEventArgs reason)
    {
        _recovering = true;
        return Task.CompletedTask;
    }

    private Task OnRecoveringAsync(object sender, RecoveringConsumerEventArgs args)
    {
        _recovering = true;
        return Task.CompletedTask;
    }

    private Task OnRecoveredAsync(object sender, AsyncEventArgs args)
    {
        _recovering = false;
        return Task.CompletedTask;
    }

    private string? WhyOver()
    {
        try
        {
            if (_connection.CloseReason is not { } reason)
                return null;

            // The client gives up a try to recover in the application's name, and tries again.
            if (reason.Initiator == ShutdownInitiator.Application && reason.ReplyText != "FailedAutoRecovery")
                return "The connection was closed by the application: there is nothing to consume on any more.";

            return _staysLost && !_connection.IsOpen
                ? $"The connection was lost ({reason.ReplyCode} {reason.ReplyText}) and does not recover, since it was made with {nameof(ConnectionFactory.AutomaticRecoveryEnabled)} off: there is nothing to consume on any more."
                : null;
        }
        catch (ObjectDisposedException)
        {
            return "The connection was closed by the application, which disposed of it: there is nothing to consume on any more.";
        }
    }
}
