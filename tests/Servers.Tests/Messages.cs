using RabbitMQ.Client;

namespace Leveret.Servers.Tests;

/// <summary>Queues and messages for tests of the servers.</summary>
internal static class Messages
{
    /// <summary>Declares a durable queue and sends it confirmed messages.</summary>
    public static async Task<IChannel> FillAsync(IConnection connection, string queue, int count, string type)
    {
        var channel = await connection.CreateChannelAsync(new CreateChannelOptions(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true));
        await channel.QueueDeclareAsync(queue, durable: true, exclusive: false, autoDelete: false, new Dictionary<string, object?> { ["x-queue-type"] = type });
        for (var i = 0; i < count; i++)
            await channel.BasicPublishAsync("", queue, mandatory: true, new BasicProperties { Persistent = true }, new byte[10]);

        return channel;
    }
}
