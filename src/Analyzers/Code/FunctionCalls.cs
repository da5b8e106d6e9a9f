using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace Leveret.Analyzers.Code;

/// <summary>The calls that a function makes itself, with or without those in its catch clauses, in source order.</summary>
internal sealed class FunctionCalls
{
    public FunctionCalls(IOperation function, ImmutableArray<(IOperation Function, IOperation Site)> inside, ImmutableArray<Call> leaving)
    {
        Function = function;
        Inside = inside;
        Leaving = leaving;
    }

    public IOperation Function { get; }

    /// <summary>The functions of this compilation that it runs, and where it does.</summary>
    public ImmutableArray<(IOperation Function, IOperation Site)> Inside { get; }

    /// <summary>The calls into other assemblies, and those whose target is not known.</summary>
    public ImmutableArray<Call> Leaving { get; }
}
