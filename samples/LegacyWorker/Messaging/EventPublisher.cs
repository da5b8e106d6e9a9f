using System.Text.Json;
using RabbitMQ.Client;

namespace OrderWorker.Messaging;

/// <summary>Publishes events as JSON. Channels must not be shared by threads, so publishing is one at a time.</summary>
public sealed class EventPublisher(RabbitMqConnection rabbit) : IAsyncDisposable
{
    private readonly SemaphoreSlim _lock = new(1, 1);
    private IChannel? _channel;

    public async Task PublishAsync<T>(string queue, T message)
    {
        await _lock.WaitAsync();
        try
        {
            if (_channel is not { IsOpen: true })
            {
                _channel = await rabbit.CreateChannelAsync();
            }

            await Queues.DeclareAsync(_channel, queue);

            var properties = new BasicProperties
            {
                ContentType = "application/json",
                DeliveryMode = DeliveryModes.Persistent,
            };
            await _channel.BasicPublishAsync(
                exchange: "",
                routingKey: queue,
                mandatory: false,
                basicProperties: properties,
                body: JsonSerializer.SerializeToUtf8Bytes(message, JsonSerializerOptions.Web));
        }
        finally
        {
            _lock.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_channel is not null)
        {
            await _channel.DisposeAsync();
        }

        _lock.Dispose();
    }
}
