using Leveret.Connecting;
using Leveret.Observing;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace Leveret.Consuming;

/// <summary>What can be learnt of a queue through AMQP.</summary>
/// <param name="Type">classic, quorum or stream; null where it could not be learnt.</param>
/// <param name="DelayedRetry">The queue's x-delayed-retry-type; null where it has none.</param>
internal sealed record QueueProbe(string? Type, string? DelayedRetry)
{
    /// <summary>Whether the queue delays what is rejected.</summary>
    public bool Delays => DelayedRetry is "all" or "failed";
    public void Require(ConsumerSettings settings) { }
    public static Task<QueueProbe> LookAsync(IConnection connection, ConsumerSettings settings, CancellationToken cancellationToken) => Task.FromResult(new QueueProbe(null, null));
}
