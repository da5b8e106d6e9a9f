using System.Collections.Immutable;
using Leveret.Analyzers.Code;
using Leveret.Analyzers.Consumers;
using Leveret.Analyzers.Effects;
using Leveret.Analyzers.Settings;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace Leveret.CodeFixes.InPlace.Acknowledging;

/// <summary>
/// Finds work that goes on after a handler has returned. An acknowledgement at the end of the handler would come before it.
/// </summary>
internal static class UnfinishedWork
{
    private static readonly string[] Starters = { "Thread", "Timer", "ThreadPool", "BackgroundWorker", "SynchronizationContext", "Dispatcher" };

    /// <summary>What is given to one of these is worked on by whoever takes it out.</summary>
    private static readonly string[] Stores =
    {
        "BlockingCollection", "ConcurrentQueue", "ConcurrentBag", "ConcurrentStack", "Queue", "Stack", "ChannelWriter", "IObserver", "Subject", "DataflowBlock", "ITargetBlock", "ActionBlock", "BufferBlock",
    };

    private static readonly string[] StoringVerbs = { "Add", "TryAdd", "Enqueue", "Push", "PushRange", "TryWrite", "WriteAsync", "OnNext", "Post", "SendAsync" };

    /// <summary>
    /// The statements of a handler that start a task and let go of it, so that waiting for them finishes the work; null
    /// where work goes on in a way that cannot be waited for.
    /// </summary>
    public static ImmutableArray<ExpressionStatementSyntax>? DroppedTasks(IReadOnlyList<IOperation> handler, RabbitModel model, Options options)
    {
        var dropped = ImmutableArray.CreateBuilder<ExpressionStatementSyntax>();
        var reached = model.ReachedAlsoByFailure(handler, options);
        if (reached.Leaving.Any(static l => Databases.IsAdd(l.Call)) && !reached.Leaving.Any(static l => Databases.IsSave(l.Call)))
            return null;

        foreach (var frame in reached.Functions)
        {
            if (frame.Caller is not null && IsAsyncVoid(frame.Function))
                return null;

            foreach (var operation in frame.Function.Here())
            {
                if (GoesElsewhere(operation) || HidesFailure(operation) || IsBatched(operation, model))
                    return null;
                if (!IsTask(operation.Type) || operation is not (IInvocationOperation or IAwaitOperation or IDynamicInvocationOperation) || IsWaitedFor(operation) || IsTrivial(operation, model, options))
                    continue;
                if (frame.Caller is not null || DroppingStatement(operation) is not { } statement)
                    return null;
                dropped.Add(statement);
            }
        }

        return dropped.Count > 0 && handler.SelectMany(static h => h.Here()).Any(static o => o is IInvocationOperation { TargetMethod.ContainingType.Name: "SemaphoreSlim" or "Semaphore" })
            ? null
            : dropped.ToImmutable();
    }

    private static bool IsAsyncVoid(IOperation function) =>
        (function is IAnonymousFunctionOperation lambda ? lambda.Symbol : function.Method()) is { IsAsync: true, ReturnsVoid: true };

    private static bool GoesElsewhere(IOperation operation) => operation switch
    {
        IObjectCreationOperation { Type.Name: var type } => Starters.Contains(type),
        IInvocationOperation { TargetMethod: var method } => IsLeftAlone(method)
            || Starters.Contains(method.ContainingType.Name) && method.Name is not ("Sleep" or "SpinWait" or "Yield" or "get_CurrentThread")
            || (StoringVerbs.Contains(method.Name) && Stores.Contains(method.ContainingType.Name)),
        IAnonymousFunctionOperation { Symbol: { IsAsync: true, ReturnsVoid: true } } lambda => lambda.TakenBy() is IArgumentOperation,
        IInvalidOperation { Syntax: InvocationExpressionSyntax call, Parent: IExpressionStatementOperation } => NameOf(call).EndsWith("Async", StringComparison.Ordinal),
        _ => false,
    };

    /// <summary>Whether a task that is waited for ends well though that before it has failed, or the other way round.</summary>
    private static bool HidesFailure(IOperation operation) =>
        operation is IInvocationOperation { TargetMethod: { Name: "ContinueWith" or "ConfigureAwait", ContainingType: var type } method, Arguments: var arguments }
        && IsTask(type)
        && (method.Name == "ContinueWith" || arguments.Any(static a => a.Parameter?.Type.Name == "ConfigureAwaitOptions"));

    /// <summary>Whether a collection of the class takes something that is worked on later, all at once: some code empties it.</summary>
    private static bool IsBatched(IOperation operation, RabbitModel model) =>
        operation is IInvocationOperation { TargetMethod: { Name: "Add" or "AddRange" or "Insert" or "TryAdd", ContainingNamespace: { } space }, Instance: IFieldReferenceOperation { Field: var field } }
        && space.ToDisplayString().StartsWith("System.Collections", StringComparison.Ordinal)
        && (Lasting.IsWritten(field, model) || model.Code.ReferencesTo(field).Nodes.Any(n =>
            model.Code.OperationAt(n.Expression())?.Parent is IInvocationOperation { TargetMethod.Name: "Clear" or "RemoveRange" or "RemoveAll" }));

