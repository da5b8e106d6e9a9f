using Microsoft.CodeAnalysis;

namespace Leveret.Analyzers.Code;

/// <summary>
/// The code that runs when a function runs: the function, what it calls in this compilation, and the calls that leave it.
/// What is called only after an exception was caught does not count: it is the answer to a failure, not the work.
/// </summary>
internal sealed class ReachedCode
{
    /// <summary>More functions than this are not read; the answer is then incomplete.</summary>
    private const int MostFunctions = 600;

    private readonly int _depth;
    private readonly Queue<Frame> _pending = new();
    private readonly HashSet<SyntaxNode> _seen = new();
    private readonly List<Frame> _functions = new();

    private ReachedCode(int depth) => _depth = depth;

    /// <summary>The functions that were reached, nearest first.</summary>
    public IReadOnlyList<Frame> Functions => _functions;

    /// <summary>The calls into other assemblies, and those whose target is not known, nearest first, with the function they stand in.</summary>
    public IEnumerable<(Call Call, Frame Frame)> Leaving => _functions.SelectMany(static f => f.Calls.Leaving, static (frame, call) => (call, frame));

    /// <summary>Whether every call was followed to its end.</summary>
    public bool Complete { get; private set; } = true;

    public static ReachedCode From(IEnumerable<IOperation> functions, FunctionCallsCache calls, int depth)
    {
        var reached = new ReachedCode(depth);
        foreach (var function in functions)
            reached.Enqueue(function, caller: null, site: null, calls);
        while (reached._pending.Count > 0)
        {
            CodeIndex.Cancellation.ThrowIfCancellationRequested();
            var frame = reached._pending.Dequeue();
            reached._functions.Add(frame);
            foreach (var (function, site) in frame.Calls.Inside)
                reached.Enqueue(function, frame, site, calls);
        }

        return reached;
    }

    private void Enqueue(IOperation function, Frame? caller, IOperation? site, FunctionCallsCache calls)
    {
        if (Frame.DepthOf(function, caller) > _depth || _seen.Count >= MostFunctions)
            Complete = false;
        else if (_seen.Add(function.Syntax))
            _pending.Enqueue(new Frame(calls.Of(function), caller, site));
    }
}
