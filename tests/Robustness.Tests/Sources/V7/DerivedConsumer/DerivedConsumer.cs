using System;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using RabbitMQ.Client;

namespace Derived;

public abstract class ConsumerBase(IChannel channel) : AsyncDefaultBasicConsumer(channel)
{
    public sealed override async Task HandleBasicDeliverAsync(
        string consumerTag,
        ulong deliveryTag,
        bool redelivered,
        string exchange,
        string routingKey,
        IReadOnlyBasicProperties properties,
        ReadOnlyMemory<byte> body,
        CancellationToken cancellationToken = default)
    {
        var copy = body.ToArray();
        try
        {
            await TakeAsync(routingKey, copy, cancellationToken);
            await Channel.BasicAckAsync(deliveryTag, false, cancellationToken);
        }
        catch (Exception) when (!redelivered)
        {
            await Channel.BasicNackAsync(deliveryTag, false, requeue: true, cancellationToken);
        }
        catch (IOException)
        {
            await Channel.BasicNackAsync(deliveryTag, false, requeue: true, cancellationToken);
        }
    }

    protected abstract Task TakeAsync(string key, byte[] body, CancellationToken token);
}

public sealed class FileConsumer(IChannel channel, string folder) : ConsumerBase(channel)
{
    public static async Task<string> StartAsync(IConnection connection, string folder)
    {
        var channel = await connection.CreateChannelAsync();
        var consumer = new FileConsumer(channel, folder);
        return await channel.BasicConsumeAsync("files", false, consumer);
    }

    public Task<string> AgainAsync() => Channel.BasicConsumeAsync(queue: "again", autoAck: false, consumerTag: "c", noLocal: false, exclusive: true, arguments: null, consumer: this);

    protected override async Task TakeAsync(string key, byte[] body, CancellationToken token)
    {
        var path = Path.Combine(folder, key);
        if (File.Exists(path))
            return;
        await File.AppendAllTextAsync(path, Convert.ToHexString(body), token);
    }
}
