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
