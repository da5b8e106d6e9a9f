using RabbitMQ.Client;

namespace Leveret;

/// <summary>Which brokers the consumers of a host are connected to.</summary>
public sealed class RabbitMqOptions
{
    /// <summary>
    /// The nodes of one cluster: "host", "host:port", or an amqp or amqps URI, whose user, password and virtual host count for
    /// that node. Any of them serves; where one fails another is tried. localhost where the list is empty.
    /// </summary>
    public IList<string> Nodes { get; } = [];

    /// <summary>The user. guest by default, whom a broker lets in from its own machine only.</summary>
    public string UserName { get; set; } = ConnectionFactory.DefaultUser;

    /// <summary>The user's password. guest by default.</summary>
    public string Password { get; set; } = ConnectionFactory.DefaultPass;

    /// <summary>The virtual host. "/" by default.</summary>
    public string VirtualHost { get; set; } = ConnectionFactory.DefaultVHost;

    /// <summary>The name that the management pages show the connections by. The host application's name by default.</summary>
    public string? ClientName { get; set; }

    /// <summary>How often client and broker tell each other that they are there; a connection that says nothing for about twice this is given up. 10 seconds by default, at least 1.</summary>
    public TimeSpan Heartbeat { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How long connecting to one node may take. 5 seconds by default.</summary>
    public TimeSpan ConnectTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Changes anything else of a connection, TLS for one. Recovery stays off: the consumers do it.</summary>
    public Action<ConnectionFactory>? Configure { get; set; }
}
