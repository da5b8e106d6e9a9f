using System.Text.Json;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OrderWorker.Messaging;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace OrderWorker.Notifications;

public sealed class NotificationConsumer(RabbitMqConnection rabbit, IMailSender mails, ILogger<NotificationConsumer> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var channel = await rabbit.CreateChannelAsync(stoppingToken);
        await Queues.DeclareAsync(channel, Queues.Notifications, stoppingToken);

        var consumer = new AsyncEventingBasicConsumer(channel);
        consumer.ReceivedAsync += async (_, ea) =>
        {
            var confirmed = JsonSerializer.Deserialize<OrderConfirmed>(ea.Body.Span, JsonSerializerOptions.Web)!;
            await mails.SendAsync(
                confirmed.CustomerEmail,
                $"Your order {confirmed.OrderNumber}",
                $"Thank you for your order. We have charged {confirmed.Total:0.00}.");
            logger.LogInformation("Confirmation of {OrderNumber} sent", confirmed.OrderNumber);
        };

        await channel.BasicConsumeAsync(Queues.Notifications, autoAck: true, consumer, stoppingToken);
    }
}
