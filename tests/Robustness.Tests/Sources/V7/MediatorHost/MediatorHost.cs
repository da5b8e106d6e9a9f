using System;
using System.Collections.Generic;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;
using Dapper;
using MediatR;
using Microsoft.Extensions.Hosting;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace Mediation;

public sealed record AddPoints(string Member, int Points) : IRequest;

public sealed record PointsAdded(string Member) : INotification;

public sealed record CountPoints(string Member) : IRequest<int>;

public sealed class AddPointsHandler(System.Data.IDbConnection database, IMediator mediator) : IRequestHandler<AddPoints>
{
    public async Task Handle(AddPoints request, CancellationToken cancellationToken)
    {
        await database.ExecuteAsync("UPDATE members SET points = points + @Points WHERE name = @Member", request);
        await mediator.Publish(new PointsAdded(request.Member), cancellationToken);
    }
}

public sealed class CountPointsHandler : IRequestHandler<CountPoints, int>
{
    public Task<int> Handle(CountPoints request, CancellationToken cancellationToken) => Task.FromResult(request.Member.Length);
}

public sealed class PointsAddedHandler(IMediator mediator) : INotificationHandler<PointsAdded>
{
    public async Task Handle(PointsAdded notification, CancellationToken cancellationToken) =>
        Console.WriteLine(await mediator.Send(new CountPoints(notification.Member), cancellationToken));
}

public sealed class MediatorHost(IConnection connection, IMediator mediator) : BackgroundService
{
    private static readonly Dictionary<string, Func<ReadOnlyMemory<byte>, object?>> Readers = new()
    {
        ["add"] = body => JsonSerializer.Deserialize<AddPoints>(body.Span),
        ["added"] = body => JsonSerializer.Deserialize<PointsAdded>(body.Span),
    };

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await using var channel = await connection.CreateChannelAsync(cancellationToken: stoppingToken);
        await channel.BasicQosAsync(0, 5, false, stoppingToken);
        var consumer = new AsyncEventingBasicConsumer(channel);
        consumer.ReceivedAsync += async (_, ea) =>
        {
            var message = Readers.TryGetValue(ea.RoutingKey, out var read) ? read(ea.Body) : null;
            var task = message switch
            {
                AddPoints add => mediator.Send(add, stoppingToken),
                PointsAdded added when added.Member.Length > 0 => mediator.Publish(added, stoppingToken),
                null => Task.CompletedTask,
                _ => throw new NotSupportedException(ea.RoutingKey),
            };
            await task;
            await channel.BasicAckAsync(ea.DeliveryTag, false, stoppingToken);
        };
        await channel.BasicConsumeAsync("points", false, consumer, stoppingToken);
        await Task.Delay(-1, stoppingToken);
    }
}
