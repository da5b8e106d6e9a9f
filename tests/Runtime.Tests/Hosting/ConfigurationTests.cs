using Leveret.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Leveret.Tests.Hosting;

/// <summary>Options from configuration and code.</summary>
public sealed class ConfigurationTests
{
    [Fact]
    public void Every_setting_of_a_consumer_is_read()
    {
        var options = Read(
            ("Prefetch", "12"),
            ("Concurrency", "3"),
            ("AckEvery", "4"),
            ("AckWindow", "00:00:00.2"),
            ("Exclusive", "true"),
            ("DrainTimeout", "00:00:07"),
            ("SilenceTimeout", "00:00:08"),
            ("Retry:Immediate", "1"),
            ("Retry:Delays:0", "00:00:01"),
            ("Retry:Delays:1", "00:01:00"),
            ("Retry:Jitter", "0.5"),
            ("Retry:Mechanism", "stepqueues"),
            ("Retry:Steps", "00:00:02, 00:00:20"),
            ("Retry:DelayExchange", "delays"),
            ("DeadLetter:Queue", "dead"),
            ("DeadLetter:Declare", "false"),
            ("DeadLetter:ConfirmTimeout", "00:00:03"));

        Assert.Equal("orders", options.Queue);
        Assert.Equal(12, options.Prefetch);
        Assert.Equal(3, options.Concurrency);
        Assert.Equal(4, options.AckEvery);
        Assert.Equal(TimeSpan.FromMilliseconds(200), options.AckWindow);
        Assert.True(options.Exclusive);
        Assert.Equal(TimeSpan.FromSeconds(7), options.DrainTimeout);
        Assert.Equal(TimeSpan.FromSeconds(8), options.SilenceTimeout);
        Assert.Equal(1, options.Retry.Immediate);
        Assert.Equal([TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(1)], options.Retry.Delays);
        Assert.Equal(0.5, options.Retry.Jitter);
        Assert.Equal(DelayMechanism.StepQueues, options.Retry.Mechanism);
        Assert.Equal([TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(20)], options.Retry.Steps);
        Assert.Equal("delays", options.Retry.DelayExchange);
        Assert.Equal("dead", options.DeadLetter.Queue);
        Assert.False(options.DeadLetter.Declare);
        Assert.Equal(TimeSpan.FromSeconds(3), options.DeadLetter.ConfirmTimeout);
    }

    [Theory]
    [InlineData("Prefetch", "many", "RabbitMQ:Consumers:orders:Prefetch in the configuration is 'many'; it must be a whole number.")]
    [InlineData("Prefetch", "", "RabbitMQ:Consumers:orders:Prefetch in the configuration is ''; it must be a whole number.")]
    [InlineData("Prefetsch", "1", "There is no setting RabbitMQ:Consumers:orders:Prefetsch. (In the configuration; misspelt?)")]
    [InlineData("Retry:Delay", "1", "There is no setting RabbitMQ:Consumers:orders:Retry:Delay. (In the configuration; misspelt?)")]
    [InlineData("Retry:Delays", "soon", "RabbitMQ:Consumers:orders:Retry:Delays in the configuration is 'soon'; it must be times such as 00:00:10.")]
    [InlineData("Retry:Mechanism", "7", "RabbitMQ:Consumers:orders:Retry:Mechanism in the configuration is '7'; it must be one of Automatic, Native, StepQueues, DelayedExchange.")]
    [InlineData("Retry:Jitter", "0,2", "RabbitMQ:Consumers:orders:Retry:Jitter in the configuration is '0,2'; it must be a number from 0 to 1.")]
    [InlineData("Exclusive", "yes", "RabbitMQ:Consumers:orders:Exclusive in the configuration is 'yes'; it must be true or false.")]
    [InlineData("DrainTimeout", "10", "RabbitMQ:Consumers:orders:DrainTimeout in the configuration is '10'; it must be a time such as 00:00:30.")]
    [InlineData("DrainTimeout", "half a minute", "RabbitMQ:Consumers:orders:DrainTimeout in the configuration is 'half a minute'; it must be a time such as 00:00:30.")]
    public void A_wrong_setting_is_named(string key, string value, string message)
    {
        var error = Assert.Throws<ArgumentException>(() => Read((key, value)));
        Assert.Equal(message, error.Message);
    }

