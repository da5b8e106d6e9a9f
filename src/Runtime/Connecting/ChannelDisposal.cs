using RabbitMQ.Client;

namespace Leveret.Connecting;

internal static class ChannelDisposal
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(5);

    /// <summary>
    /// Closes a channel whatever state it is in, and lets the client forget it. Disposing alone is not enough: a client that
    /// recovers its connection opens a channel that was lost again, with its consumer, unless it was closed
    /// (RabbitMQ.Client 7, AutorecoveringChannel).
    /// </summary>
    /// <remarks>Waits for the handlers that still run on the channel, but not for long: the rest goes on behind it.</remarks>
    public static async Task DropAsync(IChannel channel)
    {
        var closing = CloseAsync(channel);
        try
        {
            await closing.WaitAsync(Limit).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            // The channel closes when the last handler on it has ended.
        }
    }

    private static async Task CloseAsync(IChannel channel)
    {
        try
        {
            await channel.AbortAsync().ConfigureAwait(false);
            await channel.DisposeAsync().ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            // It is gone either way.
        }
    }
}
