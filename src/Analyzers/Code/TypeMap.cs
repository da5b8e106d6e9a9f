using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace Leveret.Analyzers.Code;

/// <summary>The types declared in the compilation, by what they derive from and implement.</summary>
internal sealed class TypeMap
{
    private readonly Dictionary<ISymbol, List<INamedTypeSymbol>> _derived = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<ISymbol, List<IMethodSymbol>> _handlers = new(SymbolEqualityComparer.Default);

    public TypeMap(IAssemblySymbol assembly)
    {
        var pending = new Stack<INamespaceOrTypeSymbol>();
        pending.Push(assembly.GlobalNamespace);
        while (pending.Count > 0)
        {
            foreach (var member in pending.Pop().GetMembers())
            {
                if (member is not INamespaceOrTypeSymbol scope)
                    continue;

                pending.Push(scope);
                if (scope is INamedTypeSymbol { TypeKind: TypeKind.Class or TypeKind.Struct } type)
                    Add(type);
            }
        }
    }

    /// <summary>The classes and structs declared in this compilation that derive from or implement <paramref name="type"/>, at any distance.</summary>
    public IReadOnlyList<INamedTypeSymbol> DerivedFrom(INamedTypeSymbol type) =>
        _derived.TryGetValue(type.OriginalDefinition, out var types) ? types : Array.Empty<INamedTypeSymbol>();

    /// <summary>The overrides and implementations of <paramref name="member"/> declared in this compilation, without the member itself.</summary>
    public ImmutableArray<IMethodSymbol> ImplementationsOf(IMethodSymbol member)
    {
        var definition = member.OriginalDefinition;
        var found = ImmutableArray.CreateBuilder<IMethodSymbol>();
        foreach (var type in DerivedFrom(definition.ContainingType))
        {
            if (Implementation(type, definition) is { } method && !found.Contains(method))
                found.Add(method);
        }

        return found.ToImmutable();
    }

    /// <summary>
    /// The methods that handle a message type: implementations of an interface named <c>I…Handler</c> or
    /// <c>I…Consumer</c> whose first type argument is that type.
    /// </summary>
    public IReadOnlyList<IMethodSymbol> HandlersOf(INamedTypeSymbol message) =>
        _handlers.TryGetValue(message, out var methods) ? methods : Array.Empty<IMethodSymbol>();

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

    private void Add(INamedTypeSymbol type)
    {
        for (var @base = type.BaseType; @base is not null && @base.SpecialType != SpecialType.System_Object; @base = @base.BaseType)
            AddUnder(@base, type);
        foreach (var @interface in type.AllInterfaces)
        {
            AddUnder(@interface, type);
            if (@interface is { TypeArguments.Length: > 0 } && (@interface.Name.EndsWith("Handler", StringComparison.Ordinal) || @interface.Name.EndsWith("Consumer", StringComparison.Ordinal)))
                AddHandler(@interface, type);
        }
    }

    private void AddHandler(INamedTypeSymbol @interface, INamedTypeSymbol type)
    {
        var message = @interface.TypeArguments[0];
        if (!_handlers.TryGetValue(message, out var methods))
            _handlers.Add(message, methods = new List<IMethodSymbol>());
        foreach (var member in @interface.GetMembers().OfType<IMethodSymbol>())
        {
            if (type.FindImplementationForInterfaceMember(member) is IMethodSymbol { IsAbstract: false } method)
                methods.Add(method.OriginalDefinition);
        }

        if (@interface.TypeKind == TypeKind.Error)
            methods.AddRange(type.GetMembers().OfType<IMethodSymbol>().Where(m => m.Name is "Handle" or "HandleAsync" or "Consume" or "ConsumeAsync"));
    }

    private void AddUnder(INamedTypeSymbol ancestor, INamedTypeSymbol type)
    {
        var key = ancestor.OriginalDefinition;
        if (!_derived.TryGetValue(key, out var types))
            _derived.Add(key, types = new List<INamedTypeSymbol>());
        if (types.Count == 0 || !SymbolEqualityComparer.Default.Equals(types[types.Count - 1], type))
            types.Add(type);
    }
}
