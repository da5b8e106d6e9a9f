using Leveret;
using OrderWorker.Audit;
using OrderWorker.Catalog;
using OrderWorker.Messaging;

namespace OrderWorker;

/// <summary>Handlers that are one call of a repository.</summary>
public static class Handlers
{
    /// <summary>Saving a product twice is saving it once, so this one needs no inbox.</summary>
    public static async ValueTask<Outcome> HandleAsync(this CatalogRepository catalog, Delivery delivery, CancellationToken cancellationToken)
    {
        await catalog.SaveAsync(delivery.Read(Json.Default.ProductUpdate));
        return Outcome.Ack;
    }

    public static async ValueTask<Outcome> HandleAsync(this AuditRepository audit, Delivery delivery, CancellationToken cancellationToken)
    {
        await audit.WriteAsync(delivery.Read(Json.Default.AuditEvent), cancellationToken);
        return Outcome.Ack;
    }
}
