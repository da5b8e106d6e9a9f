using System;
using System.Threading.Tasks;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.DependencyInjection;
using MongoDB.Driver;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;
using StackExchange.Redis;

namespace Scoped;

public sealed class ChatHub : Hub;

public sealed class Message
{
    public string Id { get; set; } = "";

    public string Text { get; set; } = "";
}

public sealed class ScopedHandler(IServiceProvider services)
{
    public async Task HandleAsync(BasicDeliverEventArgs ea)
    {
        await using var scope = services.CreateAsyncScope();
        var redis = scope.ServiceProvider.GetRequiredService<IConnectionMultiplexer>().GetDatabase();
        if (!await redis.StringSetAsync("seen:" + ea.BasicProperties.MessageId, 1L, TimeSpan.FromHours(1), When.NotExists))
            return;

        var messages = scope.ServiceProvider.GetRequiredService<IMongoDatabase>().GetCollection<Message>("messages");
        await messages.InsertOneAsync(new Message { Text = ea.RoutingKey });
        var hub = scope.ServiceProvider.GetRequiredService<IHubContext<ChatHub>>();
        await hub.Clients.All.SendAsync("message", ea.RoutingKey);
    }

    public async Task HandleAgainAsync(BasicDeliverEventArgs ea)
    {
        var messages = services.GetRequiredService<IMongoCollection<Message>>();
        await messages.InsertOneAsync(new Message { Text = ea.RoutingKey });
        await services.GetRequiredService<IConnectionMultiplexer>().GetDatabase().ListRightPushAsync("recent", ea.RoutingKey);
    }
}

public static class Starter
{
    public static async Task<IAsyncDisposable> StartAsync(this IConnection connection, ScopedHandler handler)
    {
        var channel = await connection.CreateChannelAsync();
        var consumer = new AsyncEventingBasicConsumer(channel);
        consumer.ReceivedAsync += async (_, ea) =>
        {
            await (ea.Redelivered ? handler.HandleAsync(ea) : handler.HandleAgainAsync(ea));
            await channel.BasicAckAsync(ea.DeliveryTag, false);
        };
        await channel.BasicConsumeAsync("chat", false, consumer);

        var again = new AsyncEventingBasicConsumer(channel);
        again.ReceivedAsync += async (s, ea) =>
        {
            await handler.HandleAgainAsync(ea);
            await ((AsyncEventingBasicConsumer)s).Channel.BasicAckAsync(ea.DeliveryTag, false);
        };
        await channel.BasicConsumeAsync("chat.again", false, again);
        return channel;
    }
}
