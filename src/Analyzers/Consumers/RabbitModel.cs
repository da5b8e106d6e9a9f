using System.Collections.Concurrent;
using System.Collections.Immutable;
using Leveret.Analyzers.Code;
using Leveret.Analyzers.Effects;
using Leveret.Analyzers.Paths;
using Leveret.Analyzers.Settings;
using Leveret.Analyzers.Symbols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace Leveret.Analyzers.Consumers;

/// <summary>
/// What the code of one compilation does with RabbitMQ: the consumers it starts, the channels, limits and handlers they
/// have. Everything is found when it is first asked for.
/// </summary>
internal sealed class RabbitModel
{
    /// <summary>A consumer made with the channel of a consumer made with the channel of a consumer: enough.</summary>
    private const int MostConsumersDeep = 3;

    [ThreadStatic]
    private static int _consumersDeep;

    private readonly ConcurrentDictionary<SyntaxNode, ConsumerStart> _consumers = new();
    private readonly ConcurrentDictionary<SyntaxNode, Channel> _channels = new();
    private readonly ConcurrentDictionary<ISymbol, Channel> _channelsOfSlots = new(SymbolEqualityComparer.Default);
    private readonly ConcurrentDictionary<SyntaxTree, ChannelUses<ConsumerStart>> _consumersOnChannels = new();
    private readonly ConcurrentDictionary<SyntaxNode, string> _texts = new();
    private readonly ConcurrentDictionary<(SyntaxTree Tree, ChannelMember Member), ImmutableArray<IInvocationOperation>> _calls = new();
    private readonly ConcurrentDictionary<SyntaxTree, string?> _onlyQueues = new();
    private readonly Lazy<QosCalls> _qos;
    private readonly Lazy<DeliveryLimits> _limits;
    private readonly ConcurrentDictionary<Options, EffectsCache> _effects = new();
    private readonly FunctionCallsCache _functions;
    private readonly FunctionCallsCache _functionsWithCatches;
    private readonly Lazy<TraceIndex<ConsumerStart>> _consumersByChannel;
    private readonly HandlerFinder _handlers;

    public RabbitModel(RabbitSymbols rabbit, CodeIndex code)
    {
        Rabbit = rabbit;
        Code = code;
        Flow = new ValueFlow(code);
        _functions = new FunctionCallsCache(code, Flow.Calls, rabbit, withCatches: false);
        _functionsWithCatches = new FunctionCallsCache(code, Flow.Calls, rabbit, withCatches: true);
        Functions = new FunctionIndex(this);
        _handlers = new HandlerFinder(this);
        _consumersByChannel = new Lazy<TraceIndex<ConsumerStart>>(IndexConsumers, LazyThreadSafetyMode.PublicationOnly);
        _qos = new Lazy<QosCalls>(() => new QosCalls(this), LazyThreadSafetyMode.PublicationOnly);
        _limits = new Lazy<DeliveryLimits>(() => new DeliveryLimits(this), LazyThreadSafetyMode.PublicationOnly);
    }

    public RabbitSymbols Rabbit { get; }

    public CodeIndex Code { get; }

    public ValueFlow Flow { get; }

    /// <summary>What functions and blocks do.</summary>
    public FunctionIndex Functions { get; }

    /// <summary>Every BasicQos of the compilation.</summary>
    public QosCalls Qos => _qos.Value;

    /// <summary>How often the broker redelivers from the queues that the compilation declares.</summary>
    public DeliveryLimits Limits => _limits.Value;

    /// <summary>Every consumer of the compilation.</summary>
    public IEnumerable<ConsumerStart> Consumers => CallsOf(ChannelMember.Consume, "BasicConsume").Select(ConsumerAt);

    /// <summary>The consumers of the compilation that start on what may be that channel, in the order of <see cref="Consumers"/>.</summary>
    public IEnumerable<ConsumerStart> ConsumersOn(Channel channel) =>
        _consumersByChannel.Value.Near(channel.Trace).Select(static c => c.Item).Where(c => c.Channel.MayBe(channel));

    public IEnumerable<ConsumerStart> ConsumersIn(SyntaxTree tree) =>
        CallsIn(tree, ChannelMember.Consume, "BasicConsume").Select(ConsumerAt);

