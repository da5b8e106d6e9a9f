namespace Leveret.Servers;

/// <summary>A node of a cluster and where it listens.</summary>
/// <param name="Index">Its place in <see cref="RabbitMqCluster.Nodes"/>, from 0.</param>
/// <param name="Name">What RabbitMQ calls it.</param>
/// <param name="Host">Its address, for AMQP.</param>
/// <param name="Port">Its port, for AMQP.</param>
/// <param name="Management">The root of its management API.</param>
/// <param name="Prometheus">Its metrics.</param>
public sealed record RabbitMqNode(int Index, string Name, string Host, int Port, Uri Management, Uri Prometheus);
