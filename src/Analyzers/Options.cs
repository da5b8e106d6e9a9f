using System.Collections.Immutable;
using Leveret.Analyzers.Code;

namespace Leveret.Analyzers;

/// <summary>The rules' options for one file, read from .editorconfig.</summary>
internal sealed class Options
{
    public const int DefaultDepth = 10;

    public static readonly Options Default = new(DefaultDepth, ImmutableArray<string>.Empty, ImmutableArray<string>.Empty, ImmutableArray<string>.Empty);

    private readonly ImmutableArray<string> _slow;
    private readonly ImmutableArray<string> _safe;

    public Options(int depth, ImmutableArray<string> slow, ImmutableArray<string> safe, ImmutableArray<string> idempotencyMarkers)
    {
        Depth = depth;
        _slow = slow;
        _safe = safe;
        IdempotencyMarkers = idempotencyMarkers;
    }

    /// <summary>How many calls deep a handler is followed.</summary>
    public int Depth { get; }

    /// <summary>Parts of names of types, methods or attributes that say that a handler guards itself.</summary>
    public ImmutableArray<string> IdempotencyMarkers { get; }

    public bool IsSlow(Call call) => Names(_slow, call);

    public bool IsSafe(Call call) => Names(_safe, call);

    /// <summary>An entry names a type, with or without its namespace, or a method of it.</summary>
    private static bool Names(ImmutableArray<string> entries, Call call)
    {
        if (entries.IsEmpty)
            return false;

        var type = call.Namespace.Length == 0 ? call.TypeName : call.Namespace + "." + call.TypeName;
        return entries.Any(e => e == type || e == call.TypeName || e == type + "." + call.Name || e == call.TypeName + "." + call.Name);
    }
}
