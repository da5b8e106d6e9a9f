using Leveret.Analyzers.Code;
using Leveret.Analyzers.Consumers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Leveret.Analyzers.Paths;

/// <summary>Tells on which path a message is put back, in the function that does it and in its callers.</summary>
internal sealed class RequeuePath
{
    private const int MostCallers = 5;

    private static readonly string[] ShutdownExceptions =
    {
        "OperationCanceledException", "TaskCanceledException", "ObjectDisposedException", "AlreadyClosedException", "OperationInterruptedException",
    };

    private static readonly string[] ShutdownMethods = { "Stop", "Dispose", "DisposeAsyncCore", "Close", "Shutdown", "Cancel", "Drain", "Abort", "StopConsuming", "StopListening", "StopReceiving", "StopProcessing", "StopConsumer", "StopWorker", "StopService" };

    private static readonly string[] ShutdownCallbacks = { "HandleBasicCancel", "HandleModelShutdown", "HandleChannelShutdown", "OnCancel", "OnStop", "OnShutdown", "OnClos" };

    private static readonly string[] StoppingWords = { "stopp", "shutdown", "shuttingdown", "disposed", "disposing", "closing", "closed", "cancel", "drain", "terminat" };

    private readonly RabbitModel _model;
    private readonly Limits _limits;
    private readonly HashSet<SyntaxNode> _seen = new();

    public RequeuePath(RabbitModel model)
    {
        _model = model;
        _limits = new Limits(model);
    }

    /// <summary>The place that makes it a failure path: a catch clause or a condition, perhaps in a caller.</summary>
    public SyntaxNode? Place { get; private set; }

    /// <summary>Judges the statement, and its callers where the statement itself tells nothing.</summary>
    public PathKind Judge(IOperation site) => Judge(site, 0);

    private PathKind Judge(IOperation site, int depth)
    {
        if (!_seen.Add(site.Syntax))
            return PathKind.Neutral;

        var kind = JudgeHere(site, out var function);
        if (kind != PathKind.Neutral || depth >= MostCallers || function.Method() is not { } method)
            return kind;

        foreach (var caller in _model.Flow.Calls.CallersOf(method))
        {
            if (caller is IInvocationOperation && !TestCode.Contains(caller.Syntax) && Judge(caller, depth + 1) == PathKind.Failure)
                return PathKind.Failure;
        }

        return PathKind.Neutral;
    }

    private PathKind JudgeHere(IOperation site, out IOperation function)
    {
        var failure = false;
        var child = site;
        var delayCounts = true;
        SyntaxNode? place = null;
        for (var parent = site.Parent; parent is not null; child = parent, parent = parent.Parent)
        {
            switch (parent)
            {
                case IBlockOperation block:
                    if (IsBounded(_model.Functions.Path(block), child, site, delayCounts, ref failure, ref place))
                        return Bounded(site, out function);
                    break;

                case ICatchClauseOperation { Handler: { } handler } clause when handler == child:
                    if (IsShutdown(clause) || _limits.Bound(clause.Filter, site) || EndsGetLoop(clause, site))
                        return Bounded(site, out function);
                    failure = true;
                    place ??= clause.Syntax;
                    delayCounts = false;
                    break;

                case IConditionalOperation conditional when child != conditional.Condition:
                    if (_limits.Bound(conditional.Condition, site) || TestsShutdown(conditional.Condition, child == conditional.WhenTrue))
                        return Bounded(site, out function);
                    if (Settles(conditional) || IsFailureTest(conditional.Condition))
                    {
                        failure = true;
                        place ??= conditional.Condition.Syntax;
                    }

                    break;

                case ISwitchCaseOperation or ISwitchExpressionArmOperation:
                    if (parent.Parent is { } choice && _model.Functions.AcksIn(choice))
                    {
                        failure = true;
                        place ??= parent.Syntax;
                    }

                    break;

                case IInvocationOperation { TargetMethod.Name: "ContinueWith" } continuation when continuation.Instance is { } first && first.SelfAndHere().Any(Delays.IsDelay):
                case IObjectCreationOperation { Type.Name: "Timer" }:
                    return Bounded(site, out function);

                case IAnonymousFunctionOperation lambda when lambda.TakenBy() is not IArgumentOperation:
                    function = lambda;
                    Place ??= place;
                    return Result(failure, lambda);

                case ILocalFunctionOperation local:
                    function = local;
                    Place ??= place;
                    return Result(failure, local);
            }
        }

        function = child;
        if (failure)
            Place ??= place;
        return Result(failure, child);
    }

    private static PathKind Result(bool failure, IOperation function) =>
        function.Method() is { } method && IsShutdownMethod(method) ? PathKind.Bounded
        : failure ? PathKind.Failure
        : PathKind.Neutral;

    private static PathKind Bounded(IOperation site, out IOperation function)
    {
        function = site;
        return PathKind.Bounded;
    }

