using RabbitMQ.Client;

namespace Leveret.Runtime.Benchmarks;

/// <summary>The fastest consumer that one would write by hand: no event, no event arguments, an acknowledgement for every so many deliveries.</summary>
internal sealed class RawTwin(IChannel channel, int ackEvery, int messages, Progress progress) : AsyncDefaultBasicConsumer(channel)
{
    public static async Task ConsumeAsync(IConnection connection, string queue, Settings settings, int messages, Progress progress)
    {
        await using var channel = await connection.CreateChannelAsync();
        await channel.BasicQosAsync(0, (ushort)settings.Prefetch, global: false);
        var tag = await channel.BasicConsumeAsync(queue, autoAck: false, new RawTwin(channel, settings.AckEvery, messages, progress));
        await progress.Done;
        await channel.BasicCancelAsync(tag);
    }

    public override Task HandleBasicDeliverAsync(
        string consumerTag, ulong deliveryTag, bool redelivered, string exchange, string routingKey, IReadOnlyBasicProperties properties, ReadOnlyMemory<byte> body, CancellationToken cancellationToken = default)
    {
        var count = progress.Next();
        if (count % ackEvery != 0 && count != messages)
            return Task.CompletedTask;

        var acking = Channel.BasicAckAsync(deliveryTag, multiple: true, CancellationToken.None);
        if (count == messages)
            progress.End();

        return acking.IsCompletedSuccessfully ? Task.CompletedTask : acking.AsTask();
    }
}
