using System.Text;
using Leveret.Tests.Broker;
using Xunit.Abstractions;

namespace Leveret.Tests.Reading;

/// <summary>A queue is read in a loop.</summary>
[Collection(OneAtATime.Name)]
[Trait("Category", "Broker")]
public sealed class ReadAllTests(ITestOutputHelper output)
{
    private static readonly string[] Ids = Messages.Ids(50);

    [Theory]
    [MemberData(nameof(Brokers.Everywhere), MemberType = typeof(Brokers))]
    public async Task Every_message_in_order_and_what_is_not_settled_goes_back_after_a_break(string version, string type)
    {
        await using var broker = await FillAsync(version, type);
        await using var connection = await broker.ConnectAsync();
        var read = new List<string>();
        await foreach (var delivery in connection.ReadAllAsync("work", broker.Options("work")))
        {
            read.Add(delivery.MessageId!);
            Assert.Equal(delivery.MessageId, Encoding.UTF8.GetString(delivery.Body.Span));
            if (read.Count == 20)
                break;

            delivery.Ack();
            delivery.Ack();
            Assert.Throws<InvalidOperationException>(() => delivery.Settle(Outcome.Requeue));
        }

        Assert.Equal(Ids[..20], read);
        await LeftAsync(broker, version, Ids[19..]);
    }

    [Theory]
    [MemberData(nameof(Brokers.Everywhere), MemberType = typeof(Brokers))]
    public async Task An_exception_leaves_the_loop_and_loses_nothing(string version, string type)
    {
        await using var broker = await FillAsync(version, type);
        await using var connection = await broker.ConnectAsync();
        var read = 0;
        await Assert.ThrowsAsync<FormatException>(async () =>
        {
            await foreach (var delivery in connection.ReadAllAsync("work", broker.Options("work")))
            {
                await using (delivery)
                {
                    if (++read == 11)
                        throw new FormatException();

                    delivery.Ack();
                }
            }
        });

        await LeftAsync(broker, version, Ids[10..]);
    }

    [Theory]
    [MemberData(nameof(Brokers.Versions), MemberType = typeof(Brokers))]
    public async Task Cancellation_ends_a_loop_that_waits(string version)
    {
        await using var broker = await FillAsync(version, "quorum");
        await using var connection = await broker.ConnectAsync();
        using var cancellation = new CancellationTokenSource();
        var read = 0;
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (var delivery in connection.ReadAllAsync("work", broker.Options("work"), cancellation.Token))
            {
                delivery.Ack();
                if (++read == Ids.Length)
                    cancellation.CancelAfter(200);
            }
        });

        await LeftAsync(broker, version, []);
    }

    [Theory]
    [MemberData(nameof(Brokers.Everywhere), MemberType = typeof(Brokers))]
    public async Task Ten_at_a_time_settled_by_others_in_any_order(string version, string type)
    {
        await using var broker = await FillAsync(version, type);
        await using var connection = await broker.ConnectAsync();
        var (read, returned) = (0, 0);
        var working = new List<Task>();
        using var end = new CancellationTokenSource();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (var delivery in connection.ReadAllAsync("work", broker.Options("work"), end.Token))
                working.Add(WorkAsync(delivery));
        });
        await Task.WhenAll(working);

        Assert.Equal(1, returned);
        Assert.Equal(Ids.Length, read);
        await LeftAsync(broker, version, []);

        async Task WorkAsync(LeasedDelivery delivery)
        {
            await using (delivery)
            {
                await Task.Delay(Random.Shared.Next(30));
                // One goes back once: its lease ends without a word.
                if (delivery.MessageId == "m7" && Interlocked.Exchange(ref returned, 1) == 0)
                    return;

                delivery.Ack();
                if (Interlocked.Increment(ref read) == Ids.Length)
                    end.CancelAfter(500);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Brokers.Versions), MemberType = typeof(Brokers))]
    public async Task A_loop_outlives_its_connection(string version)
    {
        await using var broker = await FillAsync(version, "quorum");
        await using var connection = await broker.ConnectAsync();
        var read = new List<string>();
        await foreach (var delivery in connection.ReadAllAsync("work", broker.Options("work")))
        {
            read.Add(delivery.MessageId!);
            if (read.Count == 20)
            {
                var lost = Eventually.HoldsAsync(() => !connection.IsOpen, "the connection is lost");
                await broker.CloseConnectionsAsync();
                await lost;
                await Eventually.HoldsAsync(() => connection.IsOpen, "the connection is back");
            }

            delivery.Ack();
            if (read.Distinct().Count() == Ids.Length)
                break;
        }

        Assert.Equal(Ids.Length, read.Count);
        await LeftAsync(broker, version, []);
    }

    [Theory]
    [MemberData(nameof(Brokers.Versions), MemberType = typeof(Brokers))]
    public async Task A_queue_that_is_missing_is_named(string version)
    {
        await using var broker = await TestBroker.OpenAsync(version, output);
        await using var connection = await broker.ConnectAsync();
        var error = await Assert.ThrowsAsync<ConsumerException>(async () =>
        {
            await foreach (var delivery in connection.ReadAllAsync("missing"))
                delivery.Ack();
        });

        Assert.Contains("'missing'", error.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<ArgumentException>(async () =>
        {
            await foreach (var delivery in connection.ReadAllAsync("missing", new ConsumerOptions("other")))
                delivery.Ack();
        });
    }

    private async Task<TestBroker> FillAsync(string version, string type)
    {
        var broker = await TestBroker.OpenAsync(version, output, type);
        await broker.DeclareAsync("work");
        await broker.PublishAsync("work", Ids);
        return broker;
    }

    private static async Task LeftAsync(TestBroker broker, string version, string[] ids)
    {
        await broker.HoldsAsync("work", state => state.Ready == ids.Length && state is { Unacknowledged: 0, Consumers: 0 }, $"left with {ids.Length}");
        var left = await broker.TakeAllAsync("work");
        Assert.Equal(ids.Order(), left.Select(static message => message.BasicProperties.MessageId!).Order());
        if (version == "4.3")
            Assert.DoesNotContain(left, static message => message.BasicProperties.Headers?.ContainsKey("x-delivery-count") == true);
    }
}
