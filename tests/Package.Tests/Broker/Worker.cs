using System.Globalization;
using System.Text.Json;
using Leveret.Servers;
using RabbitMQ.Client;

namespace Leveret.Package.Tests.Broker;

/// <summary>A build of samples/LegacyWorker, run against servers of the test, with queues of its own.</summary>
internal sealed class Worker(string folder, Servers servers, VirtualHost host)
{
    public WorkerProcess Start() => WorkerProcess.Start(
        "dotnet",
        [Path.Combine(folder, "bin", "Debug", "net10.0", "LegacyWorker.dll")],
        new Dictionary<string, string>
        {
            ["RabbitMq__HostName"] = servers.Rabbit.Nodes[0].Host,
            ["RabbitMq__Port"] = servers.Rabbit.Nodes[0].Port.ToString(CultureInfo.InvariantCulture),
            ["RabbitMq__VirtualHost"] = host.Name,
            ["ConnectionStrings__Orders"] = servers.Database.ConnectionString,
            ["Payments__BaseAddress"] = servers.Mails.Address,
            ["Mail__BaseAddress"] = servers.Mails.Address,
            ["LocalServices__Enabled"] = "false",
        });

    /// <summary>Declares a queue as the worker does and fills it.</summary>
    public async Task PublishAsync<T>(string queue, IEnumerable<T> messages)
    {
        await using var connection = await servers.Rabbit.ConnectAsync(host.Name);
        await using var channel = await connection.CreateChannelAsync(new CreateChannelOptions(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true));
        await channel.QueueDeclareAsync(queue, durable: true, exclusive: false, autoDelete: false);
        foreach (var message in messages)
        {
            await channel.BasicPublishAsync(
                exchange: "",
                routingKey: queue,
                mandatory: true,
                new BasicProperties { Persistent = true },
                JsonSerializer.SerializeToUtf8Bytes(message, JsonSerializerOptions.Web));
        }
    }
}
