using Leveret.Tests.Fakes;

namespace Leveret.Tests.Settling;

/// <summary>
/// What a broker knows of one channel: it counts tags up from 1, leaves no more than the prefetch unsettled, and takes a frame
/// only for a tag that is unsettled. It also knows what the consumer has decided, so that a frame for unfinished work is seen.
/// </summary>
internal sealed class BrokerModel(int prefetch)
{
    private readonly SortedDictionary<ulong, SentKind?> _unsettled = [];
    private ulong _last;

    public int Unsettled => _unsettled.Count;

    public bool CanHandOut => _unsettled.Count < prefetch;

    /// <summary>The tags whose work has ended and which no frame has settled, in order.</summary>
    public IEnumerable<ulong> Waiting => _unsettled.Where(static pair => pair.Value is not null).Select(static pair => pair.Key);

    public SentKind? DecisionOf(ulong tag) => _unsettled[tag];

    public ulong HandOut()
    {
        Require(CanHandOut, "more than the prefetch");
        _unsettled.Add(++_last, null);
        return _last;
    }

    /// <summary>The consumer is about to say that the work on a delivery has ended.</summary>
    public void Decide(ulong tag, SentKind kind)
    {
        Require(_unsettled.TryGetValue(tag, out var before) && before is null, $"{tag} decided twice");
        _unsettled[tag] = kind;
    }

    /// <summary>The broker reads a frame.</summary>
    /// <returns>How many deliveries it settles.</returns>
    public int Read(SentFrame frame)
    {
        Require(frame.Tag != 0, "tag 0");
        Require(_unsettled.ContainsKey(frame.Tag), $"{frame}: the tag is unknown or settled already");
        if (!frame.Multiple)
        {
            Require(_unsettled[frame.Tag] == frame.Kind, $"{frame}: the delivery is {Name(_unsettled[frame.Tag])}");
            _unsettled.Remove(frame.Tag);
            return 1;
        }

        Require(frame.Kind == SentKind.Ack, $"{frame}: only acknowledgements are made for several");
        var settled = _unsettled.Keys.TakeWhile(tag => tag <= frame.Tag).ToList();
        foreach (var tag in settled)
        {
            Require(_unsettled[tag] == SentKind.Ack, $"{frame}: {tag} is {Name(_unsettled[tag])}");
            _unsettled.Remove(tag);
        }

        return settled.Count;
    }

    public static void Require(bool right, string wrong)
    {
        if (!right)
            throw new InvalidOperationException(wrong);
    }

    private static string Name(SentKind? decision) => decision?.ToString() ?? "unfinished";
}
