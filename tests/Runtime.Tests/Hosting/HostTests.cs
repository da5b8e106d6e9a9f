using System.Collections.Concurrent;
using System.Text;
using Leveret.Tests.Broker;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Xunit.Abstractions;

namespace Leveret.Tests.Hosting;

/// <summary>Consumers that start and stop with a host.</summary>
[Collection(OneAtATime.Name)]
[Trait("Category", "Broker")]
public sealed class HostTests(ITestOutputHelper output)
{
    [Theory]
    [MemberData(nameof(Brokers.Everywhere), MemberType = typeof(Brokers))]
    public async Task Consumers_start_and_stop_with_their_host(string version, string type)
    {
        await using var broker = await TestBroker.OpenAsync(version, output, type);
        await broker.DeclareAsync("orders");
        await broker.DeclareAsync("mails");
        var handled = new ConcurrentBag<string>();
        var disposed = 0;
        using var host = Build(broker, (services, rabbit) =>
        {
            services.AddScoped(_ => new Scoped(() => Interlocked.Increment(ref disposed)));
            rabbit
                .AddConsumer("orders", (delivery, _) => Add(handled, "orders", delivery), options => options.Prefetch = 5)
                .AddScopedConsumer("mails", (scope, delivery, _) =>
                {
                    scope.GetRequiredService<Scoped>();
                    return Add(handled, "mails", delivery);
                });
        });

        await host.StartAsync();
        await broker.PublishAsync("orders", Messages.Ids(20));
        await broker.PublishAsync("mails", Messages.Ids(10));
        await Eventually.HoldsAsync(() => handled.Count == 30 && disposed == 10, "all are handled, each mail in a scope of its own");
        await host.StopAsync();

        await broker.ListsConsumersAsync("orders", 0);
        await broker.IsEmptyAsync("orders");
        await broker.IsEmptyAsync("mails");
    }

