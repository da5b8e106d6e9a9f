namespace Leveret;

/// <summary>How a message waits for its next attempt.</summary>
public enum DelayMechanism
{
    /// <summary>
    /// <see cref="Native"/> where the queue is a quorum queue of RabbitMQ 4.3 or later that was declared with x-delayed-retry-type
    /// all or failed, <see cref="StepQueues"/> otherwise.
    /// </summary>
    Automatic,

    /// <summary>
    /// The queue's own delayed retry (RabbitMQ 4.3, quorum queues): the message is rejected and stays in its queue, the broker
    /// delays it by x-delayed-retry-min times the number of failures, up to x-delayed-retry-max. Set this where a policy asks for
    /// delayed retry, which a client cannot see. An explicit time, and a publisher's NotBefore, use the step queues.
    /// </summary>
    Native,

    /// <summary>Queues beside the consumer's own, one for each of <see cref="RetryOptions.Steps"/>, from which messages return when their time is over. Any broker, any queue.</summary>
    StepQueues,

    /// <summary>
    /// An exchange of the plugin rabbitmq_delayed_message_exchange, named by <see cref="RetryOptions.DelayExchange"/>, which must exist.
    /// RabbitMQ 4.3 has no such plugin. The delays are held on one node and are lost with it.
    /// </summary>
    DelayedExchange,
}