    /// <summary>The consumers of a file by their channels.</summary>
    public ChannelUses<ConsumerStart> ConsumersOn(SyntaxTree tree) =>
        _consumersOnChannels.GetOrAdd(tree, t => new ChannelUses<ConsumerStart>(ConsumersIn(t), static c => c.Call, static c => c.Channel));

    public IEnumerable<IInvocationOperation> GetsIn(SyntaxTree tree) => CallsIn(tree, ChannelMember.Get, "BasicGet");

    /// <summary>The calls of a file that a rule looks at.</summary>
    public IEnumerable<IInvocationOperation> CallsIn(SyntaxTree tree) =>
        CallsIn(tree, ChannelMember.Consume, "BasicConsume")
            .Concat(GetsIn(tree))
            .Concat(CallsIn(tree, ChannelMember.Qos, "BasicQos"))
            .Concat(NegativeSettlementsIn(tree).Select(static s => s.Call))
            .Concat(CountsIn(tree));

    /// <summary>The calls of a file that ask how many messages a queue holds.</summary>
    public IEnumerable<IInvocationOperation> CountsIn(SyntaxTree tree) =>
        CallsIn(tree, ChannelMember.MessageCount, "MessageCount").Concat(CallsIn(tree, ChannelMember.DeclareQueuePassive, "QueueDeclarePassive"));

    /// <summary>The nacks and rejects of a file.</summary>
    public IEnumerable<(IInvocationOperation Call, ChannelMember Member)> NegativeSettlementsIn(SyntaxTree tree) =>
        CallsIn(tree, ChannelMember.Nack, "BasicNack").Select(static c => (c, ChannelMember.Nack))
            .Concat(CallsIn(tree, ChannelMember.Reject, "BasicReject").Select(static c => (c, ChannelMember.Reject)));

    /// <summary>The name of the queue that a file consumes from, where it is one and constant.</summary>
    public string? OnlyQueueIn(SyntaxTree tree) => _onlyQueues.GetOrAdd(tree, FindOnlyQueue);

    /// <summary>The code that runs for each delivery.</summary>
    public ReachedCode Reached(Handler handler, Options options) => ReachedFrom(handler.Functions, options);

    public ReachedCode ReachedFrom(IEnumerable<IOperation> functions, Options options) =>
        ReachedCode.From(functions, _functions, options.Depth);

    /// <summary>What functions do under the options of a file.</summary>
    public EffectsCache Effects(Options options) => _effects.GetOrAdd(options, o => new EffectsCache(this, o));

    /// <summary>The code that runs for each delivery, with what runs after a failure.</summary>
    public ReachedCode ReachedAlsoByFailure(IEnumerable<IOperation> functions, Options options) =>
        ReachedCode.From(functions, _functionsWithCatches, options.Depth);

    /// <summary>The string constants that a function spells or names, joined; read once.</summary>
    public string TextOf(IOperation function, Func<string> read) => _texts.GetOrAdd(function.Syntax, _ => read());

    /// <summary>The channel that a call is made on, found once for all calls on one variable or field.</summary>
    public Channel ChannelOf(IInvocationOperation call)
    {
        var receiver = call.Receiver() ?? call;
        return receiver.Unwrapped() is ILocalReferenceOperation or IParameterReferenceOperation or IFieldReferenceOperation
            ? _channelsOfSlots.GetOrAdd(receiver.Unwrapped().Slot()!, _ => new Channel(receiver, this))
            : _channels.GetOrAdd(call.Syntax, _ => new Channel(receiver, this));
    }

    /// <summary>The calls in a file that do <paramref name="member"/>, under its name of each client generation.</summary>
    public ImmutableArray<IInvocationOperation> CallsIn(SyntaxTree tree, ChannelMember member, string name) =>
        _calls.GetOrAdd((tree, member), _ => Spellings(name).SelectMany(s => TreeText.Of(tree).Named(s, within: null, CodeIndex.Cancellation)).Select(n => CallAt(n, member)).OfType<IInvocationOperation>().ToImmutableArray());

    /// <summary>Every call of the compilation that declares a queue.</summary>
    public IEnumerable<IInvocationOperation> QueueDeclarations =>
        CallsOf(ChannelMember.DeclareQueue, "QueueDeclare").Concat(CallsOf(ChannelMember.DeclareQueue, "QueueDeclareNoWait"));

