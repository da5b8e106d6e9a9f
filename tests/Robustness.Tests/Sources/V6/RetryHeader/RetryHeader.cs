using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace Retries;

public class RetryHeader
{
    private const int MaxRetries = 3;
    private readonly IModel _channel;
    private readonly Dictionary<string, int> _attempts = new();

    public RetryHeader(IModel channel)
    {
        _channel = channel;
        _channel.BasicQos(prefetchSize: 0, prefetchCount: 10, global: false);
        _channel.QueueDeclare("jobs", true, false, false, new Dictionary<string, object>
        {
            ["x-dead-letter-exchange"] = "jobs.dead",
            ["x-message-ttl"] = 60_000,
        });
        _channel.QueueDeclare("jobs.counted", true, false, false, new Dictionary<string, object> { { "x-queue-mode", "lazy" } });
    }

    public void Start(Action<string> handle)
    {
        var consumer = new EventingBasicConsumer(_channel);
        consumer.Received += (_, ea) =>
        {
            try
            {
                handle(Encoding.UTF8.GetString(ea.Body.Span));
                _channel.BasicAck(ea.DeliveryTag, false);
            }
            catch (Exception)
            {
                var count = CountOf(ea.BasicProperties);
                if (count < MaxRetries)
                {
                    ea.BasicProperties.Headers["retry-count"] = count + 1;
                    _channel.BasicNack(ea.DeliveryTag, false, true);
                }
                else
                {
                    _channel.BasicNack(ea.DeliveryTag, false, false);
                }
            }
        };
        _channel.BasicConsume("jobs", false, consumer);
    }

    public void StartCounted(Action<string> handle)
    {
        var consumer = new EventingBasicConsumer(_channel);
        consumer.Received += (_, ea) =>
        {
            var key = ea.BasicProperties.MessageId ?? "";
            try
            {
                handle(key);
                _channel.BasicAck(ea.DeliveryTag, false);
                _attempts.Remove(key);
            }
            catch (Exception)
            {
                _attempts[key] = _attempts.TryGetValue(key, out var n) ? n + 1 : 1;
                _channel.BasicNack(ea.DeliveryTag, false, requeue: _attempts[key] < MaxRetries);
            }
        };
        _channel.BasicConsume("jobs.counted", false, consumer);
    }

    private static int CountOf(IBasicProperties properties)
    {
        properties.Headers ??= new Dictionary<string, object>();
        if (properties.Headers.TryGetValue("x-death", out var deaths) && deaths is List<object> list)
            return list.OfType<IDictionary<string, object>>().Sum(d => Convert.ToInt32(d["count"]));
        return properties.Headers.ContainsKey("retry-count") ? (int)properties.Headers["retry-count"] : 0;
    }
}
