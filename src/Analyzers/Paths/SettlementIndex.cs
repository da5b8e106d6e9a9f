using System.Collections.Concurrent;
using Leveret.Analyzers.Code;
using Leveret.Analyzers.Consumers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Leveret.Analyzers.Paths;

/// <summary>What functions and blocks do with messages, of each read only once however often it puts one back.</summary>
internal sealed class SettlementIndex
{
    private readonly RabbitModel _model;
    private readonly ConcurrentDictionary<IOperation, FunctionSettlements> _functions = new();
    private readonly ConcurrentDictionary<IBlockOperation, BlockPath> _blocks = new();

    public SettlementIndex(RabbitModel model) => _model = model;

    public FunctionSettlements Of(IOperation function) => _functions.GetOrAdd(function, f => new FunctionSettlements(f, _model));

    public BlockPath Of(IBlockOperation block) => _blocks.GetOrAdd(block, b => new BlockPath((IBlockOperation)b, Around(b), _model));

    /// <summary>Whether a message is acknowledged below <paramref name="operation"/>, in the same function.</summary>
    public bool AcksIn(IOperation operation) => Around(operation).AcksIn(operation);

    private FunctionSettlements Around(IOperation operation) => Of(operation.Function());
}