    /// <summary>The calls in the compilation that do <paramref name="member"/>, under its name of each client generation.</summary>
    public IEnumerable<IInvocationOperation> CallsOf(ChannelMember member, string name) =>
        Spellings(name).SelectMany(spelling => Code.Named(spelling)).Select(n => CallAt(n, member)).OfType<IInvocationOperation>();

    /// <summary>Whether auto-ack is on for a consume or get, or who is asked.</summary>
    public AckMode AckModeOf(IInvocationOperation call)
    {
        var argument = call.Argument("autoAck") ?? call.Argument("noAck");
        return Flow.Constant(argument) is { HasValue: true, Value: bool auto }
            ? auto ? AckMode.Auto : AckMode.Manual
            : AckMode.Unknown;
    }

    /// <summary>The name of the queue where it is a constant.</summary>
    public string? QueueOf(IInvocationOperation call) =>
        Flow.Constant(call.Argument("queue")) is { HasValue: true, Value: string { Length: > 0 } name } ? name : null;

    /// <summary>
    /// The channel behind <c>consumer.Model</c> (5, 6) or <c>consumer.Channel</c> (7): the one that the consumer was made with.
    /// </summary>
    public Channel? ConsumersOwnChannel(IOperation origin)
    {
        if (_consumersDeep >= MostConsumersDeep)
            return null;

        _consumersDeep++;
        try
        {
            return FindOwnChannel(origin);
        }
        finally
        {
            _consumersDeep--;
        }
    }

    private Channel? FindOwnChannel(IOperation origin)
    {
        if (origin is not IPropertyReferenceOperation { Property: { Name: "Model" or "Channel" } property, Instance: { } consumer } || !Rabbit.IsClient(property))
            return null;

        if (consumer is IInstanceReferenceOperation { Type: INamedTypeSymbol type })
        {
            foreach (var constructor in type.InstanceConstructors)
            {
                foreach (var body in Code.BodiesOf(constructor))
                {
                    if (body.Here().OfType<IInvocationOperation>().FirstOrDefault(static c => c.TargetMethod.MethodKind == MethodKind.Constructor) is { } @base
                        && @base.Arguments.FirstOrDefault(a => Rabbit.IsChannel(a.Value.Type)) is { } given)
                    {
                        return new Channel(given.Value, this);
                    }
                }
            }

            return null;
        }

        var made = Flow.Trace(consumer).Origins.OfType<IObjectCreationOperation>().FirstOrDefault(c => Rabbit.IsConsumer(c.Type));
        return made?.Arguments.FirstOrDefault(a => Rabbit.IsChannel(a.Value.Type)) is { } argument ? new Channel(argument.Value, this) : null;
    }

    /// <summary>Whether the method that makes a channel returns it, and so makes another at each call.</summary>
    public bool IsInFactory(IOperation creation) =>
        creation.SelfAndAncestors().Any(static o => o is IReturnOperation)
        || ValueFlow.Returned(creation.Function()).Any(r => Flow.Trace(r).Origins.Any(o => o.Syntax == creation.Syntax));

    private TraceIndex<ConsumerStart> IndexConsumers()
    {
        var index = new TraceIndex<ConsumerStart>();
        foreach (var consumer in Consumers)
            index.Add(consumer.Channel.Trace, consumer);
        return index;
    }

    private ConsumerStart ConsumerAt(IInvocationOperation call) =>
        _consumers.GetOrAdd(call.Syntax, _ => new ConsumerStart(call, AckModeOf(call), QueueOf(call), ChannelOf(call), _handlers.Find(call)));

    private IInvocationOperation? CallAt(SyntaxNode name, ChannelMember member) =>
        name.Expression().Parent is InvocationExpressionSyntax syntax
        && Code.OperationAt(syntax) is IInvocationOperation call
        && Rabbit.Classify(call.TargetMethod) == member
            ? call
            : null;

    private static string[] Spellings(string name) => new[] { name, name + "Async" };

    private string? FindOnlyQueue(SyntaxTree tree)
    {
        var queues = ConsumersIn(tree).Select(static c => c.Queue).Concat(GetsIn(tree).Select(QueueOf)).Distinct().Take(2).ToList();
        return queues.Count == 1 ? queues[0] : null;
    }
}