    [Fact]
    public void Code_comes_before_configuration()
    {
        var options = Provider(services => services.AddRabbitMq().AddConsumer("orders", Ack, options => options.Prefetch = 5), ("Consumers:orders:Prefetch", "9"), ("Consumers:orders:Concurrency", "2"))
            .GetRequiredService<IOptionsMonitor<ConsumerOptions>>().Get("orders");

        Assert.Equal(5, options.Prefetch);
        Assert.Equal(2, options.Concurrency);
    }

    [Fact]
    public void Consumers_of_two_queues_have_options_of_their_own()
    {
        var options = Provider(services => services.AddRabbitMq().AddConsumer("orders", Ack).AddConsumer("mails", Ack), ("Consumers:orders:Prefetch", "9"))
            .GetRequiredService<IOptionsMonitor<ConsumerOptions>>();

        Assert.Equal(9, options.Get("orders").Prefetch);
        Assert.Null(options.Get("mails").Prefetch);
    }

    [Fact]
    public void Every_setting_of_the_connection_is_read()
    {
        var options = Provider(
            services => services.AddRabbitMq(),
            ("Nodes:0", "a:1"),
            ("Nodes:1", "b"),
            ("UserName", "worker"),
            ("Password", "secret"),
            ("VirtualHost", "shop"),
            ("ClientName", "orders"),
            ("Heartbeat", "00:00:05"),
            ("ConnectTimeout", "00:00:02")).GetRequiredService<IOptions<RabbitMqOptions>>().Value;

        Assert.Equal(["a:1", "b"], options.Nodes);
        Assert.Equal("worker", options.UserName);
        Assert.Equal("secret", options.Password);
        Assert.Equal("shop", options.VirtualHost);
        Assert.Equal("orders", options.ClientName);
        Assert.Equal(TimeSpan.FromSeconds(5), options.Heartbeat);
        Assert.Equal(TimeSpan.FromSeconds(2), options.ConnectTimeout);
    }

    [Fact]
    public void Nodes_in_code_replace_those_in_configuration()
    {
        var options = Provider(services => services.AddRabbitMq("c", "d"), ("Nodes", "a,b")).GetRequiredService<IOptions<RabbitMqOptions>>().Value;
        Assert.Equal(["c", "d"], options.Nodes);
    }

    [Fact]
    public void Without_configuration_there_are_defaults()
    {
        var services = new ServiceCollection().AddLogging();
        services.AddRabbitMq().AddConsumer("orders", Ack);
        using var provider = services.BuildServiceProvider();

        Assert.Null(provider.GetRequiredService<IOptionsMonitor<ConsumerOptions>>().Get("orders").Prefetch);
        Assert.Empty(provider.GetRequiredService<IOptions<RabbitMqOptions>>().Value.Nodes);
    }

    [Fact]
    public void Adding_the_broker_twice_starts_the_consumers_once()
    {
        var services = new ServiceCollection().AddLogging();
        services.AddRabbitMq().AddConsumer("orders", Ack);
        services.AddRabbitMq("a").AddConsumer("mails", Ack);

        Assert.Single(services, static service => service.ServiceType == typeof(Microsoft.Extensions.Hosting.IHostedService));
    }

    [Fact]
    public void A_queue_has_one_consumer_in_a_host()
    {
        var builder = new ServiceCollection().AddLogging().AddRabbitMq().AddConsumer("orders", Ack);

        Assert.Contains("'orders'", Assert.Throws<InvalidOperationException>(() => builder.AddConsumer("orders", Ack)).Message, StringComparison.Ordinal);
        builder.AddConsumer("Orders", Ack);
    }

    private static ValueTask<Outcome> Ack(Delivery delivery, CancellationToken cancellationToken) => new(Outcome.Ack);

    private static ConsumerOptions Read(params (string Key, string Value)[] settings)
    {
        var options = new ConsumerOptions("orders");
        ConfigurationReader.Apply(Configuration([.. settings.Select(static setting => ($"Consumers:orders:{setting.Key}", setting.Value))]).GetSection("RabbitMQ:Consumers:orders"), options);
        return options;
    }

    private static ServiceProvider Provider(Action<IServiceCollection> add, params (string Key, string Value)[] settings)
    {
        var services = new ServiceCollection().AddLogging().AddSingleton<IConfiguration>(Configuration(settings));
        add(services);
        return services.BuildServiceProvider();
    }

    private static IConfigurationRoot Configuration(params (string Key, string Value)[] settings) =>
        new ConfigurationBuilder().AddInMemoryCollection(settings.Select(static setting => new KeyValuePair<string, string?>($"RabbitMQ:{setting.Key}", setting.Value))).Build();
}
