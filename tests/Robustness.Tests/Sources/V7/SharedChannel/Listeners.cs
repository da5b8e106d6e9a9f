using System;
using System.Collections.Generic;
using System.Threading.Tasks;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace Shared;

public interface IListener
{
    string Queue { get; }

    Task OnMessageAsync(object sender, BasicDeliverEventArgs ea);
}

public sealed class FirstListener : IListener
{
    public string Queue => "first";

    public async Task OnMessageAsync(object sender, BasicDeliverEventArgs ea)
    {
        try
        {
            await Connections.Instance.Channel.BasicPublishAsync("out", ea.RoutingKey, ea.Body);
            await Connections.Instance.Channel.BasicAckAsync(ea.DeliveryTag, false);
        }
        catch
        {
            await Connections.Instance.Channel.BasicNackAsync(ea.DeliveryTag, false, true);
            throw;
        }
    }
}

public sealed class SecondListener(IListener inner) : IListener
{
    public string Queue { get; init; } = "second";

    public Task OnMessageAsync(object sender, BasicDeliverEventArgs ea) => inner.OnMessageAsync(sender, ea);
}

public static class Listeners
{
    public static async Task StartAllAsync(IEnumerable<IListener> listeners)
    {
        var channel = await Connections.Instance.OpenAsync(limited: Environment.ProcessorCount > 1);
        foreach (var listener in listeners)
        {
            var consumer = new AsyncEventingBasicConsumer(channel);
            consumer.ReceivedAsync += listener.OnMessageAsync;
            await Connections.Instance.Channel.BasicConsumeAsync(listener.Queue, autoAck: false, consumer);
        }
    }
}
