using System.Text;
using RabbitMQ.Client;

namespace Leveret.Tests.Fakes;

internal static class Deliveries
{
    public static Delivery Of(IDictionary<string, object?>? headers = null, string? messageId = "1", string body = "{}", bool redelivered = false, ulong tag = 1) =>
        new("orders", tag, redelivered, "shop", "order.new", new BasicProperties { Headers = headers, MessageId = messageId }, Encoding.UTF8.GetBytes(body));

    public static Delivery WithHeader(string name, object? value) => Of(new Dictionary<string, object?> { [name] = value });
}
