using System.Text;
using System.Text.Json;
using Npgsql;
using RabbitMQ.Client;
using WarehouseWorker;

// Settings come from the environment; the defaults suit a developer machine.
var factory = new ConnectionFactory
{
    HostName = Environment.GetEnvironmentVariable("RABBITMQ_HOST") ?? "localhost",
    Port = int.Parse(Environment.GetEnvironmentVariable("RABBITMQ_PORT") ?? "5672"),
};
using var connection = factory.CreateConnection("warehouse-worker");

using (var setup = connection.CreateModel())
{
    foreach (var queue in Warehouse.Queues)
    {
        setup.QueueDeclare(queue, durable: true, exclusive: false, autoDelete: false);
    }

    if (args is ["publish", ..])
    {
        Publish(setup, args.Length > 1 ? int.Parse(args[1]) : 1);
        return;
    }
}

var database = Environment.GetEnvironmentVariable("WAREHOUSE_DB") ?? "Host=localhost;Database=warehouse;Username=postgres";
using var dataSource = NpgsqlDataSource.Create(database);
var shipments = new ShipmentStore(dataSource);
shipments.CreateTables();

// The label printer prints every file that appears in its folder.
var labelFolder = Environment.GetEnvironmentVariable("LABEL_FOLDER") ?? Path.Combine(Path.GetTempPath(), "labels");
Directory.CreateDirectory(labelFolder);

using var stopping = new CancellationTokenSource();
Console.CancelKeyPress += (_, e) =>
{
    e.Cancel = true;
    stopping.Cancel();
};

using var warehouse = new Warehouse(connection, shipments, labelFolder);
warehouse.StartShipments();
warehouse.StartLabels();
warehouse.StartReturns();

Console.WriteLine("Waiting for work, Ctrl+C stops");
warehouse.CountStock(stopping.Token);

static void Publish(IModel channel, int count)
{
    var properties = channel.CreateBasicProperties();
    properties.Persistent = true;

    for (var i = 1; i <= count; i++)
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(new Parcel($"P{DateTime.UtcNow:HHmmss}-{i:000}", "MUG-01", i));
        channel.BasicPublish("", Warehouse.ShipmentQueue, properties, body);
        channel.BasicPublish("", Warehouse.ReturnQueue, properties, body);
        channel.BasicPublish("", Warehouse.StockCountQueue, properties, Encoding.UTF8.GetBytes($"MUG-01;{i}"));
    }

    Console.WriteLine($"Published {count} parcels.");
}
