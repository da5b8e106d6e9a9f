using RabbitMQ.Client;

namespace Leveret.Tests.Broker;

internal static class ChannelCounts
{
    /// <summary>How many consumers a queue has, as its leader says.</summary>
    public static async Task<uint> ConsumerCountAsync(this IChannel channel, string queue) => (await channel.QueueDeclarePassiveAsync(queue)).ConsumerCount;
}
