using System.Text.Json;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OrderWorker.Messaging;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace OrderWorker.Orders;

public sealed class OrderConsumer(RabbitMqConnection rabbit, OrderProcessor processor, ILogger<OrderConsumer> logger) : BackgroundService
{
    private IChannel _channel = null!;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        _channel = await rabbit.CreateChannelAsync(stoppingToken);
        await Queues.DeclareAsync(_channel, Queues.Orders, stoppingToken);

        var consumer = new AsyncEventingBasicConsumer(_channel);
        consumer.ReceivedAsync += OnReceivedAsync;

        await _channel.BasicConsumeAsync(Queues.Orders, autoAck: false, consumer, stoppingToken);
        logger.LogInformation("Waiting for orders");
    }

    private async Task OnReceivedAsync(object sender, BasicDeliverEventArgs ea)
    {
        try
        {
            var order = JsonSerializer.Deserialize<OrderPlaced>(ea.Body.Span, JsonSerializerOptions.Web)
                ?? throw new JsonException("The order is empty.");

            await processor.ProcessAsync(order);
            await _channel.BasicAckAsync(ea.DeliveryTag, multiple: false);
        }
        catch (Exception e)
        {
            // Put it back, the next attempt may work.
            logger.LogError(e, "Order could not be processed");
            await _channel.BasicNackAsync(ea.DeliveryTag, multiple: false, requeue: true);
        }
    }
}
