using System.Globalization;
using RabbitMQ.Client;

namespace Leveret;

/// <summary>The headers that this library writes to messages and reads from them.</summary>
public static class DeliveryHeaders
{
    /// <summary>How many attempts have failed, a whole number. Survives restarts and moves between queues.</summary>
    public const string Attempts = "x-leveret-attempts";

    /// <summary>The time before which a message is not to be handled, in milliseconds since 1970-01-01 UTC. A publisher may set it, see <see cref="SetNotBefore"/>.</summary>
    public const string NotBefore = "x-leveret-not-before";

    /// <summary>When a message failed for the first time, in milliseconds since 1970-01-01 UTC.</summary>
    public const string FirstFailed = "x-leveret-first-failed";

    /// <summary>The exchange that a message was published to before it was moved.</summary>
    public const string Exchange = "x-leveret-exchange";

    /// <summary>The routing key that a message was published with before it was moved.</summary>
    public const string RoutingKey = "x-leveret-routing-key";

    /// <summary>The user that a message was published by (user-id) before it was moved.</summary>
    public const string UserId = "x-leveret-user-id";

    /// <summary>The queue that a dead-lettered message was consumed from.</summary>
    public const string Queue = "x-leveret-queue";

    /// <summary>Why a message was dead-lettered.</summary>
    public const string Reason = "x-leveret-reason";

    /// <summary>The full name of the exception's type that a message was dead-lettered for.</summary>
    public const string ExceptionType = "x-leveret-exception-type";

    /// <summary>The message of the exception that a message was dead-lettered for, 1000 characters at most.</summary>
    public const string ExceptionMessage = "x-leveret-exception-message";

    /// <summary>The text of the exception that a message was dead-lettered for, with its stack, 4000 characters at most.</summary>
    public const string Exception = "x-leveret-exception";

    /// <summary>When a message was dead-lettered, in milliseconds since 1970-01-01 UTC.</summary>
    public const string DeadLettered = "x-leveret-dead-lettered";

    /// <summary>The end of the year 9999, after which there is no <see cref="DateTimeOffset"/>.</summary>
    private const long LastMillisecond = 253_402_300_799_999;

    /// <summary>Asks the consumer of a message that is about to be published not to handle it before this time.</summary>
    /// <param name="properties">The properties to publish the message with.</param>
    /// <param name="notBefore">The earliest time. The consumer compares it with its own clock.</param>
    public static void SetNotBefore(BasicProperties properties, DateTimeOffset notBefore)
    {
        ArgumentNullException.ThrowIfNull(properties);
        properties.Headers ??= new Dictionary<string, object?>();
        // Rounded up: a millisecond that has begun is before the time.
        var milliseconds = notBefore.ToUnixTimeMilliseconds() + (notBefore.UtcTicks % TimeSpan.TicksPerMillisecond > 0 ? 1 : 0);
        properties.Headers[NotBefore] = Math.Min(milliseconds, LastMillisecond);
    }

    /// <summary>The whole number in a header, whatever type the client that wrote it gave it; null where there is none.</summary>
    internal static long? ReadNumber(IDictionary<string, object?>? headers, string name)
    {
        if (headers is null || !headers.TryGetValue(name, out var value))
            return null;

        return value switch
        {
            long number => number,
            int number => number,
            uint number => number,
            short number => number,
            ushort number => number,
            byte number => number,
            sbyte number => number,
            byte[] or string => long.TryParse(ReadText(headers, name), NumberStyles.Integer, CultureInfo.InvariantCulture, out var number) ? number : null,
            _ => null,
        };
    }

    /// <summary>The text in a header; null where there is none.</summary>
    internal static string? ReadText(IDictionary<string, object?>? headers, string name)
    {
        if (headers is null || !headers.TryGetValue(name, out var value))
            return null;

        return value switch
        {
            string text => text,
            byte[] bytes => System.Text.Encoding.UTF8.GetString(bytes),
            _ => null,
        };
    }

    /// <summary>The time in a header: milliseconds since 1970, as <see cref="SetNotBefore"/> writes it, an AMQP timestamp, or a text in ISO 8601. Null where there is none.</summary>
    internal static DateTimeOffset? ReadTime(IDictionary<string, object?>? headers, string name)
    {
        if (headers is null || !headers.TryGetValue(name, out var value))
            return null;

        var milliseconds = value is AmqpTimestamp timestamp ? Math.Clamp(timestamp.UnixTime, -1, long.MaxValue / 1000) * 1000 : ReadNumber(headers, name);
        if (milliseconds is null)
        {
            return DateTimeOffset.TryParse(ReadText(headers, name), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time : null;
        }

        // What is out of range is no time at all: such a message is handled at once rather than never.
        return milliseconds is >= 0 and <= LastMillisecond ? DateTimeOffset.FromUnixTimeMilliseconds(milliseconds.Value) : null;
    }
}
