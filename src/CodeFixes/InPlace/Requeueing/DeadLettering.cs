using Leveret.Analyzers.Code;
using Leveret.Analyzers.Consumers;
using Leveret.CodeFixes.Fixing;
using Leveret.CodeFixes.InPlace.Prefetch;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Leveret.CodeFixes.InPlace.Requeueing;

/// <summary>Tells whether a delivery that is rejected for good is kept: its queue is declared with a dead-letter exchange.</summary>
internal static class DeadLettering
{
    /// <summary>Whether all queues that the settled deliveries can come from have a dead-letter exchange, as far as code declares them.</summary>
    public static bool IsDeclaredFor(IInvocationOperation settlement, FixSite site)
    {
        var sources = SourcesOf(settlement, site).ToList();
        return sources.Count > 0 && sources.All(s => IsDeclaredForQueueOf(s, site.Model));
    }

    /// <summary>The consumes and gets whose deliveries reach a settlement.</summary>
    private static IEnumerable<IInvocationOperation> SourcesOf(IInvocationOperation settlement, FixSite site)
    {
        var function = settlement.Function().Syntax;
        var consumes = site.Model.Consumers
            .Where(c => site.Model.ReachedAlsoByFailure(c.Handler.Functions, site.Options).Functions.Any(f => Contains(f.Function.Syntax, settlement.Syntax)))
            .Select(static c => c.Call);
        var gets = site.Model.GetsIn(settlement.Syntax.SyntaxTree).Where(g => g.Function().Syntax == function);
        return consumes.Concat(gets);
    }

    private static bool Contains(SyntaxNode function, SyntaxNode code) =>
        function.SyntaxTree == code.SyntaxTree && function.Span.Contains(code.Span);

    private static bool IsDeclaredForQueueOf(IInvocationOperation source, RabbitModel model) =>
        model.QueueDeclarations.Any(declare => IsSameQueue(declare, source, model) && HasExchange(declare, model));

    private static bool IsSameQueue(IInvocationOperation one, IInvocationOperation other, RabbitModel model)
    {
        if (model.QueueOf(one) is { } name)
            return name == model.QueueOf(other);
        return one.Argument("queue") is { } declared && other.Argument("queue") is { } consumed
            && declared.Unwrapped().Slot() is not null && declared.Unwrapped().Kind == consumed.Unwrapped().Kind
            && StableExpressions.SlotsOf(declared).SequenceEqual(StableExpressions.SlotsOf(consumed), SymbolEqualityComparer.Default);
    }

    /// <summary>Whether the declaration gives the queue a dead-letter exchange whatever the program's settings.</summary>
    private static bool HasExchange(IInvocationOperation declare, RabbitModel model)
    {
        if (declare.Argument("arguments") is not { } arguments
            || model.Flow.Trace(arguments).Origins.Count(static o => o is IObjectCreationOperation { Type.Name: "Dictionary" } or { ConstantValue: { HasValue: true, Value: null } } or IDefaultValueOperation) != 1)
        {
            return false;
        }

        var constants = QueueArguments.ConstantsOf(declare, model).ToList();
        var hasRoutingKey = constants.Any(static c => c.ConstantValue.Value is "x-dead-letter-routing-key");
        var keys = constants.Where(static c => c.ConstantValue.Value is "x-dead-letter-exchange").ToList();
        return keys.All(k => GivesExchange(k, hasRoutingKey, model))
            && keys.Any(static k => !k.SelfAndAncestors().Any(static a => a is IConditionalOperation or ISwitchOperation or ISwitchExpressionOperation or ICatchClauseOperation));
    }

    /// <summary>
    /// Whether a key is written with the name of an exchange, rather than taken out, looked up or set to nothing.
    /// The default exchange leads back to the same queue unless a routing key is given.
    /// </summary>
    private static bool GivesExchange(IOperation key, bool hasRoutingKey, RabbitModel model)
    {
        var argument = key.SelfAndAncestors().TakeWhile(static a => a is not IInvocationOperation and not IPropertyReferenceOperation).Last();
        var exchange = argument.Parent switch
        {
            IPropertyReferenceOperation { Property.IsIndexer: true, Parent: ISimpleAssignmentOperation element } => element.Value,
            IInvocationOperation { TargetMethod.Name: "Add" or "TryAdd", Arguments: { Length: > 1 } arguments } => arguments[arguments.Length - 1].Value,
            _ => null,
        };
        if (exchange is null)
            return false;

        var trace = model.Flow.Trace(exchange);
        var values = trace.Origins.Concat(trace.Near.Concat(trace.Far).SelectMany(s => model.Flow.ValuesOf(s).Values)).Append(exchange.Unwrapped()).SelectMany(static o => o.SelfAndHere()).ToList();
        return !values.Any(IsNothing) && (hasRoutingKey || !values.Any(IsEmpty));
    }

    private static bool IsNothing(IOperation value) => value is IDefaultValueOperation or { ConstantValue: { HasValue: true, Value: null } };

    private static bool IsEmpty(IOperation value) =>
        value is { ConstantValue: { HasValue: true, Value: "" } } or IFieldReferenceOperation { Field: { Name: "Empty", ContainingType.SpecialType: SpecialType.System_String } };
}
