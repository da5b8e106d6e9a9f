using Npgsql;

namespace OrderWorker.Database;

public sealed class DatabaseSchema(NpgsqlDataSource database)
{
    private const string Script =
        """
        CREATE TABLE IF NOT EXISTS products (
            sku text PRIMARY KEY,
            name text NOT NULL,
            price numeric(10, 2) NOT NULL,
            stock integer NOT NULL DEFAULT 0
        );

        CREATE TABLE IF NOT EXISTS orders (
            id bigserial PRIMARY KEY,
            order_number text NOT NULL,
            customer_email text NOT NULL,
            sku text NOT NULL,
            quantity integer NOT NULL,
            total numeric(10, 2) NOT NULL,
            created_at timestamptz NOT NULL DEFAULT now(),
            charge_id text,
            paid_at timestamptz
        );

        CREATE TABLE IF NOT EXISTS audit_log (
            id bigserial PRIMARY KEY,
            kind text NOT NULL,
            subject text NOT NULL,
            at timestamptz NOT NULL
        );

        INSERT INTO products (sku, name, price, stock) VALUES
            ('MUG-01', 'Coffee mug', 9.50, 100000),
            ('PEN-02', 'Ballpoint pen', 1.20, 100000),
            ('BAG-03', 'Canvas bag', 14.00, 100000)
        ON CONFLICT (sku) DO NOTHING;
        """;

    public async Task CreateAsync()
    {
        await using var command = database.CreateCommand(Script);
        await command.ExecuteNonQueryAsync();
    }
}
