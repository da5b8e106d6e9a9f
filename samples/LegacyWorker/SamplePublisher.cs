using OrderWorker.Catalog;
using OrderWorker.Messaging;
using OrderWorker.Orders;

namespace OrderWorker;

/// <summary><c>publish COUNT [--discontinued COUNT]</c>: orders to try the worker with.</summary>
public sealed class SamplePublisher(EventPublisher events)
{
    private static readonly (string Sku, decimal Price)[] Articles = [("MUG-01", 9.50m), ("PEN-02", 1.20m), ("BAG-03", 14.00m)];

    public async Task RunAsync(string[] arguments)
    {
        var count = arguments is [var first, ..] && int.TryParse(first, out var parsed) ? parsed : 1;
        var discontinued = arguments is [_, "--discontinued", var last, ..] && int.TryParse(last, out parsed) ? parsed : 0;

        await events.PublishAsync(Queues.CatalogImport, new ProductUpdate("MUG-01", "Coffee mug, large", 9.50m));

        for (var i = 0; i < count; i++)
        {
            var (sku, price) = i < discontinued ? ("CAP-00", 5.00m) : Articles[i % Articles.Length];
            var number = $"{DateTime.UtcNow:yyyyMMdd-HHmmss}-{i + 1:0000}";
            await events.PublishAsync(Queues.Orders, new OrderPlaced(number, "customer@example.com", sku, 1 + (i % 3), price));
        }

        Console.WriteLine($"Published {count} orders.");
    }
}
