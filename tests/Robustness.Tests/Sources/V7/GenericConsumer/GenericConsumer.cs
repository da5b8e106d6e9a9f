using System;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace Generic;

public interface IMessageHandler<in TMessage>
{
    Task<Result> HandleAsync(TMessage message, CancellationToken token);
}

public enum Result
{
    Done,
    Again,
    Never,
}

public sealed class GenericConsumer<TMessage, THandler>(IConnection connection, IServiceProvider services) : BackgroundService
    where TMessage : class
    where THandler : class, IMessageHandler<TMessage>
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var channel = await connection.CreateChannelAsync(cancellationToken: stoppingToken);
        var queue = typeof(TMessage).Name;
        await channel.BasicQosAsync(0, Prefetch<TMessage>.Count, false, stoppingToken);
        var consumer = new AsyncEventingBasicConsumer(channel);
        consumer.ReceivedAsync += async (_, ea) =>
        {
            var handler = ActivatorUtilities.CreateInstance<THandler>(services);
            var result = await handler.HandleAsync(JsonSerializer.Deserialize<TMessage>(ea.Body.Span)!, stoppingToken);
            await (result switch
            {
                Result.Done => channel.BasicAckAsync(ea.DeliveryTag, false, stoppingToken),
                Result.Again => channel.BasicNackAsync(ea.DeliveryTag, false, true, stoppingToken),
                _ => channel.BasicRejectAsync(ea.DeliveryTag, false, stoppingToken),
            });
        };
        await channel.BasicConsumeAsync(queue, autoAck: false, consumer: consumer, cancellationToken: stoppingToken);
    }
}

public static class Prefetch<T>
{
    public static ushort Count { get; set; } = 4;
}

public sealed record Weighed(int Scale, double Grams);

public sealed class WeighedHandler(System.Data.IDbConnection database) : IMessageHandler<Weighed>
{
    public Task<Result> HandleAsync(Weighed message, CancellationToken token)
    {
        using var command = database.CreateCommand();
        command.CommandText = "insert into weights values (" + message.Scale + "," + message.Grams + ")";
        return Task.FromResult(command.ExecuteNonQuery() > 0 ? Result.Done : Result.Again);
    }
}

public static class Registration
{
    public static IServiceCollection AddConsumers(this IServiceCollection services) =>
        services.AddHostedService<GenericConsumer<Weighed, WeighedHandler>>().AddTransient<IMessageHandler<Weighed>, WeighedHandler>();
}
