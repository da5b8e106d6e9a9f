using Microsoft.Extensions.Logging;
using OrderWorker.Audit;
using OrderWorker.Messaging;
using OrderWorker.Notifications;
using OrderWorker.Payments;
using OrderWorker.Stock;

namespace OrderWorker.Orders;

public sealed class OrderProcessor(
    IOrderRepository orders,
    IStockRepository stock,
    IPaymentGateway payments,
    EventPublisher events,
    ILogger<OrderProcessor> logger)
{
    public async Task ProcessAsync(OrderPlaced order)
    {
        var id = await orders.AddAsync(order);
        await stock.ReserveAsync(order.Sku, order.Quantity);

        var chargeId = await payments.ChargeAsync(order.OrderNumber, order.Total);
        await orders.MarkPaidAsync(id, chargeId);

        await events.PublishAsync(Queues.Notifications, new OrderConfirmed(order.OrderNumber, order.CustomerEmail, order.Total));
        await events.PublishAsync(Queues.Audit, new AuditEvent("order-paid", order.OrderNumber, DateTimeOffset.UtcNow));

        logger.LogInformation("Order {OrderNumber} paid, charge {ChargeId}", order.OrderNumber, chargeId);
    }
}
