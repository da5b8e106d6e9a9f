using System.Collections.Immutable;
using Leveret.Analyzers.Symbols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace Leveret.Analyzers.Code;

/// <summary>
/// The code that runs when a function runs: the function, what it calls in this compilation, and the calls that leave it.
/// What is called only after an exception was caught does not count, unless it is asked for: it is the answer to a failure, not the work.
/// </summary>
internal sealed class ReachedCode
{
    /// <summary>More functions than this are not read; the answer is then incomplete.</summary>
    private const int MostFunctions = 600;

    private readonly CodeIndex _code;
    private readonly CallTargets _targets;
    private readonly RabbitSymbols _rabbit;
    private readonly int _depth;
    private readonly bool _withCatches;
    private readonly Queue<Frame> _pending = new();
    private readonly HashSet<SyntaxNode> _seen = new();
    private readonly List<Frame> _functions = new();
    private readonly List<(Call Call, Frame Frame)> _leaving = new();

    private ReachedCode(CodeIndex code, CallTargets targets, RabbitSymbols rabbit, int depth, bool withCatches)
    {
        _code = code;
        _targets = targets;
        _rabbit = rabbit;
        _depth = depth;
        _withCatches = withCatches;
    }

    /// <summary>The functions that were reached, nearest first.</summary>
    public IReadOnlyList<Frame> Functions => _functions;

    /// <summary>The calls into other assemblies, and those whose target is not known, nearest first, with the function they stand in.</summary>
    public IReadOnlyList<(Call Call, Frame Frame)> Leaving => _leaving;

    /// <summary>Whether every call was followed to its end.</summary>
    public bool Complete { get; private set; } = true;

    public static ReachedCode From(IEnumerable<IOperation> functions, CodeIndex code, CallTargets targets, RabbitSymbols rabbit, int depth, bool withCatches = false)
    {
        var reached = new ReachedCode(code, targets, rabbit, depth, withCatches);
        foreach (var function in functions)
            reached.Enqueue(new Frame(function, caller: null, site: null));
        while (reached._pending.Count > 0)
        {
            CodeIndex.Cancellation.ThrowIfCancellationRequested();
            reached.Read(reached._pending.Dequeue());
        }

        return reached;
    }

    private void Enqueue(Frame frame)
    {
        if (frame.Depth > _depth || _seen.Count >= MostFunctions)
            Complete = false;
        else if (_seen.Add(frame.Function.Syntax))
            _pending.Enqueue(frame);
    }

    private void Read(Frame frame)
    {
        _functions.Add(frame);
        foreach (var operation in _withCatches ? frame.Function.Here() : frame.Function.HereOutsideCatches())
        {
            switch (operation)
            {
                case IAnonymousFunctionOperation lambda when lambda != frame.Function && RunsWhereItStands(lambda):
                    Enqueue(new Frame(lambda, frame, lambda));
                    break;
                case IMethodReferenceOperation { Parent: IDelegateCreationOperation { Parent: IArgumentOperation } } group:
                    foreach (var body in _code.BodiesOf(group.Method))
                        Enqueue(new Frame(body, frame, operation));
                    break;
                case IInvocationOperation call:
                    Follow(call, frame);
                    break;
                case IInvalidOperation { Syntax: InvocationExpressionSyntax }:
                    FollowUnbound(operation, frame);
                    break;
                case IObjectCreationOperation creation when !_code.IsSource(creation.Type?.OriginalDefinition ?? (ISymbol)_rabbit.Channel):
                    if (Call.From(creation, _code) is { } created)
                        _leaving.Add((created, frame));
                    break;
            }
        }
    }

    /// <summary>A function that is passed on is run by whoever takes it; one that is subscribed or stored waits for its own call.</summary>
    private static bool RunsWhereItStands(IAnonymousFunctionOperation lambda) => lambda.TakenBy() is IArgumentOperation or IInvalidOperation;

    private void Follow(IInvocationOperation call, Frame frame)
    {
        if (_rabbit.Classify(call.TargetMethod) is not (ChannelMember.None or ChannelMember.Publish))
            return;

        var target = _targets.Resolve(call);
        foreach (var function in target.Functions)
            Enqueue(new Frame(function, frame, call));
        if (!target.Complete && Call.From(call, _code) is { } leaving)
            _leaving.Add((leaving, frame));
    }

    private void FollowUnbound(IOperation operation, Frame frame)
    {
        if (Call.From(operation, _code) is not { } call)
            return;

        var bodies = call.Method is { } method ? _code.BodiesOf(method) : ImmutableArray<IOperation>.Empty;
        if (bodies.IsEmpty)
            bodies = _targets.HandlersOfMessages(call.Name, call.Method?.ContainingNamespace, call.Arguments).SelectMany(m => _code.BodiesOf(m)).ToImmutableArray();
        foreach (var body in bodies)
            Enqueue(new Frame(body, frame, operation));
        if (bodies.IsEmpty)
            _leaving.Add((call, frame));
    }
}
