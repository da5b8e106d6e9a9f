using System.Text.Json.Serialization.Metadata;
using RabbitMQ.Client;

namespace Leveret;

/// <summary>
/// A delivery that is settled by whoever reads it, when it is done. Its body is a copy that stays valid. Disposed without having
/// been settled it goes back to its queue.
/// </summary>
public sealed class LeasedDelivery : IAsyncDisposable
{
    private readonly Delivery _delivery;
    private readonly TaskCompletionSource<Outcome> _outcome = new(TaskCreationOptions.RunContinuationsAsynchronously);

    internal LeasedDelivery(Delivery delivery)
    {
        _delivery = delivery;
        Body = delivery.CopyBody();
    }

    /// <summary>The body, valid for as long as it is held.</summary>
    public ReadOnlyMemory<byte> Body { get; }

    /// <inheritdoc cref="Delivery.Properties"/>
    public IReadOnlyBasicProperties Properties => _delivery.Properties;

    /// <inheritdoc cref="Delivery.Exchange"/>
    public string Exchange => _delivery.Exchange;

    /// <inheritdoc cref="Delivery.RoutingKey"/>
    public string RoutingKey => _delivery.RoutingKey;

    /// <inheritdoc cref="Delivery.Queue"/>
    public string Queue => _delivery.Queue;

    /// <inheritdoc cref="Delivery.Redelivered"/>
    public bool Redelivered => _delivery.Redelivered;

    /// <inheritdoc cref="Delivery.Attempt"/>
    public int Attempt => _delivery.Attempt;

    /// <inheritdoc cref="Delivery.NotBefore"/>
    public DateTimeOffset? NotBefore => _delivery.NotBefore;

    /// <inheritdoc cref="Delivery.MessageId"/>
    public string? MessageId => _delivery.MessageId;

    internal Task<Outcome> Outcome => _outcome.Task;

    /// <summary>The work is done: the message leaves the queue.</summary>
    /// <exception cref="InvalidOperationException">It has been settled otherwise.</exception>
    public void Ack() => Settle(Leveret.Outcome.Ack);

    /// <summary>Settles with any outcome.</summary>
    /// <param name="outcome">The outcome.</param>
    /// <exception cref="InvalidOperationException">It has been settled otherwise.</exception>
    public void Settle(Outcome outcome)
    {
        if (!_outcome.TrySetResult(outcome) && _outcome.Task.Result != outcome)
            throw new InvalidOperationException($"This delivery has been settled as {_outcome.Task.Result}.");
    }

    /// <inheritdoc cref="Delivery.Read{T}(JsonTypeInfo{T})"/>
    public T Read<T>(JsonTypeInfo<T> typeInfo) => Delivery.Read(Body.Span, typeInfo);

    /// <summary>Sends the message back to its queue, uncounted, unless it has been settled.</summary>
    public ValueTask DisposeAsync()
    {
        _outcome.TrySetResult(Leveret.Outcome.Requeue);
        return ValueTask.CompletedTask;
    }
}