    [Fact]
    public async Task A_queue_that_does_not_exist_stops_the_start_and_is_named()
    {
        await using var broker = await TestBroker.OpenAsync("4.3", output);
        using var host = Build(broker, static (_, rabbit) => rabbit.AddConsumer("nowhere", static (_, _) => new ValueTask<Outcome>(Outcome.Ack)));

        var error = await Assert.ThrowsAsync<ConsumerException>(() => host.StartAsync());
        Assert.Contains("'nowhere'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refused_password_stops_the_start()
    {
        await using var broker = await TestBroker.OpenAsync("4.3", output);
        await broker.DeclareAsync("orders");
        using var host = Build(
            broker,
            static (_, rabbit) => rabbit.AddConsumer("orders", static (_, _) => new ValueTask<Outcome>(Outcome.Ack)),
            static options => options.Password = "wrong");

        var error = await Assert.ThrowsAsync<ConsumerException>(() => host.StartAsync());
        Assert.Contains("refused the user name or password", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_broker_that_is_not_there_yet_is_waited_for()
    {
        await using var broker = await TestBroker.OpenAsync("4.3", output);
        await broker.DeclareAsync("orders", ("x-queue-type", "classic"));
        var handled = new ConcurrentBag<string>();
        await using var proxy = new AmqpProxy(broker.Cluster.Nodes[0], listens: false);
        using var host = Build(
            broker,
            (services, rabbit) =>
            {
                services.AddHealthChecks().AddRabbitMqConsumers();
                rabbit.AddConsumer("orders", (delivery, _) => Add(handled, "orders", delivery));
            },
            options =>
            {
                options.Nodes.Clear();
                options.Nodes.Add($"127.0.0.1:{proxy.Port}");
            });

        await host.StartAsync();
        var health = await host.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync();
        Assert.Equal(HealthStatus.Unhealthy, health.Status);
        Assert.Contains("'orders' is not consumed (Starting)", health.Entries["rabbitmq-consumers"].Description, StringComparison.Ordinal);

        proxy.Listen();
        await broker.PublishAsync("orders", Messages.Ids(5));
        await Eventually.HoldsAsync(() => handled.Count == 5, "consumed when the broker is there");
        await host.StopAsync();
    }

    [Theory]
    [MemberData(nameof(Brokers.Versions), MemberType = typeof(Brokers))]
    public async Task Health_says_what_is_wrong(string version)
    {
        await using var broker = await TestBroker.OpenAsync(version, output);
        await broker.DeclareAsync("orders");
        var release = new SemaphoreSlim(0);
        using var host = Build(broker, (services, rabbit) =>
        {
            services.AddHealthChecks().AddRabbitMqConsumers(static options =>
            {
                options.MaxQueueDepth = 10;
                options.MaxHandlerTime = TimeSpan.FromMilliseconds(50);
                options.MaxGrowingChecks = 2;
            });
            rabbit.AddConsumer("orders", async (_, cancellationToken) =>
            {
                await release.WaitAsync(cancellationToken);
                await Task.Delay(100, cancellationToken);
                return Outcome.Ack;
            });
        });
        await host.StartAsync();
        var checks = host.Services.GetRequiredService<HealthCheckService>();

        var well = (await checks.CheckHealthAsync()).Entries["rabbitmq-consumers"];
        Assert.Equal(HealthStatus.Healthy, well.Status);
        Assert.Equal("Consuming", well.Data["orders.state"]);

        await broker.PublishAsync("orders", Messages.Ids(5));
        await Eventually.HoldsAsync(async () => (await checks.CheckHealthAsync()).Entries["rabbitmq-consumers"].Data["orders.depth"] is 4L, "4 wait");
        await broker.PublishAsync("orders", Messages.Ids(20));
        await Eventually.HoldsAsync(
            async () => (await checks.CheckHealthAsync()).Entries["rabbitmq-consumers"] is { Status: HealthStatus.Degraded, Description: { } text } && text.Contains("24 messages wait in queue 'orders', above 10.", StringComparison.Ordinal),
            "too deep");
        release.Release(100);
        await Eventually.HoldsAsync(
            async () => (await checks.CheckHealthAsync()).Entries["rabbitmq-consumers"] is { Status: HealthStatus.Degraded, Description: { } text } && text.StartsWith("Of 100 handlers of queue 'orders' 5 take", StringComparison.Ordinal),
            "too slow");
        await host.StopAsync();

        var stopped = (await checks.CheckHealthAsync()).Entries["rabbitmq-consumers"];
        Assert.Equal(HealthStatus.Unhealthy, stopped.Status);
        Assert.Contains("Queue 'orders' is not consumed (Stopped)", stopped.Description, StringComparison.Ordinal);
    }

    private static ValueTask<Outcome> Add(ConcurrentBag<string> handled, string queue, Delivery delivery)
    {
        handled.Add($"{queue}/{Encoding.UTF8.GetString(delivery.Body.Span)}");
        return new ValueTask<Outcome>(Outcome.Ack);
    }

    private IHost Build(TestBroker broker, Action<IServiceCollection, RabbitMqBuilder> add, Action<RabbitMqOptions>? configure = null)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Logging.AddProvider(new OutputLoggerProvider(output));
        var rabbit = builder.Services.AddRabbitMq(options =>
        {
            foreach (var node in broker.Cluster.Nodes)
                options.Nodes.Add($"{node.Host}:{node.Port}");

            options.VirtualHost = broker.VirtualHost.Name;
            configure?.Invoke(options);
        });
        add(builder.Services, rabbit);
        return builder.Build();
    }

    private sealed class Scoped(Action disposed) : IDisposable
    {
        public void Dispose() => disposed();
    }

    private sealed class OutputLoggerProvider(ITestOutputHelper output) : ILoggerProvider
    {
        public ILogger CreateLogger(string categoryName) => new OutputLogger(output);

        public void Dispose()
        {
        }
    }
}
