using Npgsql;

namespace OrderWorker.Catalog;

public sealed class CatalogRepository(NpgsqlDataSource database)
{
    public async Task SaveAsync(ProductUpdate product)
    {
        await using var command = database.CreateCommand(
            """
            INSERT INTO products (sku, name, price) VALUES ($1, $2, $3)
            ON CONFLICT (sku) DO UPDATE SET name = excluded.name, price = excluded.price
            """);
        command.Parameters.Add(new() { Value = product.Sku });
        command.Parameters.Add(new() { Value = product.Name });
        command.Parameters.Add(new() { Value = product.Price });
        await command.ExecuteNonQueryAsync();
    }
}
