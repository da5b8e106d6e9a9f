using Leveret.Analyzers.Code;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Leveret.Analyzers.Consumers;

/// <summary>Reads what queues are declared with.</summary>
internal static class QueueArguments
{
    /// <summary>The constants among the arguments of a declaration: keys and values, wherever they are put into the dictionary.</summary>
    public static IEnumerable<IOperation> ConstantsOf(IInvocationOperation declare, RabbitModel model)
    {
        if (declare.Argument("arguments") is not { } arguments)
            return Enumerable.Empty<IOperation>();

        var trace = model.Flow.Trace(arguments);
        return trace.Origins.Concat(trace.Near.Concat(trace.Far).SelectMany(s => model.Flow.ValuesOf(s).Values)).Concat(Writes(trace, model))
            .SelectMany(static p => p.SelfAndHere())
            .Where(static o => o.ConstantValue.HasValue);
    }

    /// <summary>The statements that write into the dictionary, whose keys are not among its values.</summary>
    private static IEnumerable<IOperation> Writes(ValueTrace trace, RabbitModel model) =>
        from slot in trace.Near.Concat(trace.Far)
        from node in model.Code.ReferencesTo(slot).Nodes
        let reference = model.Code.OperationAt(node.Expression())
        where reference?.Parent is IPropertyReferenceOperation { Property.IsIndexer: true } or IInvocationOperation
        select reference.Parent;
}
