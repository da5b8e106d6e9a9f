using RabbitMQ.Client;

namespace OrderWorker.Messaging;

public static class Queues
{
    public const string Orders = "orders";
    public const string Notifications = "notifications";
    public const string CatalogImport = "catalog-import";
    public const string Audit = "audit";

    public static Task DeclareAsync(IChannel channel, string queue, CancellationToken cancellationToken = default) =>
        channel.QueueDeclareAsync(queue, durable: true, exclusive: false, autoDelete: false, cancellationToken: cancellationToken);
}
