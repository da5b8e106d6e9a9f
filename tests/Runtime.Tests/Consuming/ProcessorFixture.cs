using System.Text;
using Leveret.Consuming;
using Leveret.Failing;
using Leveret.Observing;
using Leveret.Tests.Fakes;
using RabbitMQ.Client;

namespace Leveret.Tests.Consuming;

/// <summary>A session and its processor over channels without a broker.</summary>
internal sealed class ProcessorFixture : IAsyncDisposable
{
    private readonly CancellationTokenSource _giveUp = new();
    private readonly MessageMover _mover;
    private readonly ConsumerMeasure _measure = new("orders");
    private readonly IConnection _connection;
    private readonly List<ConsumerSession> _sessions = [];
    private readonly List<SentFrame> _frames = [];
    private ulong _tag;

    public ProcessorFixture(DeliveryHandler handler, Action<ConsumerOptions>? set = null)
    {
        var options = new ConsumerOptions("orders") { Prefetch = 10, Concurrency = 4, AckEvery = 1 };
        options.Retry.Jitter = 0;
        set?.Invoke(options);
        var settings = ConsumerSettings.From(options, static _ => null);
        var (publishing, fake) = FakeChannel.Create();
        Side = fake;
        _connection = FakeConnection.Create(OpenChannel);
        _mover = new MessageMover(settings, new CopyPublisher(new FakeConnections(FakeConnection.Create(() => publishing)), TimeSpan.FromSeconds(5)), _measure, TimeProvider.System);
        Settings = settings;
        Lost = new LostAcks(1000, TimeProvider.System);
        Processor = new DeliveryProcessor(settings, handler, _mover, Lost, _measure, TimeProvider.System, _giveUp.Token);
    }

    public ConsumerSettings Settings { get; }

    public LostAcks Lost { get; }

    public DeliveryProcessor Processor { get; }

    /// <summary>The channel that copies are published on.</summary>
    public FakeChannel Side { get; }

    /// <summary>How the last frame settled its delivery; null where there was none.</summary>
    public SentKind? Settled => Frames is [.., var last] ? last.Kind : null;

    public IReadOnlyList<SentFrame> Frames
    {
        get
        {
            lock (_frames)
                return [.. _frames];
        }
    }

    /// <summary>The one copy that was published.</summary>
    public FakeChannel.Published Copy => Assert.Single(Side.Messages);

    public Task GiveUpAsync() => _giveUp.CancelAsync();

    public async Task<ConsumerSession> OpenAsync()
    {
        _tag = 0;
        var session = await ConsumerSession.OpenAsync(_connection, Settings, Processor, _mover, Lost, _measure, CancellationToken.None);
        _sessions.Add(session);
        return session;
    }

    /// <summary>Hands out a message and waits until it is settled, or known to be held.</summary>
    public async Task DeliverAsync(IDictionary<string, object?>? headers = null, string? messageId = "1", bool redelivered = false, string body = "{}") =>
        await DeliverAsync(_sessions is [.., var last] ? last : await OpenAsync(), headers, messageId, redelivered, body).WaitAsync(TimeSpan.FromSeconds(20));

    public Task DeliverAsync(ConsumerSession session, IDictionary<string, object?>? headers = null, string? messageId = "1", bool redelivered = false, string body = "{}")
    {
        var properties = new BasicProperties { Headers = headers };
        if (messageId is not null)
            properties.MessageId = messageId;

        return session.HandleBasicDeliverAsync("tag", ++_tag, redelivered, "shop", "order.new", properties, Encoding.UTF8.GetBytes(body), CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        await _giveUp.CancelAsync();
        foreach (var session in _sessions)
            await session.DisposeAsync();

        _giveUp.Dispose();
    }

    private IChannel OpenChannel()
    {
        var (channel, fake) = FakeChannel.Create();
        fake.Settle = frame =>
        {
            lock (_frames)
                _frames.Add(frame);

            return Task.CompletedTask;
        };
        return channel;
    }
}
