using Leveret.Connecting;
using Microsoft.Extensions.Logging.Abstractions;

namespace Leveret.Tests.Connecting;

public sealed class NodeConnectionsTests
{
    [Fact]
    public async Task Disposed_of_twice_as_a_host_does_that_stops_and_is_disposed_of()
    {
        var connections = new NodeConnections(new RabbitMqOptions(), NullLogger.Instance);
        await connections.DisposeAsync();

        await connections.DisposeAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(10));
    }

    [Fact]
    public async Task Nobody_who_waits_for_a_connection_waits_for_ever_when_it_is_disposed_of()
    {
        var connections = new NodeConnections(new RabbitMqOptions(), NullLogger.Instance);
        await connections.DisposeAsync();

        await Assert.ThrowsAsync<ObjectDisposedException>(() => connections.GetAsync(default).AsTask().WaitAsync(TimeSpan.FromSeconds(10)));
    }
}
