using System;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace Shop;

public sealed class OrderWorker : BackgroundService
{
    private readonly IConnection _connection;
    private readonly IServiceScopeFactory _scopes;
    private readonly ILogger<OrderWorker> _logger;
    private IChannel? _channel;

    public OrderWorker(IConnection connection, IServiceScopeFactory scopes, ILogger<OrderWorker> logger)
    {
        _connection = connection;
        _scopes = scopes;
        _logger = logger;
    }

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        _channel = await _connection.CreateChannelAsync(cancellationToken: cancellationToken).ConfigureAwait(false);
        await _channel.QueueDeclareAsync("orders", durable: true, exclusive: false, autoDelete: false, cancellationToken: cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var consumer = new AsyncEventingBasicConsumer(_channel!);
        consumer.ReceivedAsync += HandleAsync;
        await _channel!.BasicConsumeAsync("orders", autoAck: false, consumer, stoppingToken);
        await Task.Delay(Timeout.Infinite, stoppingToken);
    }

    private async Task HandleAsync(object sender, BasicDeliverEventArgs ea)
    {
        using var scope = _scopes.CreateScope();
        try
        {
            var placed = JsonSerializer.Deserialize<OrderPlaced>(ea.Body.Span)
                ?? throw new JsonException("No order.");
            var orders = scope.ServiceProvider.GetRequiredService<IOrders>();
            await scope.ServiceProvider.GetRequiredService<IPayments>().ChargeAsync(placed.Customer, placed.Total, ea.CancellationToken);
            await orders.AddAsync(placed, ea.CancellationToken);
            await _channel!.BasicAckAsync(ea.DeliveryTag, multiple: false);
        }
        catch (JsonException e)
        {
            _logger.LogError(e, "Not an order");
            await _channel!.BasicRejectAsync(ea.DeliveryTag, requeue: false);
        }
        catch (Exception e)
        {
            _logger.LogError(e, "Order failed");
            await _channel!.BasicNackAsync(ea.DeliveryTag, multiple: false, requeue: true);
        }
    }
}