    /// <summary>Looks at the statements before <paramref name="child"/>: delays, and exits that leave only some messages to go on.</summary>
    private static bool IsBounded(BlockPath block, IOperation child, IOperation site, bool delayCounts, ref bool failure, ref SyntaxNode? place)
    {
        if ((delayCounts && block.WaitsBefore(child)) || block.BoundsBefore(child, site))
            return true;

        if (block.FailureBefore(child) is { } before)
        {
            failure = true;
            place ??= before;
        }

        if (!failure && child is IConditionalOperation rejected && block.AcksAfter(child) && BranchWith(rejected, site).Leaves())
        {
            failure = true;
            place ??= rejected.Condition.Syntax;
        }

        return false;
    }

    private static IOperation BranchWith(IConditionalOperation conditional, IOperation site) =>
        conditional.WhenFalse is { } otherwise && otherwise.Syntax.Span.Contains(site.Syntax.Span) ? otherwise : conditional.WhenTrue;

    /// <summary>Whether one branch settles the message as done, so that the other is what happens when it is not.</summary>
    private bool Settles(IConditionalOperation conditional) =>
        _model.Functions.AcksIn(conditional.WhenTrue) || (conditional.WhenFalse is { } otherwise && _model.Functions.AcksIn(otherwise));

    /// <summary>A test of a result for failure: <c>!ok</c>, <c>!result.Success</c>, <c>error != null</c>.</summary>
    private static bool IsFailureTest(IOperation condition) => condition.Unwrapped() switch
    {
        IUnaryOperation { OperatorKind: UnaryOperatorKind.Not, Operand: var operand } => SoundsLike(operand, "ok", "success", "succeeded", "handled", "processed", "valid", "result", "completed"),
        IBinaryOperation { OperatorKind: BinaryOperatorKind.NotEquals, LeftOperand: var left } => SoundsLike(left, "error", "exception"),
        var other => SoundsLike(other, "fail", "failed", "error", "faulted", "haserror"),
    };

    private static bool SoundsLike(IOperation operand, params string[] words) =>
        operand.Unwrapped() is { } value
        && (value.Slot()?.Name ?? (value as IInvocationOperation)?.TargetMethod.Name) is { } name
        && words.Any(w => name.IndexOf(w, StringComparison.OrdinalIgnoreCase) >= 0);

    /// <summary>After a get, an exception that is thrown on ends the loop that would get the message again.</summary>
    private bool EndsGetLoop(ICatchClauseOperation clause, IOperation site) =>
        clause.Handler.Operations.LastOrDefault() is IExpressionStatementOperation { Operation: IThrowOperation } or IThrowOperation
        && _model.Functions.Settlements(site.Function()).Gets;

    private static bool IsShutdown(ICatchClauseOperation clause)
    {
        for (var type = clause.ExceptionType; type is not null; type = type.BaseType)
        {
            if (ShutdownExceptions.Contains(type.Name))
                return true;
        }

        return clause.Filter is { } filter && TestsShutdown(filter, whenTrue: true);
    }

    /// <summary>Whether a branch is taken because the program stops.</summary>
    public static bool TestsShutdown(IOperation condition, bool whenTrue)
    {
        foreach (var operation in condition.SelfAndHere())
        {
            var stops = operation switch
            {
                IPropertyReferenceOperation { Property.Name: "IsCancellationRequested" } => true,
                IIsTypeOperation { TypeOperand.Name: var name } => ShutdownExceptions.Contains(name),
                IDeclarationPatternOperation { MatchedType.Name: { } name } => ShutdownExceptions.Contains(name),
                ITypePatternOperation { MatchedType.Name: { } name } => ShutdownExceptions.Contains(name),
                _ => operation.Slot() is IFieldSymbol or IPropertySymbol or ILocalSymbol && operation.Type?.SpecialType == SpecialType.System_Boolean && SoundsLikeStopping(operation.Slot()!.Name),
            };
            if (stops)
                return IsPlain(operation, condition) == whenTrue;
        }

        return false;
    }

    /// <summary>Whether the test holds when the whole condition holds, and is not negated on the way.</summary>
    private static bool IsPlain(IOperation test, IOperation condition)
    {
        var plain = true;
        foreach (var ancestor in test.SelfAndAncestors().TakeWhile(a => a != condition.Parent))
        {
            if (ancestor is IUnaryOperation { OperatorKind: UnaryOperatorKind.Not } or INegatedPatternOperation)
                plain = !plain;
        }

        return plain;
    }

    private static bool SoundsLikeStopping(string name) =>
        StoppingWords.Any(word => name.IndexOf(word, StringComparison.OrdinalIgnoreCase) >= 0);

    private static bool IsShutdownMethod(IMethodSymbol method)
    {
        const string suffix = "Async";
        var name = method.Name.EndsWith(suffix, StringComparison.Ordinal) ? method.Name.Substring(0, method.Name.Length - suffix.Length) : method.Name;
        return ShutdownMethods.Contains(name) || ShutdownCallbacks.Any(callback => name.StartsWith(callback, StringComparison.Ordinal));
    }
}
