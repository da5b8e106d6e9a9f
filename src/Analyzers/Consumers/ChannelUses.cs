using Leveret.Analyzers.Code;
using Microsoft.CodeAnalysis.Operations;

namespace Leveret.Analyzers.Consumers;

/// <summary>Calls of one file, in source order, by the channel that they are made on.</summary>
internal sealed class ChannelUses<T>
{
    private readonly TraceIndex<(T Use, Channel Channel)> _byChannel = new();
    private readonly List<int> _starts = new();

    public ChannelUses(IEnumerable<T> uses, Func<T, IInvocationOperation> call, Func<T, Channel> channel)
    {
        foreach (var use in uses.OrderBy(u => call(u).Syntax.SpanStart))
        {
            _starts.Add(call(use).Syntax.SpanStart);
            _byChannel.Add(channel(use).Trace, (use, channel(use)));
        }
    }

    /// <summary>The calls on what may be that channel.</summary>
    public IEnumerable<T> On(Channel channel) => After(-1, channel);

    /// <summary>The calls after a position on what may be that channel, nearest first.</summary>
    public IEnumerable<T> After(int position, Channel channel)
    {
        var from = _starts.BinarySearch(position + 1);
        return _byChannel.Near(channel.Trace, from < 0 ? ~from : from).Where(u => u.Item.Channel.MayBe(channel)).Select(static u => u.Item.Use);
    }
}
