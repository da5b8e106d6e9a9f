using Leveret.Analyzers.Code;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Leveret.Analyzers.Paths;

/// <summary>The operations of a function, numbered in source order, and where it uses its variables.</summary>
internal sealed class FunctionUses
{
    private readonly Dictionary<IOperation, int> _numbers = new();
    private readonly List<IOperation> _operations = new();
    private readonly Dictionary<ISymbol, List<IOperation>> _uses = new(SymbolEqualityComparer.Default);

    public FunctionUses(IOperation function)
    {
        foreach (var operation in function.Here())
        {
            _numbers.Add(operation, _operations.Count);
            _operations.Add(operation);
            if (operation is not ILocalReferenceOperation local)
                continue;

            if (!_uses.TryGetValue(local.Local, out var uses))
                _uses.Add(local.Local, uses = new List<IOperation>());
            uses.Add(operation);
        }
    }

    public IOperation this[int number] => _operations[number];

    /// <summary>The number of an operation; -1 for the function itself and what does not belong to it.</summary>
    public int NumberOf(IOperation operation) => _numbers.TryGetValue(operation, out var number) ? number : -1;

    public IReadOnlyList<IOperation> Of(ISymbol variable) => _uses.TryGetValue(variable, out var uses) ? uses : Array.Empty<IOperation>();
}
