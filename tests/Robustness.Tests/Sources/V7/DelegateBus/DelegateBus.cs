using System;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace Delegates;

public interface IBus
{
    Task SubscribeAsync<T>(string queue, Func<T, CancellationToken, Task> handle, bool autoAck = false, CancellationToken token = default);
}

public sealed class DelegateBus : IBus, IAsyncDisposable
{
    private readonly IChannel _channel;

    private DelegateBus(IChannel channel) => _channel = channel;

    public static async Task<IBus> OpenAsync(string host)
    {
        var connection = await new ConnectionFactory { HostName = host }.CreateConnectionAsync();
        return new DelegateBus(await connection.CreateChannelAsync());
    }

    public async Task SubscribeAsync<T>(string queue, Func<T, CancellationToken, Task> handle, bool autoAck, CancellationToken token)
    {
        var consumer = new AsyncEventingBasicConsumer(_channel);
        consumer.ReceivedAsync += (_, ea) => DispatchAsync(ea, handle, autoAck);
        await _channel.BasicConsumeAsync(queue, autoAck, consumer, token);
    }

    public ValueTask DisposeAsync() => _channel.DisposeAsync();

    private async Task DispatchAsync<T>(BasicDeliverEventArgs ea, Func<T, CancellationToken, Task> handle, bool autoAck)
    {
        await handle(JsonSerializer.Deserialize<T>(ea.Body.Span)!, ea.CancellationToken);
        if (!autoAck)
            await _channel.BasicAckAsync(ea.DeliveryTag, false);
    }
}

public sealed class Subscriptions(IBus bus, System.Net.Http.HttpClient http)
{
    public async Task StartAsync()
    {
        await bus.SubscribeAsync<string>("mails", SendAsync, autoAck: true);
        await bus.SubscribeAsync<int>("numbers", (number, _) => { Console.WriteLine(number); return Task.CompletedTask; });
        Func<Guid, CancellationToken, Task> local = async (id, token) => await http.DeleteAsync(id.ToString(), token);
        await bus.SubscribeAsync("ids", local);
    }

    private Task SendAsync(string mail, CancellationToken token) => http.PostAsync("mail", new System.Net.Http.StringContent(mail), token);
}
