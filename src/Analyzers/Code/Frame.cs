using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Leveret.Analyzers.Code;

/// <summary>A function that was reached, and how.</summary>
internal sealed class Frame
{
    public Frame(FunctionCalls calls, Frame? caller, IOperation? site)
    {
        Calls = calls;
        Caller = caller;
        Site = site;
        Depth = DepthOf(calls.Function, caller);
    }

    public IOperation Function => Calls.Function;

    public FunctionCalls Calls { get; }

    /// <summary>The function that calls this one; null for the first.</summary>
    public Frame? Caller { get; }

    /// <summary>Where in <see cref="Caller"/> this function is called.</summary>
    public IOperation? Site { get; }

    /// <summary>How many calls lie between the first function and this one.</summary>
    public int Depth { get; }

    /// <summary>How deep a function is that <paramref name="caller"/> runs. A lambda that is passed on counts with its function.</summary>
    public static int DepthOf(IOperation function, Frame? caller) =>
        caller is null ? 0 : caller.Depth + (function is IAnonymousFunctionOperation ? 0 : 1);
}
