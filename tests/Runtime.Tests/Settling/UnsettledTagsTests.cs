using Leveret.Settling;
using Leveret.Tests.Fakes;

namespace Leveret.Tests.Settling;

public sealed class UnsettledTagsTests
{
    [Fact]
    public Task Whatever_happens_the_broker_takes_every_frame() => RandomRuns.CheckAsync(25_000, Run);

    private static void Run(Random random, List<string> steps)
    {
        var prefetch = random.Next(4) == 0 ? random.Next(1, 120) : random.Next(1, 12);
        var concurrency = random.Next(1, prefetch + 1);
        var ackEvery = random.Next(2) == 0 ? Math.Max(1, prefetch / 10) : random.Next(1, prefetch + 1);
        steps.Add($"prefetch {prefetch}, concurrency {concurrency}, every {ackEvery}");

        var broker = new BrokerModel(prefetch);
        var tags = new UnsettledTags(prefetch, concurrency, ackEvery);
        var wire = new List<ulong>();
        var running = new List<ulong>();
        var finishedIn = new Dictionary<ulong, int>();
        var window = 0;
        var arrived = 0;
        var settled = 0;
        var acks = 100 - (random.Next(3) * random.Next(30));

        for (var step = random.Next(20, 160); step > 0; step--)
        {
            switch (random.Next(12))
            {
                case < 4:
                    for (var count = random.Next(1, 4); count > 0 && broker.CanHandOut; count--)
                        wire.Add(broker.HandOut());
                    break;
                case < 7 when wire.Count > 0:
                    // Each dispatch loop may be overtaken by the others.
                    var next = random.Next(Math.Min(wire.Count, concurrency));
                    steps.Add($"arrived {wire[next]}");
                    tags.Arrived(wire[next]);
                    arrived++;
                    running.Add(wire[next]);
                    wire.RemoveAt(next);
                    break;
                case < 11 when running.Count > 0:
                    var which = random.Next(3) == 0 ? running.Count - 1 : random.Next(running.Count);
                    var tag = running[which];
                    running.RemoveAt(which);
                    Finish(tag, random.Next(100) < acks ? Settlement.Ack : random.Next(2) == 0 ? Settlement.Requeue : Settlement.Reject);
                    break;
                case 11 when random.Next(3) == 0:
                    steps.Add("flush");
                    Send(flush: true, aged: false);
                    BrokerModel.Require(!broker.Waiting.Any(), "finished and not sent after a flush");
                    BrokerModel.Require(!tags.HasFinished, "says that something is finished after a flush");
                    break;
                case 11:
                    steps.Add("window");
                    Send(flush: false, aged: true);
                    tags.BeginWindow();
                    foreach (var waiting in broker.Waiting)
                        BrokerModel.Require(finishedIn[waiting] == window, $"{waiting} waits for longer than a window");

                    window++;
                    break;
            }

            BrokerModel.Require(tags.Unsettled == arrived - settled, $"{tags.Unsettled} unsettled, {arrived - settled} by the model");
            BrokerModel.Require(tags.HasFinished == broker.Waiting.Any(), "does not know whether something is finished");
        }

        foreach (var tag in wire)
            tags.Arrived(tag);

        running.AddRange(wire);
        wire.Clear();
        while (running.Count > 0)
        {
            var tag = running[random.Next(running.Count)];
            running.Remove(tag);
            Finish(tag, Settlement.Ack);
        }

        Send(flush: true, aged: false);
        BrokerModel.Require(broker.Unsettled == 0, "left unsettled in the end");

        void Finish(ulong tag, Settlement settlement)
        {
            steps.Add($"finish {tag} {settlement}");
            broker.Decide(tag, KindOf(settlement));
            finishedIn[tag] = window;
            tags.Finish(tag, settlement);
            Send(flush: false, aged: false);
            CheckWaiting();
        }

        void Send(bool flush, bool aged)
        {
            while (tags.TryTake(flush, out var frame) || (aged && tags.TryTakeAged(out frame)))
            {
                steps.Add($"  {frame}");
                var count = broker.Read(new SentFrame(frame.Tag, KindOf(frame.Settlement), frame.Multiple));
                BrokerModel.Require(count == frame.Count, $"{frame} settles {count}");
                settled += count;
            }
        }

        void CheckWaiting()
        {
            var first = running.Concat(wire).DefaultIfEmpty(ulong.MaxValue).Min();
            var before = broker.Waiting.Count(tag => tag < first);
            var behind = broker.Waiting.Count(tag => tag > first);
            var most = Math.Max(ackEvery, (prefetch - concurrency) / 2);
            BrokerModel.Require(broker.Waiting.All(tag => broker.DecisionOf(tag) == SentKind.Ack), "a delivery that goes back waits");
            BrokerModel.Require(before < ackEvery, $"{before} finished and not sent");
            BrokerModel.Require(behind < most, $"{behind} finished behind an unfinished one and not sent");
        }
    }

