using System;
using System.Collections.Generic;
using System.Data.Common;
using System.Threading.Tasks;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace Quorum;

public static class Queues
{
    public const string Prefix = "plant.";
    public const string Readings = Prefix + "readings";
    public static readonly string Alarms = Prefix + "alarms";
}

public sealed class QuorumLimit(IConnection connection, DbDataSource database)
{
    public async Task RunAsync()
    {
        var channel = await connection.CreateChannelAsync(new CreateChannelOptions(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true));
        await DeclareAsync(channel, Queues.Readings, new() { ["x-queue-type"] = "quorum", ["x-delivery-limit"] = 5 });
        await DeclareAsync(channel, Queues.Alarms, new Dictionary<string, object?> { { "x-queue-type", "quorum" } });
        await channel.BasicQosAsync(prefetchSize: 0, prefetchCount: 30, global: false);

        var consumer = new AsyncEventingBasicConsumer(channel);
        consumer.ReceivedAsync += async (_, ea) =>
        {
            try
            {
                await StoreAsync(ea);
                await channel.BasicAckAsync(ea.DeliveryTag, false);
            }
            catch (DbException)
            {
                await channel.BasicRejectAsync(ea.DeliveryTag, requeue: true);
            }
            catch (InvalidOperationException)
            {
                await channel.BasicNackAsync(ea.DeliveryTag, multiple: false, requeue: true);
            }
        };
        foreach (var queue in new[] { Queues.Readings, Queues.Alarms })
            await channel.BasicConsumeAsync(queue, false, consumer);
    }

    private static Task DeclareAsync(IChannel channel, string name, Dictionary<string, object?> arguments) =>
        channel.QueueDeclareAsync(name, durable: true, exclusive: false, autoDelete: false, arguments);

    private async Task StoreAsync(BasicDeliverEventArgs ea)
    {
        await using var open = await database.OpenConnectionAsync();
        await using var command = open.CreateCommand();
        command.CommandText = $"""
            INSERT INTO readings (key, body)
            VALUES ('{ea.RoutingKey}', @body)
            """;
        var parameter = command.CreateParameter();
        parameter.Value = ea.Body.ToArray();
        command.Parameters.Add(parameter);
        await command.ExecuteNonQueryAsync();
    }
}
