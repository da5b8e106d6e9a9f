using Leveret;
using Microsoft.Extensions.Logging;
using Npgsql;
using OrderWorker.Audit;
using OrderWorker.Messaging;
using OrderWorker.Notifications;
using OrderWorker.Payments;

namespace OrderWorker.Orders;

/// <summary>
/// Books an order in the transaction that remembers it. The events are published before the commit: where it fails they are
/// published again under the same ids, and their consumers have an inbox.
/// </summary>
public sealed class OrderHandler(IPaymentGateway payments, EventPublisher events, ILogger<OrderHandler> logger)
{
    public async ValueTask<Outcome> HandleAsync(Delivery delivery, NpgsqlTransaction transaction, CancellationToken cancellationToken)
    {
        var order = delivery.Read(Json.Default.OrderPlaced);
        if (!await ReserveAsync(order, transaction, cancellationToken))
            return Outcome.DeadLetter($"{order.Sku} is not sold, or not enough of it is in stock.");

        // The payment service knows the order by its number: a second request is for the same charge.
        var chargeId = await payments.ChargeAsync(order.OrderNumber, order.Total);
        await SaveAsync(order, chargeId, transaction, cancellationToken);

        await events.PublishAsync(
            Queues.Notifications,
            $"order-confirmed/{order.OrderNumber}",
            new OrderConfirmed(order.OrderNumber, order.CustomerEmail, order.Total),
            Json.Default.OrderConfirmed,
            cancellationToken);
        await events.PublishAsync(
            Queues.Audit,
            $"order-paid/{order.OrderNumber}",
            new AuditEvent("order-paid", order.OrderNumber, DateTimeOffset.UtcNow),
            Json.Default.AuditEvent,
            cancellationToken);

        logger.LogInformation("Order {OrderNumber} paid, charge {ChargeId}", order.OrderNumber, chargeId);
        return Outcome.Ack;
    }

    private static async Task<bool> ReserveAsync(OrderPlaced order, NpgsqlTransaction transaction, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("UPDATE products SET stock = stock - $2 WHERE sku = $1 AND stock >= $2", transaction.Connection, transaction);
        command.Parameters.Add(new() { Value = order.Sku });
        command.Parameters.Add(new() { Value = order.Quantity });
        return await command.ExecuteNonQueryAsync(cancellationToken) == 1;
    }

    private static async Task SaveAsync(OrderPlaced order, string chargeId, NpgsqlTransaction transaction, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            """
            INSERT INTO orders (order_number, customer_email, sku, quantity, total, charge_id, paid_at)
            VALUES ($1, $2, $3, $4, $5, $6, now())
            """,
            transaction.Connection,
            transaction);
        command.Parameters.Add(new() { Value = order.OrderNumber });
        command.Parameters.Add(new() { Value = order.CustomerEmail });
        command.Parameters.Add(new() { Value = order.Sku });
        command.Parameters.Add(new() { Value = order.Quantity });
        command.Parameters.Add(new() { Value = order.Total });
        command.Parameters.Add(new() { Value = chargeId });
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
