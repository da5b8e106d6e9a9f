using Leveret.Connecting;
using RabbitMQ.Client;

namespace Leveret.Tests.Connecting;

/// <summary>How nodes are written.</summary>
public sealed class NodeTests
{
    [Theory]
    [InlineData("rabbit-1", "rabbit-1", 5672)]
    [InlineData("rabbit-1:5673", "rabbit-1", 5673)]
    [InlineData("127.0.0.1:1", "127.0.0.1", 1)]
    [InlineData("[::1]:5673", "[::1]", 5673)]
    [InlineData("amqp://rabbit-2:5674", "rabbit-2", 5674)]
    [InlineData("amqp://rabbit-2", "rabbit-2", 5672)]
    [InlineData("amqps://rabbit-2", "rabbit-2", 5671)]
    public void A_node_is_a_host_a_port_or_a_uri(string text, string host, int port)
    {
        var factory = new ConnectionFactory();
        Node.Parse(text).Address(factory);

        Assert.Equal(host, factory.Endpoint.HostName);
        Assert.Equal(port, factory.Endpoint.Port);
    }

    [Fact]
    public void A_uri_may_say_who_connects_and_its_password_is_not_shown()
    {
        var node = Node.Parse("amqp://worker:secret@rabbit-2:5674/shop");
        var factory = new ConnectionFactory();
        node.Address(factory);

        Assert.Equal(("worker", "secret", "shop"), (factory.UserName, factory.Password, factory.VirtualHost));
        Assert.Equal("rabbit-2:5674", node.Name);
    }

    [Theory]
    [InlineData("")]
    [InlineData("a b")]
    [InlineData("rabbit:99999")]
    [InlineData("rabbit/shop")]
    [InlineData("worker@rabbit")]
    [InlineData("http://rabbit")]
    [InlineData("amqp://worker:secret@")]
    public void Anything_else_is_refused_without_showing_a_password(string text)
    {
        var error = Assert.Throws<ArgumentException>(() => Node.Parse(text));
        Assert.DoesNotContain("secret", error.Message, StringComparison.Ordinal);
    }
}
