using System.Globalization;
using RabbitMQ.Client;

namespace Leveret.Runtime.Benchmarks;

/// <summary>Fills a queue, empties it with one consumer, and prints what that took: messages per second, processor µs and allocated bytes for each.</summary>
internal static class Consumption
{
    private const int BodySize = 1000;
    private const int WarmUp = 2000;

    public static async Task<int> RunAsync(Settings settings)
    {
        var factory = new ConnectionFactory { HostName = settings.Host, Port = settings.Port };
        await using var connection = await factory.CreateConnectionAsync();
        var queue = $"bench-{settings.Type}-{settings.Twin}";
        await DeclareAsync(connection, queue, settings.Type);
        try
        {
            // The first messages pay for compiling the code.
            await FillAsync(connection, queue, WarmUp);
            await ConsumeAsync(connection, queue, settings, WarmUp);
            await FillAsync(connection, queue, settings.Messages);
            GC.Collect();
            var result = await ConsumeAsync(connection, queue, settings, settings.Messages);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{result.PerSecond:0} {result.Processor:0.00} {result.Bytes:0}"));
            return 0;
        }
        finally
        {
            await using var channel = await connection.CreateChannelAsync();
            await channel.QueueDeleteAsync(queue);
            await channel.QueueDeleteAsync($"{queue}.dead-letter");
        }
    }

    private static async Task<(double PerSecond, double Processor, double Bytes)> ConsumeAsync(IConnection connection, string queue, Settings settings, int messages)
    {
        var progress = new Progress(messages);
        if (settings.Twin == "raw")
            await RawTwin.ConsumeAsync(connection, queue, settings, messages, progress);
        else
            await LeveretTwin.ConsumeAsync(connection, queue, settings, messages, progress);

        return progress.Result;
    }

    private static async Task DeclareAsync(IConnection connection, string queue, string type)
    {
        await using var channel = await connection.CreateChannelAsync();
        await channel.QueueDeclareAsync(queue, durable: true, exclusive: false, autoDelete: false, new Dictionary<string, object?> { ["x-queue-type"] = type });
        await channel.QueuePurgeAsync(queue);
    }

    private static async Task FillAsync(IConnection connection, string queue, int messages)
    {
        await using var channel = await connection.CreateChannelAsync(new CreateChannelOptions(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true));
        var body = new byte[BodySize];
        var properties = new BasicProperties { Persistent = true };
        var sending = new List<Task>();
        for (var sent = 0; sent < messages; sent++)
        {
            sending.Add(channel.BasicPublishAsync("", queue, mandatory: true, properties, body).AsTask());
            if (sending.Count < 500)
                continue;

            await Task.WhenAll(sending);
            sending.Clear();
        }

        await Task.WhenAll(sending);
    }
}
