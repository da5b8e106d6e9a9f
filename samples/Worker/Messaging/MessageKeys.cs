using Leveret;

namespace OrderWorker.Messaging;

/// <summary>
/// What makes two messages the same. The legacy publisher sets no message id, so here it is what the message is about; a new
/// application would leave this out and let the publisher set ids.
/// </summary>
public static class MessageKeys
{
    public static string OfOrder(Delivery delivery) => delivery.Read(Json.Default.OrderPlaced).OrderNumber;

    public static string OfConfirmation(Delivery delivery) => delivery.Read(Json.Default.OrderConfirmed).OrderNumber;

    /// <summary>An order is paid once: a second event of the kind about it is a copy, whenever it was written.</summary>
    public static string OfAuditEvent(Delivery delivery)
    {
        var entry = delivery.Read(Json.Default.AuditEvent);
        return $"{entry.Kind}/{entry.Subject}";
    }
}
