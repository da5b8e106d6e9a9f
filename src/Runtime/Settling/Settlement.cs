namespace Leveret.Settling;

/// <summary>How a delivery is settled on its channel.</summary>
internal enum Settlement : byte
{
    /// <summary>basic.ack, together with others where that is possible.</summary>
    Ack,

    /// <summary>basic.nack with requeue: not processed, not counted by RabbitMQ 4.3.</summary>
    Requeue,

    /// <summary>basic.reject with requeue: processing failed, counted by quorum queues.</summary>
    Reject,

    /// <summary>Not now: something else settles it later.</summary>
    Later,
}
