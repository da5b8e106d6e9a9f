using Leveret.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Leveret;

/// <summary>Adds RabbitMQ consumers to a host.</summary>
public static class RabbitMqServiceCollectionExtensions
{
    /// <summary>Names the brokers that the host's consumers are connected to.</summary>
    /// <remarks>Where no node is given, those in configuration (RabbitMQ:Nodes) count, then localhost. RabbitMQ:UserName, :Password and :VirtualHost are read too.</remarks>
    /// <param name="services">The services.</param>
    /// <param name="nodes">The nodes of one cluster, as in <see cref="RabbitMqOptions.Nodes"/>.</param>
    /// <returns>What consumers are added to.</returns>
    public static RabbitMqBuilder AddRabbitMq(this IServiceCollection services, params string[] nodes)
    {
        ArgumentNullException.ThrowIfNull(nodes);
        return services.AddRabbitMq(options =>
        {
            foreach (var node in nodes)
                options.Nodes.Add(node);
        });
    }

    /// <summary>Says how the host's consumers are connected.</summary>
    /// <param name="services">The services.</param>
    /// <param name="configure">Sets the options, over what is in configuration.</param>
    /// <returns>What consumers are added to.</returns>
    public static RabbitMqBuilder AddRabbitMq(this IServiceCollection services, Action<RabbitMqOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(configure);
        services.TryAddSingleton<IOptionsFactory<ConsumerOptions>, ConsumerOptionsFactory>();
        if (services.All(static service => service.ServiceType != typeof(HostedConsumers)))
        {
            // Values before those of code, which then win; nodes after them, since they are added to and not replaced.
            services.AddOptions<RabbitMqOptions>()
                .Configure<IServiceProvider>(static (options, provider) => ConfigurationReader.Apply(SectionOf(provider), options))
                .PostConfigure<IServiceProvider>(static (options, provider) => ConfigurationReader.ApplyNodes(SectionOf(provider), options));
            services.AddSingleton<HostedConsumers>();
            services.AddHostedService(static provider => provider.GetRequiredService<HostedConsumers>());
        }

        services.Configure(configure);
        return new RabbitMqBuilder(services);
    }

    private static IConfigurationSection? SectionOf(IServiceProvider provider) => provider.GetService<IConfiguration>()?.GetSection(ConfigurationReader.Root);
}
