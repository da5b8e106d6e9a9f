using Leveret.Consuming;

namespace Leveret.Tests.Consuming;

public sealed class ConsumerSettingsTests
{
    private readonly Dictionary<string, string?> _environment = [];

    [Fact]
    public void Defaults_are_what_the_options_say()
    {
        var settings = From(new ConsumerOptions("orders"));

        Assert.Equal("orders", settings.Queue);
        Assert.Equal((1, 1, 1), (settings.Prefetch, settings.Concurrency, settings.AckEvery));
        Assert.Equal(TimeSpan.FromMilliseconds(50), settings.AckWindow);
        Assert.Equal("orders.dead-letter", settings.DeadLetterQueue);
        Assert.True(settings.DeclareDeadLetterQueue);
        Assert.Equal(7, settings.Retry.Attempts);
        Assert.Null(settings.Inbox);
        Assert.Empty(settings.Arguments);
        Assert.NotNull(settings.Logger);
    }

    [Fact]
    public void A_change_of_the_options_afterwards_has_no_effect()
    {
        var options = new ConsumerOptions("orders") { Arguments = { ["x-priority"] = 5 } };
        var settings = From(options);
        options.Arguments.Clear();
        options.Retry.Steps.Clear();
        options.Retry.Delays.Clear();

        Assert.Equal(5, Assert.Single(settings.Arguments).Value);
        Assert.Equal(5, settings.Steps.All.Count);
        Assert.Equal(7, settings.Retry.Attempts);
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(9, 1)]
    [InlineData(20, 2)]
    [InlineData(100, 10)]
    [InlineData(65535, 6553)]
    public void An_acknowledgement_is_for_a_tenth_of_the_prefetch(int prefetch, int ackEvery) =>
        Assert.Equal(ackEvery, From(new ConsumerOptions("orders") { Prefetch = prefetch }).AckEvery);

    [Theory]
    [InlineData(7, "5", "3", 7)]
    [InlineData(null, "5", "3", 5)]
    [InlineData(null, null, "3", 3)]
    [InlineData(null, "", "3", 3)]
    [InlineData(null, "", "", 2)]
    [InlineData(null, null, null, 2)]
    [InlineData(65535, null, null, 65535)]
    [InlineData(null, "65535", null, 65535)]
    public void Code_goes_before_the_environment_and_that_before_the_concurrency(int? code, string? variable, string? alias, int prefetch)
    {
        _environment["RABBITMQ_PREFETCH"] = variable;
        _environment["RABBITMQ_PREFETCH_COUNT"] = alias;

        Assert.Equal(prefetch, From(new ConsumerOptions("orders") { Prefetch = code, Concurrency = 2 }).Prefetch);
    }

    [Fact]
    public void A_wrong_variable_does_no_harm_where_code_says_it()
    {
        _environment["RABBITMQ_PREFETCH"] = "many";

        Assert.Equal(4, From(new ConsumerOptions("orders") { Prefetch = 4 }).Prefetch);
    }

    [Theory]
    [InlineData(0, "Prefetch of queue 'orders' is 0, which RabbitMQ takes as unlimited")]
    [InlineData(-1, "Prefetch of queue 'orders' is -1; it must be from 1 to 65535.")]
    [InlineData(65536, "Prefetch of queue 'orders' is 65536; it must be from 1 to 65535.")]
    [InlineData(int.MinValue, "Prefetch of queue 'orders' is -2147483648; it must be from 1 to 65535.")]
    public void A_prefetch_that_cannot_be_is_refused(int prefetch, string message) => Refuses(message, new ConsumerOptions("orders") { Prefetch = prefetch });

