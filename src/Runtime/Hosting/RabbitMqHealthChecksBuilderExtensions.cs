using Leveret.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Leveret;

/// <summary>Adds the consumers of a host to its health checks.</summary>
public static class RabbitMqHealthChecksBuilderExtensions
{
    /// <summary>
    /// Adds one check for all consumers of the host. Unhealthy where one does not consume, degraded where one is paused or exceeds
    /// a threshold; the description says which and why, the data has each consumer's figures.
    /// </summary>
    /// <param name="builder">The health checks.</param>
    /// <param name="configure">Sets the thresholds.</param>
    /// <param name="name">The name of the check.</param>
    /// <param name="tags">Tags of the check.</param>
    public static IHealthChecksBuilder AddRabbitMqConsumers(
        this IHealthChecksBuilder builder, Action<ConsumerHealthOptions>? configure = null, string name = "rabbitmq-consumers", IEnumerable<string>? tags = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var options = new ConsumerHealthOptions();
        configure?.Invoke(options);
        ConsumerHealthCheck? check = null;
        return builder.Add(new HealthCheckRegistration(
            name,
            provider => LazyInitializer.EnsureInitialized(ref check, () => new ConsumerHealthCheck(provider.GetRequiredService<HostedConsumers>(), options)),
            failureStatus: null,
            tags));
    }
}
