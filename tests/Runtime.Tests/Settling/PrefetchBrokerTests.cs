using Leveret.Tests.Broker;
using Xunit.Abstractions;

namespace Leveret.Tests.Settling;

[Collection(OneAtATime.Name)]
[Trait("Category", "Broker")]
public sealed class PrefetchBrokerTests(ITestOutputHelper output)
{
    private static readonly Lock Variables = new();

    [Theory]
    [MemberData(nameof(Brokers.Everywhere), MemberType = typeof(Brokers))]
    public async Task No_more_is_unacknowledged_than_the_prefetch(string version, string type)
    {
        await using var broker = await TestBroker.OpenAsync(version, output, type);
        await using var connection = await broker.ConnectAsync();
        var queue = await broker.DeclareAsync("work");
        await broker.PublishAsync(queue, Enumerable.Range(0, 40).Select(static i => $"m{i}"));
        var options = broker.Options(queue);
        options.Prefetch = 5;
        options.Concurrency = 2;
        using var gate = new SemaphoreSlim(0);
        await using var consumer = await QueueConsumer.StartAsync(connection, options, (_, token) => gate.WaitAsync(token));

        var most = 0;
        await Sample(() => most == 5);
        // Each that is let go makes room for one more.
        for (var released = 0; released < 40; released += 8)
        {
            gate.Release(8);
            var left = (uint)Math.Max(0, 40 - 5 - released - 8);
            await Eventually.HoldsAsync(async () => await broker.ReadyAsync(queue) == left, $"{left} ready");
            await Sample(() => true);
        }

        await broker.HasUnacknowledgedAsync(queue, 0);
        Assert.Equal(5, most);

        Task Sample(Func<bool> done) => Eventually.HoldsAsync(
            async () =>
            {
                most = Math.Max(most, (await broker.VirtualHost.QueueAsync(queue)).Unacknowledged);
                Assert.True(most <= 5, $"{most} unacknowledged");
                Assert.True(consumer.InFlight <= 5);
                return done();
            },
            "5 unacknowledged");
    }

    [Theory]
    [MemberData(nameof(Brokers.Everywhere), MemberType = typeof(Brokers))]
    public async Task Prefetch_is_1_unless_the_variable_or_the_options_say_otherwise(string version, string type)
    {
        await using var broker = await TestBroker.OpenAsync(version, output, type);
        await using var connection = await broker.ConnectAsync();
        await Task.WhenAll(
            HoldsAsync("default", 1, null, null),
            HoldsAsync("variable", 7, "7", null),
            HoldsAsync("options", 3, "7", 3));

        async Task HoldsAsync(string queue, ushort expected, string? variable, int? prefetch)
        {
            await broker.DeclareAsync(queue);
            await broker.PublishAsync(queue, Enumerable.Range(0, 10).Select(static i => $"m{i}"));
            var options = broker.Options(queue);
            options.Prefetch = prefetch;
            using var gate = new SemaphoreSlim(0);
            Task<QueueConsumer> starting;
            lock (Variables)
            {
                Environment.SetEnvironmentVariable("RABBITMQ_PREFETCH", variable);
                starting = QueueConsumer.StartAsync(connection, options, (_, token) => gate.WaitAsync(token));
                Environment.SetEnvironmentVariable("RABBITMQ_PREFETCH", null);
            }

            await using var consumer = await starting;
            Assert.Equal(expected, consumer.Prefetch);
            await broker.HasReadyAsync(queue, 10u - expected);
            await broker.HasUnacknowledgedAsync(queue, expected);
            gate.Release(10);
            await broker.HasReadyAsync(queue, 0);
        }
    }
}
