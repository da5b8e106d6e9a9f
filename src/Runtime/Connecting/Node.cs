using RabbitMQ.Client;

namespace Leveret.Connecting;

/// <summary>A node that connections are made to.</summary>
internal sealed class Node
{
    private Node(string name, Action<ConnectionFactory> address)
    {
        Name = name;
        Address = address;
    }

    /// <summary>The node as it is called in logs: without a password.</summary>
    public string Name { get; }

    /// <summary>Tells a factory where the node is.</summary>
    public Action<ConnectionFactory> Address { get; }

    /// <summary>When it was last found not to serve, by <see cref="Environment.TickCount64"/>; 0: never.</summary>
    public long FailedAt { get; set; }

    /// <summary>Reads "host", "host:port" or a URI.</summary>
    /// <exception cref="ArgumentException">It is none of them.</exception>
    public static Node Parse(string text)
    {
        if (text.Contains("://", StringComparison.Ordinal))
        {
            if (!Uri.TryCreate(text, UriKind.Absolute, out var uri) || uri.Scheme is not ("amqp" or "amqps"))
                throw new ArgumentException("A node is not a URI with the scheme amqp or amqps. (Its text is not shown, since it may hold a password.)");

            return new Node($"{uri.Host}:{(uri.Port < 0 ? (uri.Scheme == "amqps" ? 5671 : 5672) : uri.Port)}", factory => factory.Uri = uri);
        }

        // Uri knows IPv6 addresses in brackets, and ports.
        if (!Uri.TryCreate($"amqp://{text}", UriKind.Absolute, out var address) || address.Host.Length == 0 || address.PathAndQuery.Length > 1 || address.UserInfo.Length > 0)
            throw new ArgumentException($"The node '{text}' is not \"host\", \"host:port\" or an amqp URI.");

        var port = address.Port < 0 ? AmqpTcpEndpoint.UseDefaultPort : address.Port;
        return new Node(port < 0 ? address.Host : $"{address.Host}:{port}", factory =>
        {
            factory.HostName = address.Host;
            factory.Port = port;
        });
    }
}
