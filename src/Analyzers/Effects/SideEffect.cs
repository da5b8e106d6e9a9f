using Leveret.Analyzers.Code;
using Microsoft.CodeAnalysis;

namespace Leveret.Analyzers.Effects;

/// <summary>Something a handler does that another run does once more.</summary>
internal sealed class SideEffect
{
    public SideEffect(IOperation operation, Frame frame, string name, string kind)
    {
        Operation = operation;
        Frame = frame;
        Name = name;
        Kind = kind;
    }

    public IOperation Operation { get; }

    /// <summary>The function that it stands in.</summary>
    public Frame Frame { get; }

    /// <summary>The call, or the value that is changed.</summary>
    public string Name { get; }

    /// <summary>What it is, with its article: <c>an insert</c>, <c>a mail</c>.</summary>
    public string Kind { get; }
}
