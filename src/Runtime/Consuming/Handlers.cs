using System.Text.Json.Serialization.Metadata;

namespace Leveret.Consuming;

/// <summary>The forms that a handler may have, all made into one.</summary>
internal static class Handlers
{
    public static DeliveryHandler Of(Func<Delivery, CancellationToken, Task> handler)
    {
        ArgumentNullException.ThrowIfNull(handler);
        return (delivery, cancellationToken) =>
        {
            var running = handler(delivery, cancellationToken);
            return running.IsCompletedSuccessfully ? new ValueTask<Outcome>(Outcome.Ack) : AckAfterAsync(running);
        };
    }

    public static DeliveryHandler Of<T>(JsonTypeInfo<T> typeInfo, MessageHandler<T> handler)
    {
        ArgumentNullException.ThrowIfNull(typeInfo);
        ArgumentNullException.ThrowIfNull(handler);
        return (delivery, cancellationToken) => handler(delivery.Read(typeInfo), delivery, cancellationToken);
    }

    private static async ValueTask<Outcome> AckAfterAsync(Task running)
    {
        await running.ConfigureAwait(false);
        return Outcome.Ack;
    }
}
