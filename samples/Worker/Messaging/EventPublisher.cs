using System.Text.Json.Serialization.Metadata;
using Leveret;
using Microsoft.Extensions.Options;
using RabbitMQ.Client;

namespace OrderWorker.Messaging;

/// <summary>Publishes events as JSON, each with an id that says what happened, and returns when the broker has confirmed them.</summary>
public sealed class EventPublisher(IOptions<RabbitMqOptions> options) : IAsyncDisposable
{
    private readonly SemaphoreSlim _lock = new(1, 1);
    private IConnection? _connection;
    private IChannel? _channel;

    public async Task DeclareQueuesAsync(CancellationToken cancellationToken)
    {
        var channel = await OpenAsync(cancellationToken);
        foreach (var queue in Queues.All)
            await channel.QueueDeclareAsync(queue, durable: true, exclusive: false, autoDelete: false, cancellationToken: cancellationToken);
    }

    /// <param name="queue">The queue.</param>
    /// <param name="id">The message's id: the same for the same event, however often it is published.</param>
    /// <param name="message">The message.</param>
    /// <param name="typeInfo">How it is written.</param>
    /// <param name="cancellationToken">Gives up waiting for the broker.</param>
    public async Task PublishAsync<T>(string queue, string id, T message, JsonTypeInfo<T> typeInfo, CancellationToken cancellationToken = default)
    {
        var properties = new BasicProperties { ContentType = "application/json", MessageId = id, Persistent = true };
        var body = System.Text.Json.JsonSerializer.SerializeToUtf8Bytes(message, typeInfo);
        var channel = await OpenAsync(cancellationToken);
        await channel.BasicPublishAsync("", queue, mandatory: true, properties, body, cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        if (_connection is not null)
            await _connection.DisposeAsync();

        _lock.Dispose();
    }

    private async Task<IChannel> OpenAsync(CancellationToken cancellationToken)
    {
        await _lock.WaitAsync(cancellationToken);
        try
        {
            if (_channel is { IsOpen: true })
                return _channel;

            if (_connection is not { IsOpen: true })
            {
                var settings = options.Value;
                var factory = new ConnectionFactory
                {
                    UserName = settings.UserName,
                    Password = settings.Password,
                    VirtualHost = settings.VirtualHost,
                    AutomaticRecoveryEnabled = false,
                };
                var nodes = settings.Nodes.Select(node => AmqpTcpEndpoint.Parse(node)).ToList();
                _connection = await factory.CreateConnectionAsync(nodes, "order-worker events", cancellationToken);
            }

            _channel = await _connection.CreateChannelAsync(
                new CreateChannelOptions(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true), cancellationToken);
            return _channel;
        }
        finally
        {
            _lock.Release();
        }
    }
}
