using System.Text;
using System.Text.Json;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace WarehouseWorker;

public sealed record Parcel(string Number, string Sku, int Quantity);

/// <summary>Works through the queues of the warehouse. One channel for each queue.</summary>
public sealed class Warehouse(IConnection connection, IShipmentStore shipments, string labelFolder) : IDisposable
{
    public const string ShipmentQueue = "shipments";
    public const string LabelQueue = "labels";
    public const string ReturnQueue = "returns";
    public const string StockCountQueue = "stock-counts";

    public static readonly string[] Queues = [ShipmentQueue, LabelQueue, ReturnQueue, StockCountQueue];

    private readonly IModel _shipmentChannel = connection.CreateModel();
    private readonly IModel _labelChannel = connection.CreateModel();
    private readonly IModel _returnChannel = connection.CreateModel();
    private readonly IModel _countChannel = connection.CreateModel();

    public void StartShipments()
    {
        var consumer = new EventingBasicConsumer(_shipmentChannel);
        consumer.Received += OnShipment;
        _shipmentChannel.BasicConsume(ShipmentQueue, autoAck: false, consumer);
    }

    public void StartLabels()
    {
        var consumer = new EventingBasicConsumer(_labelChannel);
        consumer.Received += (_, ea) =>
        {
            var parcel = JsonSerializer.Deserialize<Parcel>(ea.Body.Span)!;
            File.WriteAllText(Path.Combine(labelFolder, parcel.Number + ".txt"), $"{parcel.Number}\n{parcel.Quantity} x {parcel.Sku}\n");
        };
        _labelChannel.BasicConsume(LabelQueue, autoAck: true, consumer);
    }

    public void StartReturns()
    {
        _returnChannel.BasicQos(0, 0, false);

        var consumer = new EventingBasicConsumer(_returnChannel);
        consumer.Received += (_, ea) =>
        {
            var parcel = JsonSerializer.Deserialize<Parcel>(ea.Body.Span)!;
            shipments.MarkReturned(parcel.Number);
            _returnChannel.BasicAck(ea.DeliveryTag, multiple: false);
        };
        _returnChannel.BasicConsume(ReturnQueue, autoAck: false, consumer);
    }

    public void CountStock(CancellationToken stopping)
    {
        while (!stopping.IsCancellationRequested)
        {
            var message = _countChannel.BasicGet(StockCountQueue, autoAck: false);
            if (message == null)
            {
                stopping.WaitHandle.WaitOne(500);
                continue;
            }

            var parts = Encoding.UTF8.GetString(message.Body.Span).Split(';');
            shipments.SetCount(parts[0], int.Parse(parts[1]));
            _countChannel.BasicAck(message.DeliveryTag, multiple: false);
        }
    }

    public void Dispose()
    {
        _shipmentChannel.Dispose();
        _labelChannel.Dispose();
        _returnChannel.Dispose();
        _countChannel.Dispose();
    }

    private void OnShipment(object? sender, BasicDeliverEventArgs ea)
    {
        try
        {
            var parcel = JsonSerializer.Deserialize<Parcel>(ea.Body.Span)!;
            shipments.Add(parcel);
            _shipmentChannel.BasicPublish("", LabelQueue, null, ea.Body);
            _shipmentChannel.BasicAck(ea.DeliveryTag, false);
            Console.WriteLine($"Parcel {parcel.Number} booked");
        }
        catch (Exception e)
        {
            Console.Error.WriteLine($"Shipment failed: {e.Message}");
            _shipmentChannel.BasicNack(ea.DeliveryTag, false, true);
        }
    }
}
