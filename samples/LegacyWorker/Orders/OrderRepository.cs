using Npgsql;

namespace OrderWorker.Orders;

public sealed class OrderRepository(NpgsqlDataSource database) : IOrderRepository
{
    public async Task<long> AddAsync(OrderPlaced order)
    {
        await using var command = database.CreateCommand(
            """
            INSERT INTO orders (order_number, customer_email, sku, quantity, total)
            VALUES ($1, $2, $3, $4, $5)
            RETURNING id
            """);
        command.Parameters.Add(new() { Value = order.OrderNumber });
        command.Parameters.Add(new() { Value = order.CustomerEmail });
        command.Parameters.Add(new() { Value = order.Sku });
        command.Parameters.Add(new() { Value = order.Quantity });
        command.Parameters.Add(new() { Value = order.Total });
        return (long)(await command.ExecuteScalarAsync())!;
    }

    public async Task MarkPaidAsync(long orderId, string chargeId)
    {
        await using var command = database.CreateCommand("UPDATE orders SET charge_id = $2, paid_at = now() WHERE id = $1");
        command.Parameters.Add(new() { Value = orderId });
        command.Parameters.Add(new() { Value = chargeId });
        await command.ExecuteNonQueryAsync();
    }
}
