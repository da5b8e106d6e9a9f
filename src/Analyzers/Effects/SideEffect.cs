using Microsoft.CodeAnalysis;

namespace Leveret.Analyzers.Effects;

/// <summary>Something a handler does that another run does once more.</summary>
internal sealed class SideEffect
{
    public SideEffect(SyntaxNode place, string name, string kind)
    {
        Place = place;
        Name = name;
        Kind = kind;
    }

    public SyntaxNode Place { get; }

    /// <summary>The call, or the value that is changed.</summary>
    public string Name { get; }

    /// <summary>What it is, with its article: <c>an insert</c>, <c>a mail</c>.</summary>
    public string Kind { get; }
}
