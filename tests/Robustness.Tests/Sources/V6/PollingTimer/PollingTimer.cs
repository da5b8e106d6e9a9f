using System;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using RabbitMQ.Client;

namespace Polling;

public class PollingTimer : IDisposable
{
    private readonly IModel _channel;
    private readonly Timer _timer;
    private readonly System.Timers.Timer _second = new(5000);

    public PollingTimer(IModel channel)
    {
        _channel = channel;
        _timer = new Timer(OnTick, null, TimeSpan.Zero, TimeSpan.FromSeconds(2));
        _second.Elapsed += (_, _) => Take("second");
        _second.Start();
    }

    public void Dispose() => _timer.Dispose();

    public async Task RunAsync(CancellationToken token)
    {
        using var ticks = new PeriodicTimer(TimeSpan.FromMilliseconds(500));
        while (await ticks.WaitForNextTickAsync(token))
        {
            do
            {
                if (!Take("third"))
                    break;
            }
            while (!token.IsCancellationRequested);
        }
    }

    public string? Once() => _channel.BasicGet("once", true)?.RoutingKey;

    private void OnTick(object? state)
    {
        while (Take("first"))
        {
        }
    }

    private bool Take(string queue)
    {
        var result = _channel.BasicGet(queue, autoAck: true);
        if (result is not { Body.Length: > 0 } message)
            return false;

        File.WriteAllBytes(message.DeliveryTag + ".bin", message.Body.ToArray());
        return message.MessageCount > 0;
    }
}
