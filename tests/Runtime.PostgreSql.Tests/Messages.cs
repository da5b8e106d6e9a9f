using RabbitMQ.Client;

namespace Leveret.PostgreSql.Tests;

/// <summary>Deliveries without a broker.</summary>
internal static class Messages
{
    public static Delivery WithId(string? id, string queue = "orders") =>
        new(queue, deliveryTag: 1, redelivered: false, exchange: "", routingKey: queue, new BasicProperties { MessageId = id }, ReadOnlyMemory<byte>.Empty);
}
