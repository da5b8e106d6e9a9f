using Npgsql;

namespace WarehouseWorker;

public interface IShipmentStore
{
    void Add(Parcel parcel);

    void MarkReturned(string number);

    void SetCount(string sku, int counted);
}

public sealed class ShipmentStore(NpgsqlDataSource database) : IShipmentStore
{
    public void CreateTables() => Execute(
        """
        CREATE TABLE IF NOT EXISTS shipments (
            id bigserial PRIMARY KEY,
            number text NOT NULL,
            sku text NOT NULL,
            quantity integer NOT NULL,
            returned boolean NOT NULL DEFAULT false
        );
        CREATE TABLE IF NOT EXISTS stock_counts (sku text PRIMARY KEY, counted integer NOT NULL);
        """);

    public void Add(Parcel parcel) => Execute(
        "INSERT INTO shipments (number, sku, quantity) VALUES ($1, $2, $3)",
        parcel.Number,
        parcel.Sku,
        parcel.Quantity);

    public void MarkReturned(string number) => Execute("UPDATE shipments SET returned = true WHERE number = $1", number);

    public void SetCount(string sku, int counted) => Execute(
        "INSERT INTO stock_counts (sku, counted) VALUES ($1, $2) ON CONFLICT (sku) DO UPDATE SET counted = excluded.counted",
        sku,
        counted);

    private void Execute(string sql, params object[] values)
    {
        using var command = database.CreateCommand(sql);
        foreach (var value in values)
        {
            command.Parameters.Add(new NpgsqlParameter { Value = value });
        }

        command.ExecuteNonQuery();
    }
}
