using System.Collections.Concurrent;
using Leveret.Analyzers.Code;
using Leveret.Analyzers.Consumers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Leveret.Analyzers.Paths;

/// <summary>What functions and blocks do, of each read only once however many gets and requeues stand in it.</summary>
internal sealed class FunctionIndex
{
    private readonly RabbitModel _model;
    private readonly ConcurrentDictionary<IOperation, FunctionSettlements> _settlements = new();
    private readonly ConcurrentDictionary<IBlockOperation, BlockPath> _blocks = new();
    private readonly ConcurrentDictionary<IOperation, FunctionAssignments> _assignments = new();
    private readonly ConcurrentDictionary<IOperation, FunctionUses> _uses = new();
    private readonly ConcurrentDictionary<IOperation, Pause> _pauses = new();

    public FunctionIndex(RabbitModel model) => _model = model;

    public FunctionSettlements Settlements(IOperation function) => _settlements.GetOrAdd(function, f => new FunctionSettlements(f, _model));

    public BlockPath Path(IBlockOperation block) => _blocks.GetOrAdd(block, b => new BlockPath((IBlockOperation)b, Settlements(b.Function()), _model));

    public FunctionAssignments Assignments(IOperation function) => _assignments.GetOrAdd(function, static f => new FunctionAssignments(f));

    public FunctionUses Uses(IOperation function) => _uses.GetOrAdd(function, static f => new FunctionUses(f));

    /// <summary>The pause that a loop, timer or schedule makes.</summary>
    public Pause PauseOf(IOperation place) => _pauses.GetOrAdd(place, p => Pause.Of(p, _model));

    /// <summary>Whether a message is acknowledged below <paramref name="operation"/>, in the same function.</summary>
    public bool AcksIn(IOperation operation) => Settlements(operation.Function()).AcksIn(operation);
}
