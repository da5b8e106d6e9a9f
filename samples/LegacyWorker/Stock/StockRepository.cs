using Npgsql;

namespace OrderWorker.Stock;

public sealed class StockRepository(NpgsqlDataSource database) : IStockRepository
{
    public async Task ReserveAsync(string sku, int quantity)
    {
        await using var command = database.CreateCommand(
            "UPDATE products SET stock = stock - $2 WHERE sku = $1 AND stock >= $2");
        command.Parameters.Add(new() { Value = sku });
        command.Parameters.Add(new() { Value = quantity });

        if (await command.ExecuteNonQueryAsync() == 0)
        {
            throw new InvalidOperationException($"Not enough of {sku} in stock.");
        }
    }
}
