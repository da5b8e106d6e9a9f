using RabbitMQ.Client;

namespace Leveret.Runtime.Benchmarks;

/// <summary>The same on the runtime.</summary>
internal static class LeveretTwin
{
    public static async Task ConsumeAsync(IConnection connection, string queue, Settings settings, int messages, Progress progress)
    {
        await using var consumer = await QueueConsumer.StartAsync(
            connection,
            new ConsumerOptions(queue) { Prefetch = settings.Prefetch, AckEvery = settings.AckEvery },
            (_, _) =>
            {
                if (progress.Next() == messages)
                    progress.End();

                return new ValueTask<Outcome>(Outcome.Ack);
            });
        await progress.Done;
    }
}
