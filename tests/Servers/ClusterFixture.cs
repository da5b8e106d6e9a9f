using Xunit;
using Xunit.Abstractions;

namespace Leveret.Servers;

/// <summary>
/// Gives the tests of a class or collection the test process's cluster of three nodes of one version. It is shared: tests that kill,
/// pause or cut nodes put them back, and do not run beside others (one collection), or start a cluster of their own.
/// </summary>
/// <typeparam name="TVersion">The version.</typeparam>
public sealed class ClusterFixture<TVersion> : IAsyncLifetime
    where TVersion : IRabbitMqVersion
{
    private RabbitMqCluster? _cluster;

    /// <summary>The cluster.</summary>
    public RabbitMqCluster Cluster => _cluster ?? throw new InvalidOperationException("The cluster is not started yet.");

    /// <summary>Writes the broker's version to the output of a test.</summary>
    public void Announce(ITestOutputHelper output) => output.WriteLine($"RabbitMQ {Cluster.Version}, {Cluster.Nodes.Count} nodes");

    /// <inheritdoc />
    public async Task InitializeAsync() => _cluster = await RabbitMqCluster.SharedAsync(TVersion.Name);

    /// <inheritdoc />
    public Task DisposeAsync() => Task.CompletedTask;
}
