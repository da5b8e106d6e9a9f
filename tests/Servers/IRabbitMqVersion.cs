namespace Leveret.Servers;

/// <summary>A version of RabbitMQ that tests run on.</summary>
public interface IRabbitMqVersion
{
    /// <summary>What <c>eng/cluster.sh</c> calls it.</summary>
    static abstract string Name { get; }
}
