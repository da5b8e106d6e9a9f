using System.Text.Json;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OrderWorker.Messaging;

namespace OrderWorker.Audit;

public sealed class AuditPoller(RabbitMqConnection rabbit, AuditRepository audit, ILogger<AuditPoller> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await using var channel = await rabbit.CreateChannelAsync(stoppingToken);
        await Queues.DeclareAsync(channel, Queues.Audit, stoppingToken);

        while (!stoppingToken.IsCancellationRequested)
        {
            var result = await channel.BasicGetAsync(Queues.Audit, autoAck: false, stoppingToken);
            if (result is null)
            {
                await Task.Delay(Interval, stoppingToken);
                continue;
            }

            var entry = JsonSerializer.Deserialize<AuditEvent>(result.Body.Span, JsonSerializerOptions.Web)!;
            await audit.WriteAsync(entry, stoppingToken);
            await channel.BasicAckAsync(result.DeliveryTag, multiple: false, stoppingToken);
            logger.LogInformation("Audit event {Kind} of {Subject} written", entry.Kind, entry.Subject);
        }
    }
}
