using OrderWorker.Catalog;
using OrderWorker.Messaging;
using OrderWorker.Orders;

namespace OrderWorker;

/// <summary><c>publish COUNT [--discontinued COUNT]</c>: orders to try the worker with.</summary>
public static class SampleOrders
{
    private static readonly (string Sku, decimal Price)[] Articles = [("MUG-01", 9.50m), ("PEN-02", 1.20m), ("BAG-03", 14.00m)];

    public static async Task PublishAsync(EventPublisher events, string[] arguments)
    {
        var count = arguments is [var first, ..] && int.TryParse(first, out var parsed) ? parsed : 1;
        var discontinued = arguments is [_, "--discontinued", var last, ..] && int.TryParse(last, out parsed) ? parsed : 0;

        await events.DeclareQueuesAsync(CancellationToken.None);
        await events.PublishAsync(
            Queues.CatalogImport, $"product/MUG-01/{DateTime.UtcNow:yyyyMMddHHmmss}", new ProductUpdate("MUG-01", "Coffee mug, large", 9.50m), Json.Default.ProductUpdate);

        for (var i = 0; i < count; i++)
        {
            var (sku, price) = i < discontinued ? ("CAP-00", 5.00m) : Articles[i % Articles.Length];
            var number = $"{DateTime.UtcNow:yyyyMMdd-HHmmss}-{i + 1:0000}";
            await events.PublishAsync(Queues.Orders, number, new OrderPlaced(number, "customer@example.com", sku, 1 + (i % 3), price), Json.Default.OrderPlaced);
        }

        Console.WriteLine($"Published {count} orders.");
    }
}