    [Theory]
    [InlineData("RABBITMQ_PREFETCH")]
    [InlineData("RABBITMQ_PREFETCH_COUNT")]
    public void A_variable_that_cannot_be_is_refused_by_name_and_value(string variable)
    {
        foreach (var value in new[] { "many", "-1", " 5", "5 ", "1,000", "5.0", "0x10", "99999999999", " " })
        {
            _environment[variable] = value;
            Refuses($"The environment variable {variable} is '{value}'; it must be a whole number from 1 to 65535.", new ConsumerOptions("orders"));
        }

        _environment[variable] = "0";
        Refuses($"The environment variable {variable} is 0, which RabbitMQ takes as unlimited", new ConsumerOptions("orders"));
        _environment[variable] = "65536";
        Refuses($"The environment variable {variable} is 65536; it must be from 1 to 65535.", new ConsumerOptions("orders"));
    }

    [Fact]
    public void More_handlers_than_prefetch_are_refused_whoever_set_it()
    {
        Refuses("Concurrency of queue 'orders' is 6, more than the prefetch of 5 (Prefetch of queue 'orders')", new ConsumerOptions("orders") { Prefetch = 5, Concurrency = 6 });
        _environment["RABBITMQ_PREFETCH"] = "5";
        Refuses("Concurrency of queue 'orders' is 6, more than the prefetch of 5 (The environment variable RABBITMQ_PREFETCH)", new ConsumerOptions("orders") { Concurrency = 6 });
    }

