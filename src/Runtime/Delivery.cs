using System.Numerics;
using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Leveret.Settling;
using RabbitMQ.Client;

namespace Leveret;

/// <summary>A message as the broker handed it out.</summary>
public sealed class Delivery
{
    private readonly string _exchange;
    private readonly string _routingKey;
    private readonly ReadOnlyMemory<byte> _body;
    private uint _bodySum;

    internal Delivery(
        string queue, ulong deliveryTag, bool redelivered, string exchange, string routingKey, IReadOnlyBasicProperties properties, ReadOnlyMemory<byte> body)
    {
        Queue = queue;
        DeliveryTag = deliveryTag;
        Redelivered = redelivered;
        _exchange = exchange;
        _routingKey = routingKey;
        Properties = properties;
        _body = body;
    }

    /// <summary>The body, in memory that is used for another message as soon as the handler's task has ended. What outlives the handler takes <see cref="CopyBody"/>.</summary>
    /// <exception cref="InvalidOperationException">The handler's task has ended.</exception>
    public ReadOnlyMemory<byte> Body => Finished is not null
        ? throw new InvalidOperationException("The handler of this delivery has ended and its body belongs to another message now. Call CopyBody() while the handler runs to keep it.")
        : _body;

    /// <summary>The properties and headers, as the publisher and the broker wrote them.</summary>
    public IReadOnlyBasicProperties Properties { get; }

    /// <summary>The exchange that the message was published to, also after it was moved for a wait or from a dead-letter queue.</summary>
    public string Exchange => DeliveryHeaders.ReadText(Properties.Headers, DeliveryHeaders.Exchange) ?? _exchange;

    /// <summary>The routing key that the message was published with, also after it was moved for a wait or from a dead-letter queue.</summary>
    public string RoutingKey => DeliveryHeaders.ReadText(Properties.Headers, DeliveryHeaders.RoutingKey) ?? _routingKey;

    /// <summary>The queue that the delivery comes from.</summary>
    public string Queue { get; }

    /// <summary>The number of the delivery on its channel, starting at 1. Means nothing on another channel, or to another consumer.</summary>
    public ulong DeliveryTag { get; }

    /// <summary>Whether the broker has handed out this message before. It may have been handled then.</summary>
    public bool Redelivered { get; }

    /// <summary>Which attempt this is: 1 plus the failures that were counted, before restarts too.</summary>
    public int Attempt => FailedAttempts + QueueFailures + LocalFailures + 1;

    /// <summary>The time before which the message was not to be handled; null where there is none.</summary>
    public DateTimeOffset? NotBefore => DeliveryHeaders.ReadTime(Properties.Headers, DeliveryHeaders.NotBefore);

    /// <summary>The id that the publisher gave the message; null where it gave none.</summary>
    public string? MessageId => Properties.MessageId;

    /// <summary>The failures that were counted before this delivery. Beyond a million it is nonsense, and would overflow what is counted on from it.</summary>
    internal int FailedAttempts => (int)Math.Clamp(DeliveryHeaders.ReadNumber(Properties.Headers, DeliveryHeaders.Attempts) ?? 0, 0, 1_000_000);

    /// <summary>The failures that the queue itself counted, where it delays what is rejected.</summary>
    internal int QueueFailures { get; set; }

    /// <summary>The failures that were counted while this delivery was handled.</summary>
    internal int LocalFailures { get; set; }

    /// <summary>A copy of the body that stays valid.</summary>
    /// <exception cref="InvalidOperationException">The handler's task has ended.</exception>
    public byte[] CopyBody() => Body.ToArray();

    /// <summary>Reads the body as JSON.</summary>
    /// <typeparam name="T">The type to read.</typeparam>
    /// <param name="typeInfo">How the type is read, from a <see cref="System.Text.Json.Serialization.JsonSerializerContext"/>.</param>
    /// <returns>The value, never null.</returns>
    /// <exception cref="MessageFormatException">The body is not such a value, or is null. Not caught by the handler, it dead-letters the message.</exception>
    /// <exception cref="InvalidOperationException">The handler's task has ended.</exception>
    public T Read<T>(JsonTypeInfo<T> typeInfo) => Read(Body.Span, typeInfo);

    internal static T Read<T>(ReadOnlySpan<byte> body, JsonTypeInfo<T> typeInfo)
    {
        ArgumentNullException.ThrowIfNull(typeInfo);
        T? value;

        try
        {
            value = JsonSerializer.Deserialize(body, typeInfo);
        }
        catch (Exception exception) when (exception is JsonException or NotSupportedException)
        {
            throw new MessageFormatException($"The body is not a {typeof(T).Name} in JSON: {exception.Message}", exception);
        }

        return value ?? throw new MessageFormatException($"The body is null where a {typeof(T).Name} was expected.");
    }

    /// <summary>How the delivery was settled when its handler ended; null while it runs.</summary>
    internal Settlement? Finished { get; private set; }

    /// <summary>Whether the work was done, as opposed to the message having been moved for another attempt or none.</summary>
    internal bool WasHandled => Finished == Settlement.Ack && !Moved;

    /// <summary>Whether a copy of the message is in another queue.</summary>
    internal bool Moved { get; set; }

    /// <summary>Tells the body from others, also after the handler has ended. Known where the message has an id.</summary>
    internal uint BodySum => SumBody();

    /// <summary>The handler has ended: the body is no longer to be read.</summary>
    internal void Finish(Settlement settlement)
    {
        SumBody();
        Finished = settlement;
    }

    private uint SumBody()
    {
        if (_bodySum != 0 || Finished is not null || MessageId is null)
            return _bodySum;

        var sum = (uint)_body.Length;
        var words = MemoryMarshal.Cast<byte, ulong>(_body.Span);
        foreach (var word in words)
            sum = BitOperations.Crc32C(sum, word);

        foreach (var rest in _body.Span[(words.Length * sizeof(ulong))..])
            sum = BitOperations.Crc32C(sum, rest);

        // The first is right: one that is computed while the handler ends may be of another message's body.
        Interlocked.CompareExchange(ref _bodySum, sum, 0);
        return _bodySum;
    }
}
