using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using Leveret.Tests.Broker;
using RabbitMQ.Client;
using Xunit.Abstractions;

namespace Leveret.Tests.Observing;

/// <summary>What a listener hears of a consumer.</summary>
[Collection(OneAtATime.Name)]
[Trait("Category", "Broker")]
public sealed class MeasurementTests(ITestOutputHelper output)
{
    [Theory]
    [MemberData(nameof(Brokers.Versions), MemberType = typeof(Brokers))]
    public async Task Everything_is_counted(string version)
    {
        await using var broker = await TestBroker.OpenAsync(version, output);
        await using var connection = await broker.ConnectAsync();
        await broker.DeclareAsync("work");
        var sums = new ConcurrentDictionary<string, double>();
        var wrong = new ConcurrentBag<string>();
        using var listener = Listen(sums, wrong);
        await broker.DeclareAsync("full", ("x-queue-type", "classic"), ("x-max-length", 1), ("x-overflow", "reject-publish"));
        await broker.PublishAsync("full", "stopper");
        var log = new LogLines();
        var release = new TaskCompletionSource();
        await using var consumer = await QueueConsumer.StartAsync(
            connection,
            broker.Options(
                "work",
                static options =>
                {
                    options.Prefetch = 7;
                    options.DeadLetter.Queue = "full";
                },
                log),
            async (delivery, _) =>
            {
                if (delivery.MessageId == "long")
                    await release.Task;

                return delivery.MessageId == "bad1" ? Outcome.DeadLetter("bad") : delivery.MessageId == "bad2" && delivery.Attempt == 1 ? throw new InvalidOperationException() : Outcome.Ack;
            });

        await broker.PublishAsync("work", [.. Messages.Ids(20), "bad1", "bad2"]);
        await Eventually.HoldsAsync(() => sums.GetValueOrDefault("messaging.client.consumed.messages") == 23, "each run of a handler");
        await Eventually.HoldsAsync(() => sums.GetValueOrDefault("leveret.consumer.move_failures") >= 1, "the move that the broker refuses");
        Assert.Equal("stopper", (await broker.TakeOneAsync("full"))?.BasicProperties.MessageId);
        await Eventually.HoldsAsync(() => sums.GetValueOrDefault("leveret.consumer.dead_lettered") == 1, "the dead-letter");
        await Eventually.HoldsAsync(() => consumer.InFlight == 0, "all are settled");

        await broker.PublishAsync("work", "long");
        await Eventually.HoldsAsync(() => consumer.InFlight == 1, "one is in work");
        await broker.CloseConnectionsAsync();
        await Eventually.HoldsAsync(() => log.Of(2).Count == 1, "the loss is noticed");
        release.SetResult();
        await Eventually.HoldsAsync(() => sums.GetValueOrDefault("leveret.consumer.duplicates") == 1, "the copy of what was done");
        await Eventually.HoldsAsync(() => consumer.InFlight == 0, "it is settled");
        listener.RecordObservableInstruments();

        Assert.Equal(24, sums["messaging.client.consumed.messages"]);
        Assert.Equal(1, sums["leveret.consumer.retries"]);
        Assert.Equal(1, sums["leveret.consumer.settle_discarded"]);
        Assert.Equal(1, sums["leveret.consumer.recoveries"]);
        Assert.Equal(7, sums["leveret.consumer.prefetch"]);
        Assert.Equal(0, sums["leveret.consumer.in_flight"]);
        Assert.True(sums["messaging.process.duration"] > 0);
        Assert.True(sums["messaging.client.operation.duration"] > 0);
        Assert.Empty(wrong);

        await connection.CloseAsync();
        await Assert.ThrowsAsync<ConsumerException>(() => consumer.Completion.WaitAsync(TimeSpan.FromSeconds(10)));
    }

    [Theory]
    [MemberData(nameof(Brokers.Versions), MemberType = typeof(Brokers))]
    public async Task Each_attempt_is_linked_to_what_it_comes_from(string version)
    {
        await using var broker = await TestBroker.OpenAsync(version, output);
        await using var connection = await broker.ConnectAsync();
        await broker.DeclareAsync("work", ("x-queue-type", "classic"));
        using var source = new ActivitySource("Leveret.Tests");
        using var listener = new ActivityListener
        {
            ShouldListenTo = static source => source.Name.StartsWith("RabbitMQ.Client", StringComparison.Ordinal) || source.Name == "Leveret.Tests",
            Sample = static (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
        };
        ActivitySource.AddActivityListener(listener);
        var spans = new ConcurrentQueue<Activity?>();
        await using var consumer = await QueueConsumer.StartAsync(connection, broker.Options("work"), ValueTask<Outcome> (_, _) =>
        {
            spans.Enqueue(Activity.Current);
            throw new InvalidOperationException("never");
        });

        ActivityTraceId trace;
        using (var publishing = source.StartActivity("publish"))
        {
            trace = publishing!.TraceId;
            await using var channel = await connection.CreateChannelAsync();
            await channel.BasicPublishAsync("", "work", mandatory: true, new BasicProperties { MessageId = "1" }, new byte[] { 1 });
        }

        await Eventually.HoldsAsync(() => spans.Count == 2, "two attempts");
        Assert.All(spans, span => Assert.Equal("deliver", span?.Tags.First(static tag => tag.Key == "messaging.operation.name").Value));
        var attempts = spans.ToArray();
        Assert.Contains(attempts[0]!.Links, link => link.Context.TraceId == trace);
        Assert.Contains(attempts[1]!.Links, link => link.Context.TraceId == attempts[0]!.TraceId);
        await Eventually.HoldsAsync(() => spans.All(static span => span!.Status == ActivityStatusCode.Error), "a failed attempt is an error");
    }

    private static MeterListener Listen(ConcurrentDictionary<string, double> sums, ConcurrentBag<string> wrong)
    {
        var listener = new MeterListener
        {
            InstrumentPublished = static (instrument, listener) =>
            {
                if (instrument.Meter.Name == ConsumerDiagnostics.MeterName)
                    listener.EnableMeasurementEvents(instrument);
            },
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Add(instrument, value, tags));
        listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Add(instrument, value, tags));
        listener.Start();
        return listener;

        void Add(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
        {
            var known = tags.ToArray().ToDictionary(static tag => tag.Key, static tag => tag.Value);
            if (known.GetValueOrDefault("messaging.system") is not "rabbitmq" || known.GetValueOrDefault("messaging.destination.name") is not "work")
                wrong.Add($"{instrument.Name}: {string.Join(", ", known)}");

            sums.AddOrUpdate(instrument.Name, value, (_, sum) => sum + value);
        }
    }
}
