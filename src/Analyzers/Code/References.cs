using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace Leveret.Analyzers.Code;

/// <summary>Where a symbol is used, and whether that is all of it.</summary>
internal sealed class References
{
    /// <summary>Too many names to look at, or none in sight.</summary>
    public static readonly References Unknown = new(ImmutableArray<SyntaxNode>.Empty, complete: false);

    public References(ImmutableArray<SyntaxNode> nodes, bool complete)
    {
        Nodes = nodes;
        Complete = complete;
    }

    public ImmutableArray<SyntaxNode> Nodes { get; }

    public bool Complete { get; }
}
