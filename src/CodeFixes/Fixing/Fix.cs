using System.Collections.Immutable;

namespace Leveret.CodeFixes.Fixing;

/// <summary>One way to mend one report.</summary>
internal sealed class Fix
{
    public Fix(string title, string key, ImmutableArray<Edit> edits, bool isConditional = false)
    {
        Title = title;
        Key = key;
        Edits = edits;
        IsConditional = isConditional;
    }

    /// <summary>What the action is called where it is offered.</summary>
    public string Title { get; }

    /// <summary>Tells the kind of fix: actions with the same key are applied together.</summary>
    public string Key { get; }

    /// <summary>The changes, none of which meets another.</summary>
    public ImmutableArray<Edit> Edits { get; }

    /// <summary>Whether it is right only under a condition that its title names. Such a fix is never the first that is offered.</summary>
    public bool IsConditional { get; }

    public bool Meets(Fix other) => Edits.Any(e => other.Edits.Any(o => e.Meets(o)));

    public bool IsSameAs(Fix other) => Edits.Length == other.Edits.Length && Edits.All(e => other.Edits.Any(e.IsSameAs));
}
