using Leveret.Analyzers.Code;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Leveret.Analyzers.Paths;

/// <summary>What a function assigns, where it jumps and what it tests.</summary>
internal sealed class FunctionAssignments
{
    private readonly List<ISymbol> _targets = new();
    private readonly Dictionary<SyntaxNode, List<int>> _byValue = new();
    private readonly Dictionary<ISymbol, List<int>> _bySource = new(SymbolEqualityComparer.Default);
    private readonly HashSet<IOperation> _aroundFlags = new();
    private readonly HashSet<IOperation> _aroundDelays = new();

    public FunctionAssignments(IOperation function)
    {
        foreach (var operation in function.Here())
        {
            switch (operation)
            {
                case IVariableDeclaratorOperation { Initializer.Value: { } value } declarator:
                    AddAssignment(declarator.Symbol, value);
                    break;
                case ISimpleAssignmentOperation assignment when assignment.Target.Slot() is { } slot:
                    AddAssignment(slot, assignment.Value);
                    break;
                case IArgumentOperation { Parameter.RefKind: RefKind.Out, Parent: { } call } argument:
                    if ((argument.Value is IDeclarationExpressionOperation declaration ? declaration.Expression : argument.Value).Slot() is { } written)
                        Add(_byValue, call.Syntax, written);
                    break;
                case IBranchOperation { BranchKind: BranchKind.GoTo } jump:
                    Jumps.Add(jump);
                    break;
                case ILabeledOperation label:
                    Labels.Add(label);
                    break;
                case IConditionalOperation { Condition.ConstantValue.HasValue: false } conditional:
                    Tests.Add(conditional.Condition);
                    break;
                case IWhileLoopOperation { Condition: { ConstantValue.HasValue: false } condition }:
                    Tests.Add(condition);
                    break;
                case IPropertyReferenceOperation { Property.Name: "MessageCount" } or IFieldReferenceOperation { Field.Name: "MessageCount" }:
                    ReadsCount = true;
                    break;
            }

            if (operation is IVariableDeclaratorOperation { Symbol.Type.SpecialType: SpecialType.System_Boolean } or ISimpleAssignmentOperation { Type.SpecialType: SpecialType.System_Boolean })
                _aroundFlags.AddAround(operation, function);
            if (Delays.IsDelay(operation))
                _aroundDelays.AddAround(operation, function);
        }
    }

    public List<IBranchOperation> Jumps { get; } = new();

    public List<ILabeledOperation> Labels { get; } = new();

    /// <summary>The conditions of its choices and loops that are not constant.</summary>
    public List<IOperation> Tests { get; } = new();

    /// <summary>Whether it reads how many messages a queue holds.</summary>
    public bool ReadsCount { get; private set; }

    /// <summary>Whether a Boolean variable may be set in <paramref name="operation"/>.</summary>
    public bool SetsFlagIn(IOperation operation) => _aroundFlags.Contains(operation);

    /// <summary>Whether something waits in <paramref name="operation"/>.</summary>
    public bool DelaysIn(IOperation operation) => _aroundDelays.Contains(operation);

    /// <summary>The storage that the result of <paramref name="call"/> is put into, directly or from such storage further down.</summary>
    public HashSet<ISymbol> HoldersOf(SyntaxNode call)
    {
        var holders = new HashSet<ISymbol>(SymbolEqualityComparer.Default);
        var pending = new SortedSet<int>();
        if (_byValue.TryGetValue(call, out var direct))
            pending.UnionWith(direct);
        while (pending.Count > 0)
        {
            var assignment = pending.Min;
            pending.Remove(assignment);
            if (holders.Add(_targets[assignment]) && _bySource.TryGetValue(_targets[assignment], out var others))
                pending.UnionWith(others.Where(o => o > assignment));
        }

        return holders;
    }

    private void AddAssignment(ISymbol target, IOperation value)
    {
        foreach (var part in EmptyResult.PartsOf(value))
            Add(_byValue, part.Syntax, target);
        if (EmptyResult.PartsOf(value).Last().Slot() is { } source)
            Add(_bySource, source, target);
    }

    private void Add<TKey>(Dictionary<TKey, List<int>> index, TKey key, ISymbol target)
        where TKey : notnull
    {
        if (!index.TryGetValue(key, out var assignments))
            index.Add(key, assignments = new List<int>());
        assignments.Add(_targets.Count);
        _targets.Add(target);
    }
}
