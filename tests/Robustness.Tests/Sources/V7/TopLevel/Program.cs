using System;
using System.Diagnostics;
using System.Text;
using System.Threading.Tasks;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

var factory = new ConnectionFactory { Uri = new Uri(Environment.GetEnvironmentVariable("BROKER") ?? "amqp://localhost") };
await using var connection = await factory.CreateConnectionAsync();
await using var channel = await connection.CreateChannelAsync();
await channel.QueueDeclareAsync("tasks", durable: true, exclusive: false, autoDelete: false);
await channel.BasicQosAsync(prefetchSize: 0, prefetchCount: 0, global: false);

var consumer = new AsyncEventingBasicConsumer(channel);
consumer.ReceivedAsync += async (_, ea) =>
{
    var dots = Encoding.UTF8.GetString(ea.Body.ToArray()).Split('.').Length - 1;
    await Task.Delay(dots * 1000);
    Process.Start("convert", ea.RoutingKey);
    await Ack(ea.DeliveryTag);
};
await channel.BasicConsumeAsync("tasks", autoAck: args is ["fast", ..], consumer: consumer);
await channel.BasicConsumeAsync("tasks.fast", autoAck: true, consumer: consumer);
Console.ReadLine();

async ValueTask Ack(ulong tag) => await channel.BasicAckAsync(deliveryTag: tag, multiple: false);
