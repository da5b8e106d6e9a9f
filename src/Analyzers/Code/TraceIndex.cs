using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Leveret.Analyzers.Code;

/// <summary>Things by the object that they belong to, so that finding those of one object does not mean looking at all.</summary>
internal sealed class TraceIndex<T>
{
    private readonly List<(ValueTrace Trace, T Item)> _items = new();
    private readonly Dictionary<ISymbol, List<int>> _bySlot = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<SyntaxNode, List<int>> _byCreation = new();

    public void Add(ValueTrace trace, T item)
    {
        foreach (var slot in trace.Near.Concat(trace.Far))
            AddUnder(_bySlot, slot);
        foreach (var creation in CreationsOf(trace))
            AddUnder(_byCreation, creation);
        _items.Add((trace, item));
    }

    /// <summary>
    /// The things, in the order in which they were added and from number <paramref name="from"/> on, that share storage or a
    /// creation with <paramref name="trace"/>.
    /// </summary>
    public IEnumerable<(ValueTrace Trace, T Item)> Near(ValueTrace trace, int from = 0)
    {
        var shared = new List<List<int>>();
        foreach (var slot in trace.Near.Concat(trace.Far))
            AddFrom(_bySlot, slot, shared);
        foreach (var creation in CreationsOf(trace))
            AddFrom(_byCreation, creation, shared);
        for (var next = First(shared, from); next < _items.Count; next = First(shared, next + 1))
            yield return _items[next];
    }

    /// <summary>The first number in ascending lists that is not below <paramref name="from"/>.</summary>
    private int First(List<List<int>> numbers, int from)
    {
        var first = _items.Count;
        foreach (var list in numbers)
        {
            var at = list.BinarySearch(from);
            at = at < 0 ? ~at : at;
            if (at < list.Count)
                first = Math.Min(first, list[at]);
        }

        return first;
    }

    private static IEnumerable<SyntaxNode> CreationsOf(ValueTrace trace) =>
        trace.Origins.Where(static o => o is IObjectCreationOperation or IInvocationOperation).Select(static o => o.Syntax);

    private void AddUnder<TKey>(Dictionary<TKey, List<int>> index, TKey key)
        where TKey : notnull
    {
        if (!index.TryGetValue(key, out var items))
            index.Add(key, items = new List<int>());
        if (items.Count == 0 || items[items.Count - 1] != _items.Count)
            items.Add(_items.Count);
    }

    private static void AddFrom<TKey>(Dictionary<TKey, List<int>> index, TKey key, List<List<int>> found)
        where TKey : notnull
    {
        if (index.TryGetValue(key, out var items))
            found.Add(items);
    }
}
