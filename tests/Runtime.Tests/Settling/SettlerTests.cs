using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Leveret.Settling;
using Leveret.Tests.Fakes;

namespace Leveret.Tests.Settling;

public sealed class SettlerTests
{
    private static readonly TimeSpan Never = TimeSpan.FromDays(1);

    [Fact]
    public async Task Whatever_the_channel_does_it_is_given_frames_that_a_broker_takes()
    {
        var flushes = new List<Task>();
        await RandomRuns.CheckAsync(20_000, (random, steps) => Run(random, steps, flushes));
        await Task.WhenAll(flushes).WaitAsync(TimeSpan.FromSeconds(10));
    }

    /// <summary>One thread, and every order of events that it can make: late writes, failing ones, a channel that is closed at any point.</summary>
    private static void Run(Random random, List<string> steps, List<Task> flushes)
    {
        var prefetch = random.Next(1, 20);
        var concurrency = random.Next(1, prefetch + 1);
        var ackEvery = random.Next(1, prefetch + 1);
        var late = random.Next(3) * random.Next(60);
        var failing = random.Next(4) == 0 ? random.Next(10) : 0;
        steps.Add($"prefetch {prefetch}, concurrency {concurrency}, every {ackEvery}, {late} % late, {failing} % failing");

        var broker = new BrokerModel(prefetch);
        TaskCompletionSource? writing = null;
        var closed = false;
        var broken = 0;
        var thrown = 0;
        var (channel, fake) = FakeChannel.Create();
        fake.Settle = frame =>
        {
            steps.Add($"  {frame}");
            BrokerModel.Require(!closed, $"{frame}: the channel is closed");
            BrokerModel.Require(writing is null, $"{frame}: another is being written");
            if (random.Next(100) < failing)
            {
                steps.Add("  which fails");
                thrown++;
                closed = true;
                if (random.Next(2) == 0)
                    throw new InvalidOperationException("closed");

                return Task.FromException(new InvalidOperationException("closed"));
            }

            broker.Read(frame);
            if (random.Next(100) >= late)
                return Task.CompletedTask;

            writing = new TaskCompletionSource();
            return writing.Task;
        };

        using var settler = new Settler(channel, new UnsettledTags(prefetch, concurrency, ackEvery), Never, _ =>
        {
            broken++;
            closed = true;
        });
        var wire = new List<ulong>();
        var running = new List<ulong>();
        for (var step = random.Next(10, 120); step > 0; step--)
        {
            switch (random.Next(12))
            {
                case < 3 when !closed:
                    while (broker.CanHandOut && random.Next(4) > 0)
                        wire.Add(broker.HandOut());
                    break;
                case < 6 when wire.Count > 0:
                    var next = random.Next(Math.Min(wire.Count, concurrency));
                    settler.Arrived(wire[next]);
                    running.Add(wire[next]);
                    wire.RemoveAt(next);
                    break;
                case < 9 when running.Count > 0:
                    var tag = running[random.Next(running.Count)];
                    running.Remove(tag);
                    var settlement = random.Next(8) switch { 0 => Settlement.Requeue, 1 => Settlement.Reject, _ => Settlement.Ack };
                    steps.Add($"finish {tag} {settlement}");
                    Finish(tag, settlement);
                    break;
                case 9 when writing is not null:
                    Written();
                    break;
                case 10 when random.Next(4) == 0:
                    steps.Add("flush");
                    flushes.Add(settler.FlushAsync());
                    if (writing is null && !closed)
                        BrokerModel.Require(!broker.Waiting.Any(), "finished and not sent after a flush");
                    break;
                case 11 when random.Next(40) == 0:
                    steps.Add("close");
                    closed = true;
                    settler.Close();
                    break;
                case 11:
                    steps.Add("window");
                    var before = broker.Waiting.ToHashSet();
                    WindowPassed(settler);
                    WindowPassed(settler);
                    if (writing is null && !closed)
                        BrokerModel.Require(!broker.Waiting.Any(before.Contains), "finished and not sent after two windows");
                    break;
            }
        }

        steps.Add("end");
        while (writing is not null)
            Written();

        BrokerModel.Require(broken == thrown, $"{thrown} writes failed, told of {broken}");
        if (!closed)
        {
            foreach (var tag in wire)
                settler.Arrived(tag);

            foreach (var tag in running.Concat(wire))
                Finish(tag, Settlement.Ack);

            var flush = settler.FlushAsync();
            while (writing is not null)
                Written();

            flushes.Add(flush);
            BrokerModel.Require(closed || broker.Unsettled == 0, "left unsettled in the end");
            BrokerModel.Require(settler.Unsettled == 0 || closed, "counts unsettled ones in the end");
        }

        void Finish(ulong tag, Settlement settlement)
        {
            broker.Decide(tag, UnsettledTagsTests.KindOf(settlement));
            var was = closed;
            var taken = settler.Finish(tag, settlement, out var sending);
            BrokerModel.Require(taken == !was, was ? "taken by a closed channel" : "not taken");
            BrokerModel.Require(sending is null || writing is not null || sending.IsCompleted, "does not end");
            if (settlement != Settlement.Ack && !closed && writing is null)
                BrokerModel.Require(!broker.Waiting.Contains(tag), "a delivery that goes back waits");
        }

        void Written()
        {
            var written = writing!;
            writing = null;
            if (random.Next(100) < failing)
            {
                steps.Add("a write fails late");
                // What was on its way when the consumer closed the channel is nobody's concern, and is told even so.
                thrown++;
                closed = true;
                written.SetException(new InvalidOperationException("closed"));
            }
            else
            {
                written.SetResult();
            }
        }
    }

