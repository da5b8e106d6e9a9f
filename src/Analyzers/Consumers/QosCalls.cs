using Leveret.Analyzers.Code;
using Leveret.Analyzers.Symbols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Leveret.Analyzers.Consumers;

/// <summary>Every BasicQos of a compilation, by file and by channel.</summary>
internal sealed class QosCalls
{
    private readonly RabbitModel _model;
    private readonly Dictionary<SyntaxTree, List<QosCall>> _byFile = new();
    private readonly Dictionary<SyntaxTree, ChannelUses<QosCall>> _limits;
    private readonly TraceIndex<QosCall> _byChannel = new();
    private readonly List<QosCall> _onUnknownChannels = new();

    public QosCalls(RabbitModel model)
    {
        _model = model;
        foreach (var call in model.CallsOf(ChannelMember.Qos, "BasicQos"))
        {
            if (call.Argument("prefetchCount") is { } count)
                Add(new QosCall(call, count, ZeroOf(count), call.Argument("global")?.ConstantValue is { HasValue: true, Value: true }, model.ChannelOf(call)));
        }

        _limits = _byFile.ToDictionary(static f => f.Key, static f => new ChannelUses<QosCall>(f.Value.Where(static c => c.SetsLimit), static c => c.Call, static c => c.Channel));
    }

    public IReadOnlyList<QosCall> In(SyntaxTree tree) => _byFile.TryGetValue(tree, out var calls) ? calls : Array.Empty<QosCall>();

    /// <summary>The calls on what may be that channel.</summary>
    public IEnumerable<QosCall> On(Channel channel) =>
        _byChannel.Near(channel.Trace).Select(static c => c.Item).Where(c => c.Channel.MayBe(channel));

    /// <summary>The calls that set a limit on what may be the channel of <paramref name="call"/>, after it in its file, nearest first.</summary>
    public IEnumerable<QosCall> LimitsAfter(QosCall call) => _limits[call.Call.Syntax.SyntaxTree].After(call.Call.Syntax.Span.End, call.Channel);

    /// <summary>The calls on channels of which not every origin was found.</summary>
    public IReadOnlyList<QosCall> OnUnknownChannels => _onUnknownChannels;

    private void Add(QosCall call)
    {
        if (!_byFile.TryGetValue(call.Call.Syntax.SyntaxTree, out var calls))
            _byFile.Add(call.Call.Syntax.SyntaxTree, calls = new List<QosCall>());
        calls.Add(call);
        _byChannel.Add(call.Channel.Trace, call);
        if (!call.Channel.IsFollowed)
            _onUnknownChannels.Add(call);
    }

    private IOperation? ZeroOf(IOperation count)
    {
        if (count.ConstantValue is { HasValue: true, Value: { } literal })
            return IsZero(literal) ? count : null;

        if (_model.Flow.Constant(count) is { HasValue: true, Value: { } value })
            return IsZero(value) ? _model.Flow.Trace(count).Origins[0] : null;

        return count.Unwrapped() is IParameterReferenceOperation { Parameter: { HasExplicitDefaultValue: true, ExplicitDefaultValue: { } given, ContainingSymbol: IMethodSymbol { MethodKind: not MethodKind.AnonymousFunction } } parameter }
            && IsZero(given) && _model.Code.ReferencesTo(parameter).Nodes.Length == 1 && _model.Flow.Calls.CallersOf((IMethodSymbol)parameter.ContainingSymbol).IsEmpty
                ? count
                : null;
    }

    public static bool IsZero(object? value) => value is IConvertible number and (int or long or uint or ulong or short or ushort or byte or sbyte) && Convert.ToDecimal(number, System.Globalization.CultureInfo.InvariantCulture) == 0;
}
