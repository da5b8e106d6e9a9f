using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Leveret.Analyzers.Code;

/// <summary>
/// The types declared in the compilation, by what they derive from and implement. They are found by the names in base lists,
/// so that types of which nobody asks are not looked at.
/// </summary>
internal sealed class TypeMap
{
    private readonly CodeIndex _code;
    private readonly ConcurrentDictionary<ISymbol, ImmutableArray<INamedTypeSymbol>> _derived = new(SymbolEqualityComparer.Default);
    private readonly ConcurrentDictionary<ISymbol, ImmutableArray<IMethodSymbol>> _handlers = new(SymbolEqualityComparer.Default);
    private readonly ConcurrentDictionary<IMethodSymbol, ImmutableArray<IMethodSymbol>> _implementations = new(SymbolEqualityComparer.Default);

    public TypeMap(CodeIndex code) => _code = code;

    /// <summary>The classes and structs declared in this compilation that derive from or implement <paramref name="type"/>, at any distance.</summary>
    public ImmutableArray<INamedTypeSymbol> DerivedFrom(INamedTypeSymbol type) =>
        _derived.GetOrAdd(type.OriginalDefinition, t => FindDerived((INamedTypeSymbol)t));

    /// <summary>The overrides and implementations of <paramref name="member"/> declared in this compilation, without the member itself.</summary>
    public ImmutableArray<IMethodSymbol> ImplementationsOf(IMethodSymbol member) =>
        _implementations.GetOrAdd(member.OriginalDefinition, FindImplementations);

    /// <summary>
    /// The methods that handle a message type: implementations of an interface named <c>I…Handler</c> or
    /// <c>I…Consumer</c> whose first type argument is that type.
    /// </summary>
    public ImmutableArray<IMethodSymbol> HandlersOf(INamedTypeSymbol message) =>
        _handlers.GetOrAdd(message, m => FindHandlers((INamedTypeSymbol)m));

    private ImmutableArray<INamedTypeSymbol> FindDerived(INamedTypeSymbol type)
    {
        var found = ImmutableArray.CreateBuilder<INamedTypeSymbol>();
        if (type.SpecialType == SpecialType.System_Object)
            return found.ToImmutable();

        var seen = new HashSet<ISymbol>(SymbolEqualityComparer.Default);
        var pending = new Queue<INamedTypeSymbol>();
        pending.Enqueue(type);
        while (pending.Count > 0)
        {
            var ancestor = pending.Dequeue();
            foreach (var candidate in TypesNaming(ancestor.Name))
            {
                if (!IsDirectlyUnder(candidate, ancestor) || !seen.Add(candidate))
                    continue;

                pending.Enqueue(candidate);
                if (candidate.TypeKind is TypeKind.Class or TypeKind.Struct)
                    found.Add(candidate);
            }
        }

        return found.ToImmutable();
    }

    private static bool IsDirectlyUnder(INamedTypeSymbol type, INamedTypeSymbol ancestor) =>
        SymbolEqualityComparer.Default.Equals(type.BaseType?.OriginalDefinition, ancestor)
        || type.Interfaces.Any(i => SymbolEqualityComparer.Default.Equals(i.OriginalDefinition, ancestor));

    private ImmutableArray<IMethodSymbol> FindImplementations(IMethodSymbol member) =>
        DerivedFrom(member.ContainingType).Select(t => Implementation(t, member)).OfType<IMethodSymbol>()
            .Distinct<IMethodSymbol>(SymbolEqualityComparer.Default).ToImmutableArray();

    private static IMethodSymbol? Implementation(INamedTypeSymbol type, IMethodSymbol member)
    {
        if (member.ContainingType.TypeKind == TypeKind.Interface)
        {
            foreach (var @interface in type.AllInterfaces)
            {
                if (!SymbolEqualityComparer.Default.Equals(@interface.OriginalDefinition, member.ContainingType))
                    continue;

                foreach (var candidate in @interface.GetMembers(member.Name))
                {
                    if (SymbolEqualityComparer.Default.Equals(candidate.OriginalDefinition, member)
                        && type.FindImplementationForInterfaceMember(candidate) is IMethodSymbol implementation)
                    {
                        return implementation.OriginalDefinition;
                    }
                }
            }

            return null;
        }

        foreach (var candidate in type.GetMembers(member.Name))
        {
            for (var overridden = (candidate as IMethodSymbol)?.OverriddenMethod; overridden is not null; overridden = overridden.OverriddenMethod)
            {
                if (SymbolEqualityComparer.Default.Equals(overridden.OriginalDefinition, member))
                    return (IMethodSymbol)candidate;
            }
        }

        return null;
    }

    private ImmutableArray<IMethodSymbol> FindHandlers(INamedTypeSymbol message)
    {
        var candidates = TypesNaming(message.Name).SelectMany(t => DerivedFrom(t).Insert(0, t)).Where(static t => t.TypeKind is TypeKind.Class or TypeKind.Struct);
        return candidates
            .SelectMany(type => type.AllInterfaces.Where(i => IsHandlerOf(i, message)).SelectMany(i => MethodsOf(i, type)))
            .Distinct<IMethodSymbol>(SymbolEqualityComparer.Default)
            .ToImmutableArray();
    }

    private static bool IsHandlerOf(INamedTypeSymbol @interface, INamedTypeSymbol message) =>
        @interface is { TypeArguments.Length: > 0 }
        && (@interface.Name.EndsWith("Handler", StringComparison.Ordinal) || @interface.Name.EndsWith("Consumer", StringComparison.Ordinal))
        && SymbolEqualityComparer.Default.Equals(@interface.TypeArguments[0], message);

    private static IEnumerable<IMethodSymbol> MethodsOf(INamedTypeSymbol @interface, INamedTypeSymbol type) =>
        @interface.TypeKind == TypeKind.Error
            ? type.GetMembers().OfType<IMethodSymbol>().Where(static m => m.Name is "Handle" or "HandleAsync" or "Consume" or "ConsumeAsync")
            : @interface.GetMembers().OfType<IMethodSymbol>()
                .Select(type.FindImplementationForInterfaceMember)
                .OfType<IMethodSymbol>()
                .Where(static m => !m.IsAbstract)
                .Select(static m => m.OriginalDefinition);

    /// <summary>The types that name something of that spelling, or an alias of it, in their base list.</summary>
    private IEnumerable<INamedTypeSymbol> TypesNaming(string name)
    {
        var names = _code.Named(name);
        var aliases = names.Select(static n => n.FirstAncestorOrSelf<UsingDirectiveSyntax>()?.Alias?.Name.Identifier.ValueText).OfType<string>().Where(a => a != name).Distinct();
        return names.Concat(aliases.SelectMany(alias => _code.Named(alias)))
            .Select(static n => n.FirstAncestorOrSelf<BaseListSyntax>()?.Parent)
            .OfType<BaseTypeDeclarationSyntax>()
            .Select(_code.TypeOf)
            .OfType<INamedTypeSymbol>();
    }
}