    /// <summary>Whether a method starts work that nothing it returns can be waited for.</summary>
    private static bool IsLeftAlone(IMethodSymbol method) =>
        method is { Name: "Start", ContainingType: var type } && IsTask(type)
        || (method.Name.StartsWith("Begin", StringComparison.Ordinal) && method.ReturnType.Name == "IAsyncResult")
        || (method is { ReturnsVoid: true, DeclaringSyntaxReferences.IsEmpty: true } && method.Name.EndsWith("Async", StringComparison.Ordinal));

    private static string NameOf(InvocationExpressionSyntax call) => call.Expression switch
    {
        MemberAccessExpressionSyntax access => access.Name.Identifier.ValueText,
        SimpleNameSyntax name => name.Identifier.ValueText,
        _ => "",
    };

    private static bool IsTask(ITypeSymbol? type) =>
        type is { Name: "Task" or "ValueTask", ContainingNamespace: { Name: "Tasks", ContainingNamespace.Name: "Threading" } };

    /// <summary>Whether the function that makes a task goes on, or tells its caller, only when the task is done.</summary>
    private static bool IsWaitedFor(IOperation task)
    {
        switch (Taker(task))
        {
            case IAwaitOperation or IReturnOperation:
                return true;
            case IPropertyReferenceOperation { Property.Name: "Result" }:
                return true;
            case IInvocationOperation { TargetMethod: { Name: "Wait" or "GetAwaiter" or "WaitAll" } wait }:
                return !IsTimed(wait);
            case IInvocationOperation { TargetMethod.Name: "ConfigureAwait" } configured:
                return IsWaitedFor(configured);
            case IInvocationOperation call:
                return IsTask(call.Type) || (call.TargetMethod.Name == "Add" && call.Instance?.Unwrapped() is ILocalReferenceOperation { Local: var list } && IsWaitedForLater(list, task));
            case IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Symbol: var local } }:
                return IsWaitedForLater(local, task);
            case ISimpleAssignmentOperation { Target: ILocalReferenceOperation { Local: var assigned } }:
                return IsWaitedForLater(assigned, task);
            case IArrayInitializerOperation { Parent: IArrayCreationOperation { IsImplicit: true } array }:
                return Taker(array) is IInvocationOperation { TargetMethod: { Name: "WhenAll" or "WaitAll" } waiting } && !IsTimed(waiting);
            default:
                return false;
        }
    }

    /// <summary>Whether all that a task does is seen, and nothing of it can take time or fail.</summary>
    private static bool IsTrivial(IOperation task, RabbitModel model, Options options)
    {
        if (task is not IInvocationOperation call)
            return false;

        var functions = call.TargetMethod is { Name: "Run" or "StartNew", ContainingType.Name: "Task" or "TaskFactory" }
            ? model.Flow.Calls.ResolveFunction(call.Arguments[0].Value).Functions
            : model.Flow.Calls.Resolve(call).Functions;
        return functions.Length > 0 && Work.Find(model.ReachedFrom(functions, options), model, options) is null;
    }

    /// <summary>What takes the value of an expression, which may be one of several that are chosen from.</summary>
    private static IOperation? Taker(IOperation value)
    {
        var taker = value.Parent;
        while (taker is IConversionOperation or IParenthesizedOperation or IArgumentOperation or IConditionalAccessOperation or ICoalesceOperation or IConditionalOperation { Type: not null } or ISwitchExpressionArmOperation or ISwitchExpressionOperation)
            taker = taker.Parent;
        return taker;
    }

    private static bool IsWaitedForLater(ILocalSymbol local, IOperation task) =>
        task.Function().Here().OfType<ILocalReferenceOperation>().Any(r =>
            SymbolEqualityComparer.Default.Equals(r.Local, local)
            && Taker(r) switch
            {
                IAwaitOperation or IReturnOperation or IPropertyReferenceOperation { Property.Name: "Result" } => true,
                IInvocationOperation { TargetMethod: { Name: "WhenAll" or "WaitAll" or "Wait" or "GetAwaiter" or "ConfigureAwait" } waiting } => !IsTimed(waiting),
                _ => false,
            });

    /// <summary>Whether a method waits for some time only.</summary>
    private static bool IsTimed(IMethodSymbol method) =>
        method.Parameters.Any(static p => p.Type is { SpecialType: SpecialType.System_Int32 } or { Name: "TimeSpan" });

    private static ExpressionStatementSyntax? DroppingStatement(IOperation task)
    {
        var taker = Taker(task);
        if (taker is ISimpleAssignmentOperation { Target: IDiscardOperation or IParameterReferenceOperation { Parameter.Name: "_" } } discard)
            taker = discard.Parent;
        return (taker as IExpressionStatementOperation)?.Syntax as ExpressionStatementSyntax;
    }
}
