using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace Leveret.Analyzers.Code;

/// <summary>The functions that a call can run, as far as they are in this compilation.</summary>
internal sealed class CallTarget
{
    public static readonly CallTarget Unknown = new(ImmutableArray<IOperation>.Empty, complete: false);

    public CallTarget(ImmutableArray<IOperation> functions, bool complete)
    {
        Functions = functions;
        Complete = complete;
    }

    /// <summary>Member bodies, local functions and lambdas.</summary>
    public ImmutableArray<IOperation> Functions { get; }

    /// <summary>False where the call can run code that is not seen.</summary>
    public bool Complete { get; }
}
