using System;
using System.Text;
using System.Text.Json;
using System.Threading.Tasks;
using Microsoft.Extensions.Logging;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace Bus;

public class RabbitEventBus : IDisposable
{
    private const string Broker = "events";

    private readonly IPersistentConnection _connection;
    private readonly ISubscriptions _subscriptions;
    private readonly ILogger<RabbitEventBus> _logger;
    private readonly string _queue;
    private IModel _consumerChannel;

    public RabbitEventBus(IPersistentConnection connection, ISubscriptions subscriptions, ILogger<RabbitEventBus> logger, string queue = "bus")
    {
        _connection = connection ?? throw new ArgumentNullException(nameof(connection));
        _subscriptions = subscriptions;
        _logger = logger;
        _queue = queue;
        _consumerChannel = CreateConsumerChannel();
    }

    public void Publish(IntegrationEvent message)
    {
        if (!_connection.IsConnected)
            _connection.TryConnect();

        using var channel = _connection.CreateModel();
        var properties = channel.CreateBasicProperties();
        properties.DeliveryMode = 2;
        properties.MessageId = message.Id.ToString();
        channel.BasicPublish(Broker, message.GetType().Name, true, properties, JsonSerializer.SerializeToUtf8Bytes(message, message.GetType()));
    }

    public void StartConsuming()
    {
        if (_consumerChannel is null)
        {
            _logger.LogError("No channel");
            return;
        }

        var consumer = new AsyncEventingBasicConsumer(_consumerChannel);
        consumer.Received += OnReceived;
        _consumerChannel.BasicConsume(queue: _queue, autoAck: false, consumer: consumer);
    }

    public void Dispose() => _consumerChannel?.Dispose();

    private async Task OnReceived(object sender, BasicDeliverEventArgs args)
    {
        var name = args.RoutingKey;
        var message = Encoding.UTF8.GetString(args.Body.Span);
        try
        {
            await ProcessEvent(name, message);
        }
        catch (Exception e)
        {
            _logger.LogWarning(e, "Failed on {Message}", message);
        }

        _consumerChannel.BasicAck(args.DeliveryTag, multiple: false);
    }

    private async Task ProcessEvent(string name, string message)
    {
        if (!_subscriptions.Has(name))
            return;

        var type = _subscriptions.TypeOf(name);
        var handler = _subscriptions.HandlerOf(name);
        var payload = JsonSerializer.Deserialize(message, type);
        var method = typeof(IEventHandler<>).MakeGenericType(type).GetMethod("Handle")!;
        await Task.Yield();
        await (Task)method.Invoke(handler, new[] { payload })!;
    }

    private IModel CreateConsumerChannel()
    {
        if (!_connection.IsConnected)
            _connection.TryConnect();

        var channel = _connection.CreateModel();
        channel.ExchangeDeclare(Broker, "direct");
        channel.QueueDeclare(_queue, durable: true, exclusive: false, autoDelete: false, arguments: null);
        channel.CallbackException += (_, _) =>
        {
            _consumerChannel.Dispose();
            _consumerChannel = CreateConsumerChannel();
            StartConsuming();
        };
        return channel;
    }
}

public class ShippingHandler : IEventHandler<OrderPaid>, IEventHandler<OrderSent>
{
    private readonly RabbitEventBus _bus;

    public ShippingHandler(RabbitEventBus bus) => _bus = bus;

    public Task Handle(OrderPaid message)
    {
        _bus.Publish(new OrderSent(Guid.NewGuid(), DateTime.UtcNow, message.Order, "post"));
        return Task.CompletedTask;
    }

    public Task Handle(OrderSent message) => Task.CompletedTask;
}
