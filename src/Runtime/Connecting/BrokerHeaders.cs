namespace Leveret.Connecting;

/// <summary>The headers in which a quorum queue says what it counted of a message.</summary>
internal static class BrokerHeaders
{
    /// <summary>How often the message was returned; from RabbitMQ 4.3 how often its handling failed.</summary>
    public const string DeliveryCount = "x-delivery-count";

    /// <summary>How often the message was handed out (RabbitMQ 4.3).</summary>
    public const string AcquiredCount = "x-acquired-count";
}
