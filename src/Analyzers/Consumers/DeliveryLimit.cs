namespace Leveret.Analyzers.Consumers;

/// <summary>Whether the broker itself bounds how often a message comes back.</summary>
internal enum DeliveryLimit
{
    /// <summary>Nothing in sight bounds it.</summary>
    None,

    /// <summary>A quorum queue, which has a limit of 20 from RabbitMQ 4.0 on.</summary>
    Default,

    /// <summary>A queue declared with <c>x-delivery-limit</c>.</summary>
    Explicit,
}
