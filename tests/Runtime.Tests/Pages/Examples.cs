using System.Text.Json.Serialization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using RabbitMQ.Client;

namespace Leveret.Tests.Pages;

/// <summary>What docs/runtime.md and README.md show, line by line.</summary>
internal static class Examples
{
    public static async Task ConsumeAsync(IConnection connection)
    {
        await using var consumer = await QueueConsumer.StartAsync(
            connection,
            new ConsumerOptions("orders") { Prefetch = 20, Concurrency = 4 },
            async (delivery, cancellationToken) =>
            {
                var order = delivery.Read(OrderJson.Default.Order);
                return await SaveAsync(order, cancellationToken);
            });
    }

    public static async Task ReadAsync(IConnection connection, CancellationToken stop)
    {
        await foreach (var delivery in connection.ReadAllAsync("orders", cancellationToken: stop))
        {
            await HandleAsync(delivery.Body);
            delivery.Ack();
        }
    }

    public static void Host(HostApplicationBuilder builder)
    {
        builder.Services
            .AddRabbitMq("rabbit-1", "rabbit-2", "rabbit-3")
            .AddConsumer("orders", OrderJson.Default.Order, (order, delivery, cancellationToken) => SaveAsync(order, cancellationToken));
        builder.Services.AddHealthChecks().AddRabbitMqConsumers();
    }

    public static async Task RedriveAsync(IConnection connection, IProgress<RedriveProgress> progress)
    {
        await DeadLetters.RedriveAsync(connection, "orders.dead-letter", select: delivery => delivery.RoutingKey == "order.placed", progress: progress);
    }

    private static ValueTask<Outcome> SaveAsync(Order order, CancellationToken cancellationToken) => new(order.Number.Length > 0 && !cancellationToken.IsCancellationRequested ? Outcome.Ack : Outcome.Retry());

    private static Task<int> HandleAsync(ReadOnlyMemory<byte> body) => Task.FromResult(body.Length);
}

internal sealed record Order(string Number);

[JsonSerializable(typeof(Order))]
internal sealed partial class OrderJson : JsonSerializerContext;
