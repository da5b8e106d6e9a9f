using Leveret.Analyzers.Code;
using Leveret.Analyzers.Consumers;
using Leveret.Analyzers.Symbols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Leveret.Analyzers.Paths;

/// <summary>Where a function acknowledges and returns, without the functions nested in it.</summary>
internal sealed class FunctionSettlements
{
    private readonly HashSet<IOperation> _aroundAcks = new();
    private readonly HashSet<IOperation> _aroundReturns = new();

    public FunctionSettlements(IOperation function, RabbitModel model)
    {
        foreach (var operation in function.Here())
        {
            if (operation is IReturnOperation)
                _aroundReturns.AddAround(operation.Parent, function);
            if (operation is not IInvocationOperation call)
                continue;

            var member = model.Rabbit.Classify(call.TargetMethod);
            Gets |= member == ChannelMember.Get;
            if (member == ChannelMember.Ack || (call.TargetMethod.Name.StartsWith("Ack", StringComparison.Ordinal) && model.Code.IsSource(call.TargetMethod.OriginalDefinition)))
                _aroundAcks.AddAround(call.Parent, function);
        }
    }

    /// <summary>Whether the function gets messages itself.</summary>
    public bool Gets { get; }

    /// <summary>Whether a message is acknowledged below <paramref name="operation"/>.</summary>
    public bool AcksIn(IOperation operation) => _aroundAcks.Contains(operation);

    /// <summary>Whether the function returns below <paramref name="operation"/>.</summary>
    public bool ReturnsIn(IOperation operation) => _aroundReturns.Contains(operation);
}
