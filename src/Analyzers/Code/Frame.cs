using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Leveret.Analyzers.Code;

/// <summary>A function that was reached, and how.</summary>
internal sealed class Frame
{
    public Frame(IOperation function, Frame? caller, IOperation? site)
    {
        Function = function;
        Caller = caller;
        Site = site;
        Depth = caller is null ? 0 : caller.Depth + (function is IAnonymousFunctionOperation ? 0 : 1);
    }

    public IOperation Function { get; }

    /// <summary>The function that calls this one; null for the first.</summary>
    public Frame? Caller { get; }

    /// <summary>Where in <see cref="Caller"/> this function is called.</summary>
    public IOperation? Site { get; }

    /// <summary>How many calls lie between the first function and this one. A lambda that is passed on counts with its function.</summary>
    public int Depth { get; }
}
