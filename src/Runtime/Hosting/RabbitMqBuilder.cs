using System.Text.Json.Serialization.Metadata;
using Leveret.Consuming;
using Leveret.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Leveret;

/// <summary>Adds consumers to a host that <see cref="RabbitMqServiceCollectionExtensions.AddRabbitMq(IServiceCollection, string[])"/> has connected.</summary>
/// <remarks>
/// The options of a consumer are read from configuration, RabbitMQ:Consumers:(queue), and then set by code; what neither sets has
/// its default, the prefetch that of the environment variable RABBITMQ_PREFETCH.
/// </remarks>
public sealed class RabbitMqBuilder
{
    internal RabbitMqBuilder(IServiceCollection services)
    {
        Services = services;
    }

    /// <summary>The services.</summary>
    public IServiceCollection Services { get; }

    /// <summary>Adds a consumer.</summary>
    /// <param name="queue">The queue, which must exist when the host starts.</param>
    /// <param name="handler">Does the work.</param>
    /// <param name="configure">Sets its options, over what is in configuration.</param>
    public RabbitMqBuilder AddConsumer(string queue, DeliveryHandler handler, Action<ConsumerOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(handler);
        return AddConsumer(queue, _ => handler, configure);
    }

    /// <summary>Adds a consumer whose handler says nothing: a delivery is acknowledged when it returns, an exception goes to the retry policy.</summary>
    /// <inheritdoc cref="AddConsumer(string, DeliveryHandler, Action{ConsumerOptions}?)"/>
    public RabbitMqBuilder AddConsumer(string queue, Func<Delivery, CancellationToken, Task> handler, Action<ConsumerOptions>? configure = null) =>
        AddConsumer(queue, Handlers.Of(handler), configure);

    /// <summary>Adds a consumer of messages in JSON. What is not such a message is dead-lettered with the reason, and not tried again.</summary>
    /// <typeparam name="T">The type of the messages.</typeparam>
    /// <param name="queue">The queue, which must exist when the host starts.</param>
    /// <param name="typeInfo">How messages are read, from a <see cref="System.Text.Json.Serialization.JsonSerializerContext"/>.</param>
    /// <param name="handler">Does the work.</param>
    /// <param name="configure">Sets its options, over what is in configuration.</param>
    public RabbitMqBuilder AddConsumer<T>(string queue, JsonTypeInfo<T> typeInfo, MessageHandler<T> handler, Action<ConsumerOptions>? configure = null) =>
        AddConsumer(queue, Handlers.Of(typeInfo, handler), configure);

    /// <summary>Adds a consumer whose handler is made from the host's services, once.</summary>
    /// <param name="queue">The queue, which must exist when the host starts.</param>
    /// <param name="handler">Makes the handler when the host starts.</param>
    /// <param name="configure">Sets its options, over what is in configuration.</param>
    /// <exception cref="InvalidOperationException">The queue has a consumer in this host.</exception>
    public RabbitMqBuilder AddConsumer(string queue, Func<IServiceProvider, DeliveryHandler> handler, Action<ConsumerOptions>? configure = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(queue);
        ArgumentNullException.ThrowIfNull(handler);
        if (Services.Any(service => service.ImplementationInstance is ConsumerRegistration other && other.Queue == queue))
            throw new InvalidOperationException($"A consumer of queue '{queue}' has been added before. To handle several messages at a time, set its {nameof(ConsumerOptions.Concurrency)}.");

        Services.AddOptions<ConsumerOptions>(queue).Configure<IServiceProvider>((options, provider) =>
            ConfigurationReader.Apply(provider.GetService<IConfiguration>()?.GetSection($"{ConfigurationReader.Root}:Consumers:{queue}"), options));
        if (configure is not null)
            Services.Configure(queue, configure);

        Services.AddSingleton(new ConsumerRegistration(queue, handler));
        return this;
    }

    /// <summary>Adds a consumer whose handler gets a scope of services of its own for each message, as a web request does.</summary>
    /// <param name="queue">The queue, which must exist when the host starts.</param>
    /// <param name="handler">Does the work. The services are those of the message's scope, which ends with the handler.</param>
    /// <param name="configure">Sets its options, over what is in configuration.</param>
    public RabbitMqBuilder AddScopedConsumer(string queue, Func<IServiceProvider, Delivery, CancellationToken, ValueTask<Outcome>> handler, Action<ConsumerOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(handler);
        return AddConsumer(
            queue,
            provider =>
            {
                var scopes = provider.GetRequiredService<IServiceScopeFactory>();
                return async (delivery, cancellationToken) =>
                {
                    await using var scope = scopes.CreateAsyncScope();
                    return await handler(scope.ServiceProvider, delivery, cancellationToken).ConfigureAwait(false);
                };
            },
            configure);
    }
}
