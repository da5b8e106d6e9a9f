using System.Reflection;
using Leveret.Connecting;
using RabbitMQ.Client;

namespace Leveret.Tests.Fakes;

/// <summary>A connection without a broker.</summary>
public class FakeConnection : DispatchProxy
{
    private Func<IChannel> _open = null!;
    private IDictionary<string, object?>? _properties;

    /// <summary>Makes one.</summary>
    /// <param name="open">Makes its channels.</param>
    /// <param name="properties">What its broker says of itself.</param>
    public static IConnection Create(Func<IChannel> open, IDictionary<string, object?>? properties = null)
    {
        var connection = Create<IConnection, FakeConnection>();
        var fake = (FakeConnection)(object)connection;
        fake._open = open;
        fake._properties = properties;
        return connection;
    }

    /// <inheritdoc/>
    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) => targetMethod!.Name switch
    {
        nameof(IConnection.CreateChannelAsync) => Task.FromResult(_open()),
        "get_" + nameof(IConnection.ServerProperties) => _properties,
        "get_" + nameof(IConnection.IsOpen) => true,
        _ => FakeChannel.Nothing(targetMethod.ReturnType),
    };
}

/// <summary>Always the same connection.</summary>
internal sealed class FakeConnections(IConnection connection) : IConnectionSource
{
    public bool IsOver => false;

    public ValueTask<IConnection> GetAsync(CancellationToken cancellationToken) => new(connection);

    public ValueTask<IConnection> GetForPublishingAsync(CancellationToken cancellationToken) => new(connection);

    public ValueTask<IConnection?> GetWitnessAsync(IConnection connection, CancellationToken cancellationToken) => new((IConnection?)null);

    public void Avoid(IConnection connection)
    {
    }
}