    public static TheoryData<string, Action<ConsumerOptions>> Wrong => new()
    {
        { "Concurrency of queue 'orders' is 0; it must be from 1 to 65535.", options => options.Concurrency = 0 },
        { "Concurrency of queue 'orders' is 65536; it must be from 1 to 65535.", options => options.Concurrency = 65536 },
        { "AckEvery of queue 'orders' is 0; it must be from 1 to the prefetch, 1", options => options.AckEvery = 0 },
        { "AckEvery of queue 'orders' is 11; it must be from 1 to the prefetch, 10", options => (options.Prefetch, options.AckEvery) = (10, 11) },
        { "AckWindow of queue 'orders' is 00:00:00;", options => options.AckWindow = TimeSpan.Zero },
        { "AckWindow of queue 'orders' is 00:00:01.0000001;", options => options.AckWindow = TimeSpan.FromTicks(10_000_001) },
        { "DrainTimeout of queue 'orders'", options => options.DrainTimeout = TimeSpan.FromSeconds(-1) },
        { "DrainTimeout of queue 'orders'", options => options.DrainTimeout = TimeSpan.MaxValue },
        { "SilenceTimeout of queue 'orders'", options => options.SilenceTimeout = TimeSpan.FromSeconds(-1) },
        { "SilenceTimeout of queue 'orders'", options => options.SilenceTimeout = TimeSpan.MaxValue },
        { "InboxKey of queue 'orders' is null.", options => options.InboxKey = null! },
        { "Retry of queue 'orders': Immediate is -1; it must be from 0 to 1000.", options => options.Retry.Immediate = -1 },
        { "Retry of queue 'orders': Immediate is 1001; it must be from 0 to 1000.", options => options.Retry.Immediate = 1001 },
        { "Retry of queue 'orders': Jitter is -0.1; it must be from 0 to 1.", options => options.Retry.Jitter = -0.1 },
        { "Retry of queue 'orders': Jitter is 1.1; it must be from 0 to 1.", options => options.Retry.Jitter = 1.1 },
        { "Retry of queue 'orders': Jitter is NaN; it must be from 0 to 1.", options => options.Retry.Jitter = double.NaN },
        { "Retry of queue 'orders': Steps is empty.", options => options.Retry.Steps = [] },
        { "Retry of queue 'orders': Steps is empty.", options => options.Retry.Steps = null! },
        { "Retry of queue 'orders': a step of 00:00:00 is not a whole number of milliseconds from 1 to 4294967295.", options => options.Retry.Steps = [TimeSpan.Zero] },
        { "Retry of queue 'orders': a step of 00:00:00.0010001 is not", options => options.Retry.Steps = [TimeSpan.FromTicks(10_001)] },
        { "Retry of queue 'orders': a step of 49.17:02:47.2960000 is not", options => options.Retry.Steps = [TimeSpan.FromMilliseconds(4294967296)] },
        { "Retry of queue 'orders': a delay of 00:00:00 is not more than nothing and at most a year.", options => options.Retry.Delays = [TimeSpan.Zero] },
        { "Retry of queue 'orders': a delay of 366.00:00:00 is not", options => options.Retry.Delays = [TimeSpan.FromDays(366)] },
        { "Retry of queue 'orders': Delays is null.", options => options.Retry.Delays = null! },
        { "Retry of queue 'orders': Mechanism is 9, which does not exist.", options => options.Retry.Mechanism = (DelayMechanism)9 },
        { "Retry of queue 'orders': DelayedExchange needs DelayExchange, the name of the exchange.", options => options.Retry.Mechanism = DelayMechanism.DelayedExchange },
        { "Retry of queue 'orders': 20 delays,", options => (options.Retry.Mechanism, options.Retry.Delays) = (DelayMechanism.Native, Enumerable.Repeat(TimeSpan.FromSeconds(1), 20).ToList()) },
        { "DeadLetter of queue 'orders': the name of the queue is empty.", options => options.DeadLetter.Queue = "" },
        { "DeadLetter of queue 'orders' is the queue itself", options => options.DeadLetter.Queue = "orders" },
        { "DeadLetter of queue 'orders': ConfirmTimeout is 00:00:00;", options => options.DeadLetter.ConfirmTimeout = TimeSpan.Zero },
        { "DeadLetter of queue 'orders': ConfirmTimeout is", options => options.DeadLetter.ConfirmTimeout = TimeSpan.MaxValue },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void An_option_that_cannot_be_is_refused_by_name_and_value(string message, Action<ConsumerOptions> spoil)
    {
        var options = new ConsumerOptions("orders");
        spoil(options);

        Refuses(message, options);
    }

    [Fact]
    public void A_queue_has_a_name()
    {
        Refuses("The name of the queue is empty.", new ConsumerOptions(""));
        Assert.Throws<ArgumentNullException>(() => new ConsumerOptions(null!));
    }

    public static TheoryData<Action<ConsumerOptions>> Right => new()
    {
        options => (options.Prefetch, options.AckEvery) = (10, 10),
        options => (options.Prefetch, options.Concurrency) = (10, 10),
        options => options.Concurrency = 65535,
        options => options.AckWindow = TimeSpan.FromSeconds(1),
        options => options.DrainTimeout = TimeSpan.Zero,
        options => options.SilenceTimeout = TimeSpan.Zero,
        options => options.Retry.Jitter = 1,
        options => (options.Retry.Immediate, options.Retry.Delays) = (0, []),
        options => options.Retry.Steps = [TimeSpan.FromMilliseconds(1), TimeSpan.FromMilliseconds(uint.MaxValue)],
        options => options.Retry.Delays = [TimeSpan.FromTicks(1), TimeSpan.FromDays(365)],
        options => (options.Retry.Mechanism, options.Retry.Delays) = (DelayMechanism.Native, Enumerable.Repeat(TimeSpan.FromSeconds(1), 19).ToList()),
        options => (options.Retry.Mechanism, options.Retry.DelayExchange) = (DelayMechanism.DelayedExchange, "later"),
        options => options.DeadLetter.Queue = "dead",
    };

    [Theory]
    [MemberData(nameof(Right))]
    public void An_option_at_its_limit_is_taken(Action<ConsumerOptions> set)
    {
        var options = new ConsumerOptions("orders");
        set(options);

        Assert.NotNull(From(options));
    }

    private void Refuses(string message, ConsumerOptions options) => Assert.StartsWith(message, Assert.Throws<ArgumentException>(() => From(options)).Message, StringComparison.Ordinal);

    private ConsumerSettings From(ConsumerOptions options) => ConsumerSettings.From(options, name => _environment.GetValueOrDefault(name));
}
