using Leveret.Analyzers.Code;
using Leveret.Analyzers.Consumers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Leveret.Analyzers.Paths;

/// <summary>Tells whether a call is made again after it came back with nothing: by a loop, a timer, a job or itself.</summary>
internal sealed class Polling
{
    private const int MostCallers = 6;

    private readonly RabbitModel _model;
    private readonly IOperation _call;
    private readonly HashSet<SyntaxNode> _seen = new();

    private Polling(IOperation call, RabbitModel model)
    {
        _call = call;
        _model = model;
    }

    /// <summary>The loop or timer that polls.</summary>
    public SyntaxNode? Place { get; private set; }

    /// <summary>The time between two looks where it is a constant.</summary>
    public TimeSpan? Interval { get; private set; }

    /// <summary>Whether there is any pause between two looks.</summary>
    public bool Pauses { get; private set; }

    /// <summary>How <paramref name="call"/> is repeated, or null where it is not.</summary>
    public static Polling? Of(IOperation call, RabbitModel model)
    {
        var polling = new Polling(call, model);
        return polling.IsRepeated(call, 0) ? polling : null;
    }

    private bool IsRepeated(IOperation site, int depth)
    {
        if (!_seen.Add(site.Syntax) || TestCode.Contains(site.Syntax))
            return false;

        var function = site.Function();
        var empty = new EmptyResult(site, _model.Functions);
        foreach (var ancestor in site.SelfAndAncestors().TakeWhile(a => a != function.Parent))
        {
            if (ancestor is ILoopOperation loop && IsEndless(loop) && new LoopPath(empty).Repeats(site, loop))
                return Found(loop);
        }

        if (JumpBack(site, function, empty) is { } jump)
            return Found(jump);

        switch (function)
        {
            case IAnonymousFunctionOperation lambda:
                return IsRepeatedLambda(lambda, depth);
            default:
                return function.Method() is { } method && IsRepeatedMethod(method, site, depth);
        }
    }

    private bool IsRepeatedLambda(IAnonymousFunctionOperation lambda, int depth)
    {
        switch (lambda.TakenBy())
        {
            case IArgumentOperation { Parent: IObjectCreationOperation creation } when IsTimer(creation):
                return Found(creation);
            case IArgumentOperation { Parent: IInvocationOperation call }:
                return IsSchedule(call) ? Found(call) : IsRepeated(call, depth + 1);
            case IEventAssignmentOperation { EventReference: IEventReferenceOperation { Event.Name: "Elapsed" or "Tick" } } subscription:
                return Found(subscription);
            case IVariableInitializerOperation { Parent: IVariableDeclaratorOperation declarator } when depth < MostCallers:
                return _model.Code.ReferencesTo(declarator.Symbol).Nodes
                    .Select(n => _model.Code.OperationAt(n.Expression())?.Parent)
                    .Any(use => use is IInvocationOperation call && IsRepeated(call, depth + 1));
            default:
                return false;
        }
    }

    private bool IsRepeatedMethod(IMethodSymbol method, IOperation site, int depth)
    {
        if (depth >= MostCallers)
            return false;
        if (method.Name == "Execute" && method.ContainingType.AllInterfaces.Any(static i => i.Name == "IJob"))
            return Found(site);

        foreach (var caller in _model.Flow.Calls.CallersOf(method))
        {
            switch (caller)
            {
                case IInvocationOperation or IInvalidOperation:
                    if (IsRecursion(caller) ? IsReached(caller) && Found(caller) : IsRepeated(caller, depth + 1))
                        return true;
                    break;
                case IMethodReferenceOperation group when IsRepeatedGroup(group, depth):
                    return true;
            }
        }

        return false;
    }

    private bool IsRepeatedGroup(IMethodReferenceOperation group, int depth) =>
        group.TakenBy() switch
        {
            IArgumentOperation { Parent: IObjectCreationOperation creation } when IsTimer(creation) => Found(creation),
            IArgumentOperation { Parent: IInvocationOperation call } => IsSchedule(call) ? Found(call) : IsRepeated(call, depth + 1),
            IEventAssignmentOperation { EventReference: IEventReferenceOperation { Event.Name: "Elapsed" or "Tick" } } subscription => Found(subscription),
            _ => false,
        };

    /// <summary>Whether a caller stands in the function that holds the call itself.</summary>
    private bool IsRecursion(IOperation caller) => caller.Function().Syntax == _call.Function().Syntax;

    /// <summary>Whether the function calls itself, perhaps over others, when its own get came back with nothing.</summary>
    private bool IsReached(IOperation recursion) =>
        new LoopPath(new EmptyResult(_call, _model.Functions)).Reaches(_call, recursion);

    /// <summary>A goto back to before the call, taken when it came back with nothing.</summary>
    private IOperation? JumpBack(IOperation site, IOperation function, EmptyResult empty)
    {
        var assignments = _model.Functions.Assignments(function);
        return assignments.Jumps.FirstOrDefault(jump =>
            jump.Syntax.SpanStart > site.Syntax.SpanStart
            && assignments.Labels.Any(l => SymbolEqualityComparer.Default.Equals(l.Label, jump.Target) && l.Syntax.SpanStart <= site.Syntax.SpanStart)
            && new LoopPath(empty).Reaches(site, jump));
    }

    /// <summary>
    /// A foreach ends with its collection. A counted for ends too, unless it waits between the rounds, which is to wait
    /// for a message.
    /// </summary>
    private bool IsEndless(ILoopOperation loop) => loop switch
    {
        IForEachLoopOperation => false,
        IForLoopOperation { Condition: { } condition } => condition.ConstantValue.HasValue || _model.Functions.Assignments(loop.Function()).DelaysIn(loop),
        _ => true,
    };

    /// <summary>A timer without a period fires once, unless it is wound up again.</summary>
    private static bool IsTimer(IObjectCreationOperation creation) =>
        creation.Type?.Name is "Timer" or "DispatcherTimer"
        && (!(creation.Arguments.Length == 4 && IsNever(creation.Arguments[3].Value.Unwrapped()))
            || TreeText.Of(creation.Syntax.SyntaxTree).Named("Change", within: null, CodeIndex.Cancellation).Any());

    private static bool IsNever(IOperation period) =>
        period.ConstantValue is { HasValue: true, Value: -1 or -1L or 0 or 0L } || period is IFieldReferenceOperation { Field.Name: "InfiniteTimeSpan" or "Zero" };

    private static bool IsSchedule(IInvocationOperation call) =>
        call.TargetMethod.ContainingType.Name == "RecurringJob" || (call.TargetMethod.Name == "CreateTimer" && call.TargetMethod.ContainingType.Name == "TimeProvider");

    private bool Found(IOperation place)
    {
        var pause = _model.Functions.PauseOf(place);
        Place = place.Syntax;
        Interval = pause.Length;
        Pauses = pause.Exists;
        return true;
    }
}
