using System;
using System.Collections.Concurrent;
using System.Threading.Tasks;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace Primary;

public class Seen
{
    private readonly ConcurrentDictionary<string, byte> _ids = new();

    public bool TryMark(string id) => _ids.TryAdd(id, 0);
}

public class Endpoint(IChannel channel, string queue)
{
    protected IChannel Channel { get; } = channel;

    public string Queue => queue;

    public virtual async Task OpenAsync() => await Channel.BasicQosAsync(0, 8, false);
}

public sealed class Receiver(IChannel channel, Seen seen) : Endpoint(channel, "letters")
{
    public override async Task OpenAsync()
    {
        await base.OpenAsync();
        var consumer = new AsyncEventingBasicConsumer(Channel);
        consumer.ReceivedAsync += this[true];
        await Channel.BasicConsumeAsync(Queue, false, consumer);
    }

    private AsyncEventHandler<BasicDeliverEventArgs> this[bool once] => async (_, ea) =>
    {
        if (once && !seen.TryMark(ea.BasicProperties.MessageId ?? ""))
        {
            await Channel.BasicAckAsync(ea.DeliveryTag, false);
            return;
        }

        await Channel.BasicPublishAsync("", "copies", ea.Body);
        await Channel.BasicAckAsync(ea.DeliveryTag, false);
    };
}

public readonly record struct Binding(string Exchange, string Key)
{
    public Task ApplyAsync(IChannel channel, string queue) => channel.QueueBindAsync(queue, Exchange, Key);
}
