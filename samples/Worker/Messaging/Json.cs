using System.Text.Json.Serialization;
using OrderWorker.Audit;
using OrderWorker.Catalog;
using OrderWorker.Notifications;
using OrderWorker.Orders;

namespace OrderWorker.Messaging;

/// <summary>How messages are read and written.</summary>
[JsonSourceGenerationOptions(System.Text.Json.JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(OrderPlaced))]
[JsonSerializable(typeof(OrderConfirmed))]
[JsonSerializable(typeof(ProductUpdate))]
[JsonSerializable(typeof(AuditEvent))]
public sealed partial class Json : JsonSerializerContext;