    [Theory]
    [InlineData(20, 8, 2, false)]
    [InlineData(20, 8, 2, true)]
    [InlineData(100, 16, 10, true)]
    [InlineData(8, 8, 8, true)]
    public async Task Many_threads_finish_at_once(int prefetch, int threads, int ackEvery, bool slow)
    {
        const int Messages = 10_000;
        for (var round = 0; round < 3; round++)
        {
            var broker = new BrokerModel(prefetch);
            var inside = 0;
            Exception? wrong = null;
            var (channel, fake) = FakeChannel.Create();
            fake.Settle = async frame =>
            {
                if (Interlocked.Increment(ref inside) != 1)
                    throw new InvalidOperationException("Two frames at a time.");

                if (slow && frame.Tag % 3 == 0)
                    await Task.Yield();

                lock (broker)
                    broker.Read(frame);

                Interlocked.Decrement(ref inside);
            };

            using var settler = new Settler(channel, new UnsettledTags(prefetch, threads, ackEvery), TimeSpan.FromMilliseconds(1), exception => wrong ??= exception);
            using var buffer = new BlockingCollection<ulong>();
            var dispatch = new object();
            var workers = Enumerable.Range(0, threads).Select(number => Task.Factory.StartNew(() => Work(number), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default)).ToArray();
            for (var message = 0; message < Messages && wrong is null;)
            {
                lock (broker)
                {
                    while (broker.CanHandOut && message < Messages)
                    {
                        buffer.Add(broker.HandOut());
                        message++;
                    }
                }

                Thread.Yield();
            }

            buffer.CompleteAdding();
            await Task.WhenAll(workers).WaitAsync(TimeSpan.FromSeconds(30));
            await settler.FlushAsync().WaitAsync(TimeSpan.FromSeconds(30));

            Assert.Null(wrong);
            Assert.Equal(0, settler.Unsettled);
            lock (broker)
                Assert.Equal(0, broker.Unsettled);

            void Work(int number)
            {
                var random = new Random(number);
                foreach (var tag in buffer.GetConsumingEnumerable())
                {
                    settler.Arrived(tag);
                    var settlement = random.Next(50) switch { 0 => Settlement.Requeue, 1 => Settlement.Reject, _ => Settlement.Ack };
                    if (random.Next(20) == 0)
                        Thread.SpinWait(2000);

                    lock (broker)
                        broker.Decide(tag, UnsettledTagsTests.KindOf(settlement));

                    Assert.True(settler.Finish(tag, settlement, out var sending) || wrong is not null);
                    sending?.GetAwaiter().GetResult();
                }
            }
        }
    }

