using Leveret.Analyzers.Consumers;
using Microsoft.CodeAnalysis;

namespace Leveret.CodeFixes.InPlace.Prefetch;

/// <summary>The methods that a call of one of them can run: an interface's or base class's, and what implements or overrides it.</summary>
internal static class Dispatch
{
    /// <summary>The method with all others that are called in its place; only itself where there are none.</summary>
    public static HashSet<IMethodSymbol> Family(IMethodSymbol method, RabbitModel model)
    {
        var family = new HashSet<IMethodSymbol>(SymbolEqualityComparer.Default);
        var pending = new Queue<IMethodSymbol>();
        pending.Enqueue(method.OriginalDefinition);
        while (pending.Count > 0)
        {
            var next = pending.Dequeue();
            if (!family.Add(next))
                continue;

            foreach (var other in Above(next).Concat(next.IsAbstract || next.IsVirtual || next.IsOverride ? model.Code.Types.ImplementationsOf(next) : Enumerable.Empty<IMethodSymbol>()))
                pending.Enqueue(other.OriginalDefinition);
        }

        return family;
    }

    private static IEnumerable<IMethodSymbol> Above(IMethodSymbol method)
    {
        if (method.OverriddenMethod is { } overridden)
            yield return overridden;
        foreach (var member in method.ContainingType.AllInterfaces.SelectMany(static i => i.GetMembers()).OfType<IMethodSymbol>())
        {
            if (SymbolEqualityComparer.Default.Equals(method.ContainingType.FindImplementationForInterfaceMember(member)?.OriginalDefinition, method))
                yield return member;
        }
    }
}
