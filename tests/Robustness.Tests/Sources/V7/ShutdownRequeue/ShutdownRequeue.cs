using System;
using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace Stopping;

public sealed class ShutdownRequeue : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly IChannel _channel;
    private readonly HttpClient _http;
    private BasicDeliverEventArgs? _current;

    public ShutdownRequeue(IChannel channel, HttpClient http) => (_channel, _http) = (channel, http);

    public async Task StartAsync()
    {
        await _channel.BasicQosAsync(0, 1, false, _stop.Token);
        var consumer = new AsyncEventingBasicConsumer(_channel);
        consumer.ReceivedAsync += async (sender, ea) =>
        {
            _current = ea;
            try
            {
                var requeue = false;
                using var response = await _http.GetAsync("https://things.example/" + ea.RoutingKey, _stop.Token);
                if (!response.IsSuccessStatusCode)
                    requeue = true;
                if (requeue)
                    await _channel.BasicNackAsync(ea.DeliveryTag, false, requeue, CancellationToken.None);
                else
                    await _channel.BasicAckAsync(ea.DeliveryTag, false, CancellationToken.None);
            }
            catch (OperationCanceledException) when (_stop.IsCancellationRequested)
            {
                await _channel.BasicNackAsync(ea.DeliveryTag, false, requeue: true);
            }
            catch (HttpRequestException)
            {
                await RetryLaterAsync(ea);
            }
        };
        await _channel.BasicConsumeAsync("things", autoAck: false, consumer: consumer);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        if (_current is { } current)
            await _channel.BasicNackAsync(current.DeliveryTag, true, requeue: true);
        _stop.Dispose();
    }

    private async Task RetryLaterAsync(BasicDeliverEventArgs ea)
    {
        await BackOffAsync();
        await _channel.BasicNackAsync(ea.DeliveryTag, false, true);
    }

    private static async Task BackOffAsync(int seconds = 10) => await Task.Delay(TimeSpan.FromSeconds(seconds));
}