    [Fact]
    public async Task The_window_sends_what_nothing_else_does()
    {
        var frames = new BlockingCollection<SentFrame>();
        var (channel, fake) = FakeChannel.Create();
        fake.Settle = frame =>
        {
            frames.Add(frame);
            return Task.CompletedTask;
        };
        using var settler = new Settler(channel, new UnsettledTags(100, 10, 10), TimeSpan.FromMilliseconds(20), _ => { });
        for (var tag = 1UL; tag <= 5; tag++)
            settler.Arrived(tag);

        foreach (var tag in new ulong[] { 1, 2, 4 })
            settler.Finish(tag, Settlement.Ack, out _);

        Assert.Empty(frames);
        Assert.True(frames.TryTake(out var first, TimeSpan.FromSeconds(10)));
        Assert.Equal(new SentFrame(2, SentKind.Ack, true), first);
        Assert.True(frames.TryTake(out var second, TimeSpan.FromSeconds(10)));
        Assert.Equal(new SentFrame(4, SentKind.Ack, false), second);
        Assert.Equal(2, settler.Unsettled);
        await settler.FlushAsync();
        Assert.Empty(frames);
    }

    [Fact]
    public void A_closed_channel_says_how_many_are_left_and_takes_nothing()
    {
        var (channel, fake) = FakeChannel.Create();
        var frames = 0;
        fake.Settle = _ =>
        {
            frames++;
            return Task.CompletedTask;
        };
        using var settler = new Settler(channel, new UnsettledTags(10, 4, 3), Never, _ => { });
        for (var tag = 1UL; tag <= 4; tag++)
            settler.Arrived(tag);

        Assert.True(settler.Finish(1, Settlement.Ack, out _));
        Assert.Equal(4, settler.Close());
        Assert.False(settler.Finish(2, Settlement.Ack, out var sending));
        Assert.Null(sending);
        Assert.True(settler.FlushAsync().IsCompletedSuccessfully);
        WindowPassed(settler);
        Assert.Equal(0, frames);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_channel_that_takes_no_frame_is_given_no_other(bool late)
    {
        var (channel, fake) = FakeChannel.Create();
        var frames = 0;
        var writing = new TaskCompletionSource();
        var error = new InvalidOperationException("closed");
        fake.Settle = _ =>
        {
            frames++;
            return late ? writing.Task : throw error;
        };
        var told = new List<Exception>();
        using var settler = new Settler(channel, new UnsettledTags(10, 4, 1), Never, told.Add);
        settler.Arrived(1);
        settler.Arrived(2);
        settler.Arrived(3);
        settler.Finish(1, Settlement.Ack, out var sending);
        if (late)
        {
            Assert.True(settler.Finish(2, Settlement.Ack, out _));
            writing.SetException(error);
            await sending!;
        }
        else
        {
            Assert.False(settler.Finish(2, Settlement.Ack, out _));
        }

        Assert.Equal([error], told);
        Assert.Equal(2, settler.Close());
        Assert.False(settler.Finish(3, Settlement.Ack, out _));
        Assert.Equal(1, frames);
    }

    [Fact]
    public async Task A_flush_waits_for_the_frame_that_is_being_written()
    {
        var (channel, fake) = FakeChannel.Create();
        var writing = new TaskCompletionSource();
        fake.Settle = _ => writing.Task;
        using var settler = new Settler(channel, new UnsettledTags(10, 4, 1), Never, _ => { });
        settler.Arrived(1);
        settler.Finish(1, Settlement.Ack, out var sending);
        Assert.False(sending!.IsCompleted);

        var flush = settler.FlushAsync();
        await Task.Delay(20);
        Assert.False(flush.IsCompleted);
        writing.SetResult();
        await flush.WaitAsync(TimeSpan.FromSeconds(10));
    }

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = nameof(WindowPassed))]
    private static extern void WindowPassed(Settler settler);
}
