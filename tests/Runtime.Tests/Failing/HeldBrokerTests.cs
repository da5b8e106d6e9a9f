using System.Text;
using Leveret.Tests.Broker;
using Xunit.Abstractions;

namespace Leveret.Tests.Failing;

/// <summary>A dead-letter queue that takes nothing: the original stays until it does.</summary>
[Collection(OneAtATime.Name)]
[Trait("Category", "Broker")]
public sealed class HeldBrokerTests(ITestOutputHelper output)
{
    [Theory]
    [MemberData(nameof(Brokers.Everywhere), MemberType = typeof(Brokers))]
    public async Task A_deleted_dead_letter_queue_that_is_not_to_be_declared_holds_the_message_and_no_other(string version, string type)
    {
        await using var broker = await TestBroker.OpenAsync(version, output, type);
        var queue = await broker.DeclareAsync("work");
        await broker.DeclareAsync("dead");
        await HoldsUntilAsync(broker, queue, "dead", () => broker.DeclareAsync("dead"), () => broker.DeleteAsync("dead"));
    }

    [Theory]
    [MemberData(nameof(Brokers.Everywhere), MemberType = typeof(Brokers))]
    public async Task A_deleted_dead_letter_queue_is_declared_again(string version, string type)
    {
        await using var broker = await TestBroker.OpenAsync(version, output, type);
        await using var connection = await broker.ConnectAsync();
        var queue = await broker.DeclareAsync("work");
        await using var consumer = await QueueConsumer.StartAsync(connection, broker.Options(queue), static (_, _) => ValueTask.FromResult(Outcome.DeadLetter("poison")));
        foreach (var id in (string[])["m1", "m2"])
        {
            await broker.DeleteAsync("work.dead-letter");
            await broker.PublishAsync(queue, id);
            await Eventually.HoldsAsync(async () => await broker.LookAsync("work.dead-letter") is { MessageCount: 1 }, $"{id} is dead-lettered");
        }
    }

    [Theory]
    [MemberData(nameof(Brokers.Everywhere), MemberType = typeof(Brokers))]
    public async Task A_dead_letter_queue_that_may_not_be_written_to_holds_the_message_and_no_other(string version, string type)
    {
        await using var broker = await TestBroker.OpenAsync(version, output, type);
        var queue = await broker.DeclareAsync("work");
        await broker.DeclareAsync("dead");
        var user = $"reader-{Guid.NewGuid():N}";
        await broker.VirtualHost.AddUserAsync(user, user);
        await broker.VirtualHost.PermitAsync(user, configure: "^$", write: "^$", read: ".*");
        try
        {
            await HoldsUntilAsync(broker, queue, "dead", () => broker.VirtualHost.PermitAsync(user, configure: "^$", write: ".*", read: ".*"), user: user);
        }
        finally
        {
            await broker.VirtualHost.RemoveUserAsync(user);
        }
    }

    [Theory]
    [MemberData(nameof(Brokers.Everywhere), MemberType = typeof(Brokers))]
    public async Task A_held_message_goes_back_when_the_consumer_stops(string version, string type)
    {
        await using var broker = await TestBroker.OpenAsync(version, output, type);
        await using var connection = await broker.ConnectAsync();
        var queue = await broker.DeclareAsync("work");
        await broker.DeclareAsync("dead", ("x-queue-type", "classic"), ("x-max-length", 0), ("x-overflow", "reject-publish"));
        await broker.PublishAsync(queue, "poison");
        var options = broker.Options(queue);
        options.DeadLetter.Queue = "dead";
        var log = new LogLines();
        options.Logger = log;
        await using (await QueueConsumer.StartAsync(connection, options, static (_, _) => ValueTask.FromResult(Outcome.DeadLetter("poison"))))
            await Eventually.HoldsAsync(() => log.Of(13).Count > 0, "the message is held");

        await broker.HasReadyAsync(queue, 1);
        Assert.Equal("poison", Encoding.UTF8.GetString(Assert.Single(await broker.TakeAllAsync(queue)).Body.Span));
        Assert.Equal(0u, await broker.ReadyAsync("dead"));
    }

    private static async Task HoldsUntilAsync(TestBroker broker, string queue, string deadLetterQueue, Func<Task> mend, Func<Task>? breakIt = null, string? user = null)
    {
        var options = broker.Options(queue);
        options.Prefetch = 5;
        options.DeadLetter.Queue = deadLetterQueue;
        options.DeadLetter.Declare = false;
        // No waits, and so no queues for them, which not every user may declare.
        options.Retry.Delays = [];
        var log = new LogLines();
        options.Logger = log;
        var seen = new Handled();
        await using var connection = await broker.ConnectAsync(configure: factory =>
        {
            factory.UserName = user ?? factory.UserName;
            factory.Password = user ?? factory.Password;
        });
        await using var consumer = await QueueConsumer.StartAsync(connection, options, (delivery, _) =>
            ValueTask.FromResult(seen.Add(delivery).Id == "poison" ? Outcome.DeadLetter("poison") : Outcome.Ack));
        if (breakIt is not null)
            await breakIt();

        await broker.PublishAsync(queue, "poison");
        await broker.PublishAsync(queue, Enumerable.Range(0, 20).Select(static i => $"m{i}"));
        await seen.ReachesAsync(21);
        await Eventually.HoldsAsync(() => log.Of(13).Count > 0, "the message is held");
        await broker.HasUnacknowledgedAsync(queue, 1);
        Assert.Equal(1, consumer.InFlight);
        Assert.Equal(0u, await broker.ReadyAsync(queue));

        await mend();
        var dead = Assert.Single(await broker.TakeAsync(deadLetterQueue, 1));
        Assert.Equal("poison", Encoding.UTF8.GetString(dead.Body.Span));
        await Eventually.HoldsAsync(() => consumer.InFlight == 0, "nothing in flight");
        await consumer.StopAsync();
        await broker.HasReadyAsync(queue, 0);
        Assert.Equal(21, seen.Count);
    }
}
