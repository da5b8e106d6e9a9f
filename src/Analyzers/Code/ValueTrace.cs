using Microsoft.CodeAnalysis;

namespace Leveret.Analyzers.Code;

/// <summary>Where a value can come from: the operations that make it and the storage it passes through.</summary>
internal sealed class ValueTrace
{
    /// <summary>Creations, constants, functions, calls into other assemblies: whatever the search ended at.</summary>
    public List<IOperation> Origins { get; } = new();

    /// <summary>Storage of the code in which the value is used, and of its callers.</summary>
    public HashSet<ISymbol> Near { get; } = new(SymbolEqualityComparer.Default);

    /// <summary>Storage inside methods that return the value. Their locals exist once a call.</summary>
    public HashSet<ISymbol> Far { get; } = new(SymbolEqualityComparer.Default);

    /// <summary>Whether everything that can flow in has been seen.</summary>
    public bool Complete { get; set; } = true;

    /// <summary>Whether two values can be one object: they share a field or property, a variable, or the place that makes it.</summary>
    public bool MayBe(ValueTrace other) =>
        Shares(Near, other.Near) || Shares(Near, other.Far) || Shares(Far, other.Near)
        || Far.Any(s => s is IFieldSymbol or IPropertySymbol && other.Far.Contains(s));

    private static bool Shares(HashSet<ISymbol> one, HashSet<ISymbol> other) => one.Overlaps(other);
}
