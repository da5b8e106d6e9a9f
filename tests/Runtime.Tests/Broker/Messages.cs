using System.Globalization;
using System.Text;
using RabbitMQ.Client;

namespace Leveret.Tests.Broker;

/// <summary>Messages that are known by an id, which is their body too.</summary>
internal static class Messages
{
    public static string[] Ids(int count, string prefix = "m") => [.. Enumerable.Range(0, count).Select(n => prefix + n.ToString(CultureInfo.InvariantCulture))];

    public static BasicProperties Properties(string id) => new() { Persistent = true, MessageId = id };

    public static byte[] Body(string id) => Encoding.UTF8.GetBytes(id);
}
