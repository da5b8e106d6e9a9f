using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace Leveret.Analyzers.Consumers;

/// <summary>The code that takes the deliveries of a consumer.</summary>
internal sealed class Handler
{
    public Handler(ImmutableArray<IOperation> functions, bool complete)
    {
        Functions = functions;
        Complete = complete;
    }

    /// <summary>The functions, or the loop bodies that take deliveries from a queueing consumer.</summary>
    public ImmutableArray<IOperation> Functions { get; }

    /// <summary>Whether all code that is attached to the consumer was found.</summary>
    public bool Complete { get; }
}
