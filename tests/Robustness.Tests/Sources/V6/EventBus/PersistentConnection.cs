using System;
using System.Net.Sockets;
using Microsoft.Extensions.Logging;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;
using RabbitMQ.Client.Exceptions;

namespace Bus;

public sealed class PersistentConnection(IConnectionFactory factory, ILogger<PersistentConnection> logger, int retries = 5) : IPersistentConnection, IDisposable
{
    private readonly object _gate = new();
    private IConnection? _connection;
    private bool _disposed;

    public bool IsConnected => _connection is { IsOpen: true } && !_disposed;

    public IModel CreateModel() => IsConnected ? _connection!.CreateModel() : throw new InvalidOperationException("Not connected.");

    public bool TryConnect()
    {
        lock (_gate)
        {
            for (var i = 0; i < retries && !IsConnected; i++)
            {
                try
                {
                    _connection = factory.CreateConnection();
                    _connection.ConnectionShutdown += OnShutdown;
                    _connection.CallbackException += (_, _) => TryConnect();
                }
                catch (Exception e) when (e is SocketException or BrokerUnreachableException)
                {
                    logger.LogWarning(e, "Attempt {Attempt}", i);
                }
            }

            return IsConnected;
        }
    }

    public void Dispose()
    {
        if (_disposed)
            return;
        _disposed = true;
        _connection?.Dispose();
    }

    private void OnShutdown(object? sender, ShutdownEventArgs e)
    {
        if (!_disposed)
            TryConnect();
    }
}
