using System.Text.Json;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OrderWorker.Messaging;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace OrderWorker.Catalog;

/// <summary>Takes the nightly catalog import, some tens of thousands of products at once.</summary>
public sealed class CatalogImportConsumer(RabbitMqConnection rabbit, CatalogRepository catalog, ILogger<CatalogImportConsumer> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var channel = await rabbit.CreateChannelAsync(stoppingToken);
        await Queues.DeclareAsync(channel, Queues.CatalogImport, stoppingToken);

        // The import must not be slowed down.
        await channel.BasicQosAsync(prefetchSize: 0, prefetchCount: 0, global: false, stoppingToken);

        var consumer = new AsyncEventingBasicConsumer(channel);
        consumer.ReceivedAsync += async (_, ea) =>
        {
            try
            {
                var product = JsonSerializer.Deserialize<ProductUpdate>(ea.Body.Span, JsonSerializerOptions.Web)!;
                await catalog.SaveAsync(product);
                await channel.BasicAckAsync(ea.DeliveryTag, multiple: false);
            }
            catch (Exception e)
            {
                logger.LogWarning(e, "Product skipped");
                await channel.BasicRejectAsync(ea.DeliveryTag, requeue: false);
            }
        };

        await channel.BasicConsumeAsync(Queues.CatalogImport, autoAck: false, consumer, stoppingToken);
    }
}
