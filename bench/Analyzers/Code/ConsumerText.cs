namespace Leveret.Analyzers.Benchmarks.Code;

/// <summary>The members of one consumer, some 50 lines: channel, start, handler, decoding.</summary>
internal static class ConsumerText
{
    public const string Usings = """
        using System;
        using System.Collections.Generic;
        using System.Text.Json;
        using System.Threading;
        using System.Threading.Tasks;
        using Microsoft.Extensions.Logging;
        using RabbitMQ.Client;
        using RabbitMQ.Client.Events;
        using Shop.Services;


        """;

    /// <summary>
    /// The members for <paramref name="queue"/>; <paramref name="suffix"/> ends their names. One consumer of three has a
    /// limit, one in four requeues once, one in four at all times, one in eight acknowledges automatically.
    /// </summary>
    public static string Members(int index, string queue, string suffix)
    {
        var autoAck = index % 8 == 7;
        var limit = autoAck || index % 3 != 0 ? "" : $"\n        await _channel{suffix}.BasicQosAsync(0, {10 + index % 40}, global: false, cancellationToken);";
        var requeue = (index % 4) switch { 0 => "!ea.Redelivered", 1 => "true", _ => "false" };
        var done = autoAck ? "" : $"\n            await _channel{suffix}.BasicAckAsync(ea.DeliveryTag, multiple: false);";
        var failed = autoAck ? "" : $"\n            await _channel{suffix}.BasicNackAsync(ea.DeliveryTag, multiple: false, requeue: {requeue});";
        return $$"""
                private IChannel _channel{{suffix}} = null!;

                public async Task Start{{suffix}}Async(IConnection connection, CancellationToken cancellationToken)
                {
                    _channel{{suffix}} = await connection.CreateChannelAsync(cancellationToken: cancellationToken);
                    var arguments = new Dictionary<string, object?>
                    {
                        ["x-queue-type"] = "quorum",
                        ["x-dead-letter-exchange"] = "{{queue}}-failed",
                    };
                    await _channel{{suffix}}.QueueDeclareAsync("{{queue}}", durable: true, exclusive: false, autoDelete: false, arguments, cancellationToken: cancellationToken);
                    await _channel{{suffix}}.QueueBindAsync("{{queue}}", "shop", "{{queue}}.*", cancellationToken: cancellationToken);{{limit}}

                    var consumer = new AsyncEventingBasicConsumer(_channel{{suffix}});
                    consumer.ReceivedAsync += OnReceived{{suffix}}Async;
                    await _channel{{suffix}}.BasicConsumeAsync("{{queue}}", autoAck: {{(autoAck ? "true" : "false")}}, consumer, cancellationToken);
                    _logger.LogInformation("Waiting for {Queue}", "{{queue}}");
                }

                private async Task OnReceived{{suffix}}Async(object sender, BasicDeliverEventArgs ea)
                {
                    try
                    {
                        var order = Read{{suffix}}(ea.Body);
                        if (order.Amount <= 0)
                            throw new InvalidOperationException("Nothing to pay in order " + order.Number);

                        _logger.LogDebug("Order {Number} of {Customer}", order.Number, order.Customer);
                        await _orders.ProcessAsync(order, ea.CancellationToken);{{done}}
                    }
                    catch (Exception e)
                    {
                        _logger.LogError(e, "Order on {Queue} could not be processed", "{{queue}}");{{failed}}
                    }
                }

                private static Order Read{{suffix}}(ReadOnlyMemory<byte> body)
                {
                    var order = JsonSerializer.Deserialize<Order>(body.Span, JsonSerializerOptions.Web)
                        ?? throw new JsonException("The order is empty.");
                    return order with { Customer = order.Customer.Trim() };
                }


            """;
    }

    /// <summary>The beginning of a class with what the members use.</summary>
    public static string ClassStart(string name) => $$"""
        public sealed class {{name}}
        {
            private readonly IOrderService _orders;
            private readonly ILogger<{{name}}> _logger;

            public {{name}}(IOrderService orders, ILogger<{{name}}> logger)
            {
                _orders = orders;
                _logger = logger;
            }


        """;
}