    /// <summary>However one delivery holds up the others, the broker can go on handing out.</summary>
    [Theory]
    [InlineData(10, 1)]
    [InlineData(10, 10)]
    [InlineData(100, 1)]
    [InlineData(100, 16)]
    [InlineData(100, 100)]
    [InlineData(2000, 8)]
    [InlineData(65535, 65535)]
    public void One_delivery_that_does_not_end_leaves_the_others_room(int prefetch, int concurrency)
    {
        var ackEvery = Math.Max(1, prefetch / 10);
        var broker = new BrokerModel(prefetch);
        var tags = new UnsettledTags(prefetch, concurrency, ackEvery);
        tags.Arrived(broker.HandOut());
        for (var round = 0; round < Math.Min(10_000, 3 * prefetch); round++)
        {
            Assert.True(broker.CanHandOut);
            var tag = broker.HandOut();
            tags.Arrived(tag);
            broker.Decide(tag, SentKind.Ack);
            tags.Finish(tag, Settlement.Ack);
            while (tags.TryTake(flush: false, out var frame))
                broker.Read(new SentFrame(frame.Tag, SentKind.Ack, frame.Multiple));

            Assert.InRange(broker.Unsettled, 1, 1 + Math.Max(ackEvery, (prefetch - concurrency) / 2));
        }
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(10, 4)]
    [InlineData(100, 8)]
    [InlineData(400, 16)]
    public void A_delivery_that_never_ends_does_not_take_more_and_more_memory(int prefetch, int concurrency)
    {
        var tags = new UnsettledTags(prefetch + 1, concurrency, Math.Max(1, prefetch / 10));
        tags.Arrived(1);
        for (var tag = 2UL; tag < 1_000_000; tag++)
        {
            tags.Arrived(tag);
            tags.Finish(tag, tag % 97 == 0 ? Settlement.Reject : Settlement.Ack);
            while (tags.TryTake(flush: false, out _))
            {
            }
        }

        Assert.InRange(RoomOf(tags), 1, 4 * (prefetch + concurrency + 2));
        tags.Finish(1, Settlement.Ack);
        Assert.True(tags.TryTake(flush: true, out _));
        while (tags.TryTake(flush: true, out _))
        {
        }

        Assert.Equal(0, tags.Unsettled);
    }

    [Fact]
    public void A_tag_that_was_skipped_is_on_its_way_and_not_acknowledged()
    {
        var tags = new UnsettledTags(10, 2, 1);
        tags.Arrived(2);
        tags.Finish(2, Settlement.Ack);

        // Behind an unfinished one a single acknowledgement is the most that can be made.
        Assert.False(tags.TryTake(flush: false, out _));
        Assert.True(tags.TryTake(flush: true, out var frame));
        Assert.Equal(new SettleFrame(2, Settlement.Ack, Multiple: false, 1), frame);

        tags.Arrived(1);
        tags.Finish(1, Settlement.Ack);
        Assert.True(tags.TryTake(flush: false, out frame));
        Assert.Equal(new SettleFrame(1, Settlement.Ack, Multiple: false, 1), frame);
    }

    [Fact]
    public void What_was_finished_before_a_return_is_acknowledged_before_it()
    {
        var tags = new UnsettledTags(10, 4, 10);
        for (var tag = 1UL; tag <= 4; tag++)
            tags.Arrived(tag);

        tags.Finish(1, Settlement.Ack);
        tags.Finish(2, Settlement.Ack);
        tags.Finish(4, Settlement.Ack);
        tags.Finish(3, Settlement.Requeue);

        Assert.Equal(
            [new SettleFrame(2, Settlement.Ack, true, 2), new SettleFrame(3, Settlement.Requeue, false, 1), new SettleFrame(4, Settlement.Ack, false, 1)],
            Take(tags, flush: true));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    public void A_tag_that_did_not_arrive_cannot_be_finished(ulong tag)
    {
        var tags = new UnsettledTags(10, 1, 1);
        Assert.Throws<InvalidOperationException>(() => tags.Finish(tag, Settlement.Ack));
        tags.Arrived(1);
        tags.Finish(1, Settlement.Ack);
        Assert.True(tags.TryTake(flush: false, out _));
        Assert.Throws<InvalidOperationException>(() => tags.Finish(tag, Settlement.Ack));
    }

    [Fact]
    public void Later_is_no_way_to_finish()
    {
        var tags = new UnsettledTags(10, 1, 1);
        tags.Arrived(1);
        Assert.Throws<ArgumentOutOfRangeException>(() => tags.Finish(1, Settlement.Later));
    }

    private static List<SettleFrame> Take(UnsettledTags tags, bool flush)
    {
        var frames = new List<SettleFrame>();
        while (tags.TryTake(flush, out var frame))
            frames.Add(frame);

        return frames;
    }

    private static int RoomOf(UnsettledTags tags)
    {
        var field = typeof(UnsettledTags).GetField("_entries", System.Reflection.BindingFlags.Instance | System.Reflection.BindingFlags.NonPublic)!;
        return ((Array)field.GetValue(tags)!).Length;
    }

    internal static SentKind KindOf(Settlement settlement) => settlement switch
    {
        Settlement.Ack => SentKind.Ack,
        Settlement.Requeue => SentKind.Nack,
        _ => SentKind.Reject,
    };
}
