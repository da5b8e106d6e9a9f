using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using RabbitMQ.Client;

namespace Watching;

public sealed class Monitor(IChannel channel, ILogger<Monitor> logger) : BackgroundService
{
    private readonly Dictionary<string, uint> _last = [];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(30));
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                foreach (var queue in new[] { "a", "b" })
                {
                    var count = await channel.MessageCountAsync(queue, stoppingToken);
                    if (_last.TryGetValue(queue, out var before) && count > before)
                        logger.LogWarning("{Queue} grows: {Count}", queue, count);
                    _last[queue] = count;
                }

                await DeadLettersAsync(stoppingToken);
            }
        }
        catch (OperationCanceledException)
        {
        }
    }

    private async Task DeadLettersAsync(CancellationToken token)
    {
        while (true)
        {
            var dead = await channel.BasicGetAsync("dead", autoAck: false, token);
            if (dead is null)
                return;

            logger.LogError("Dead: {Key}", dead.RoutingKey);
            if (dead.BasicProperties.Headers?.TryGetValue("x-death", out var death) == true && death is IList<object> { Count: > 0 and var times } && times < 3)
                await channel.BasicNackAsync(dead.DeliveryTag, false, true, token);
            else
                await channel.BasicAckAsync(dead.DeliveryTag, false, token);
        }
    }
}
