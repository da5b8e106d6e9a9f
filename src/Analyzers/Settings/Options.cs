using System.Collections.Immutable;
using System.Globalization;
using Leveret.Analyzers.Code;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Leveret.Analyzers.Settings;

/// <summary>The rules' options for one file, read from .editorconfig.</summary>
internal sealed class Options : IEquatable<Options>
{
    private const int DefaultDepth = 10;
    private const int MostDepth = 50;
    private const int ShortestMarker = 3;

    public static readonly Option SearchDepth = new("leveret.search_depth", "a whole number from 1 to 50", "10");

    public static readonly Option SlowMembers = new("leveret.slow_members", "a comma-separated list of types or of types with a method", "an empty list");

    public static readonly Option SafeMembers = new("leveret.safe_members", "a comma-separated list of types or of types with a method", "an empty list");

    public static readonly Option IdempotencyMarkers = new("leveret.idempotency_markers", "a comma-separated list of parts of names of at least 3 characters", "an empty list");

    public static readonly Option PrefetchOfFixes = new("RMQ1001.prefetch", "a whole number from 1 to 65535", "the count that suits the handler");

    /// <summary>Every option that there is.</summary>
    public static readonly ImmutableArray<Option> All = ImmutableArray.Create(SearchDepth, SlowMembers, SafeMembers, IdempotencyMarkers, PrefetchOfFixes);

    private readonly ImmutableArray<string> _slow;
    private readonly ImmutableArray<string> _safe;

    private Options(int depth, int? prefetch, ImmutableArray<string> slow, ImmutableArray<string> safe, ImmutableArray<string> markers)
    {
        Depth = depth;
        Prefetch = prefetch;
        _slow = slow;
        _safe = safe;
        Markers = markers;
    }

    /// <summary>How many calls deep a handler is followed.</summary>
    public int Depth { get; }

    /// <summary>The prefetch count that fixes write first; null where it goes by the handler.</summary>
    public int? Prefetch { get; }

    /// <summary>Parts of names of types, methods or attributes that say that a handler guards itself.</summary>
    public ImmutableArray<string> Markers { get; }

    /// <summary>Reads the options of a file; <paramref name="problem"/> is told of each value that cannot be used.</summary>
    public static Options Read(AnalyzerConfigOptions config, Action<Option, string> problem)
    {
        return new Options(
            Number(config, SearchDepth, MostDepth, problem) ?? DefaultDepth,
            Number(config, PrefetchOfFixes, ushort.MaxValue, problem),
            List(config, SlowMembers, IsMember, problem),
            List(config, SafeMembers, IsMember, problem),
            List(config, IdempotencyMarkers, static m => m.Length >= ShortestMarker && IsMember(m), problem));
    }

    /// <summary>Options that differ from the defaults in nothing but the depth.</summary>
    public static Options WithDepth(int depth) => new(depth, prefetch: null, ImmutableArray<string>.Empty, ImmutableArray<string>.Empty, ImmutableArray<string>.Empty);

    public bool Equals(Options? other) =>
        other is not null && Depth == other.Depth && _slow.SequenceEqual(other._slow) && _safe.SequenceEqual(other._safe) && Markers.SequenceEqual(other.Markers);

    public override bool Equals(object? obj) => Equals(obj as Options);

    public override int GetHashCode() => (((((Depth * 31) + _slow.Length) * 31) + _safe.Length) * 31) + Markers.Length;

    public bool IsSlow(Call call) => Names(_slow, call);

    public bool IsSafe(Call call) => Names(_safe, call);

    private static int? Number(AnalyzerConfigOptions config, Option option, int most, Action<Option, string> problem)
    {
        if (!config.TryGetValue(option.Key, out var text))
            return null;
        if (int.TryParse(text.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= 1 && number <= most)
            return number;

        problem(option, text);
        return null;
    }

    private static ImmutableArray<string> List(AnalyzerConfigOptions config, Option option, Func<string, bool> isValid, Action<Option, string> problem)
    {
        if (!config.TryGetValue(option.Key, out var text) || string.IsNullOrWhiteSpace(text))
            return ImmutableArray<string>.Empty;

        var entries = text.Split(',').Select(static e => e.Trim()).ToImmutableArray();
        if (entries.All(isValid))
            return entries;

        problem(option, text);
        return ImmutableArray<string>.Empty;
    }

    /// <summary>Whether the entry is made of identifiers with dots between them.</summary>
    private static bool IsMember(string entry) =>
        entry.Split('.').All(static part => part.Length > 0 && !char.IsDigit(part[0]) && part.All(static c => char.IsLetterOrDigit(c) || c == '_'));

    /// <summary>An entry names a type, with or without its namespace, or a method of it.</summary>
    private static bool Names(ImmutableArray<string> entries, Call call)
    {
        if (entries.IsEmpty)
            return false;

        var type = call.Namespace.Length == 0 ? call.TypeName : call.Namespace + "." + call.TypeName;
        return entries.Any(e => e == type || e == call.TypeName || e == type + "." + call.Name || e == call.TypeName + "." + call.Name);
    }
}
