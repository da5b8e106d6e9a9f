using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Leveret.Analyzers.Code;

/// <summary>
/// The bound code of one compilation: operations, bodies and references, found by name and bound on demand,
/// so that files which do not mention a name are never bound.
/// </summary>
internal sealed class CodeIndex
{
    /// <summary>A name with more occurrences than this is not worth following; the answer is then incomplete.</summary>
    private const int MostOccurrences = 400;

    private readonly ConcurrentDictionary<SyntaxTree, SemanticModel> _models = new();
    private readonly ConcurrentDictionary<string, ImmutableArray<SyntaxTree>> _mentions = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<ISymbol, References> _references = new(SymbolEqualityComparer.Default);
    private readonly ConcurrentDictionary<ISymbol, ImmutableArray<IOperation>> _bodies = new(SymbolEqualityComparer.Default);
    private readonly Lazy<TypeMap> _types;

    /// <summary>
    /// The index outlives the request that first asks for it, and each request brings its own token: the token of the
    /// request that runs on a thread is kept with the thread, since a foreign token would look like a crash.
    /// </summary>
    [ThreadStatic]
    private static CancellationToken s_cancellation;

    public CodeIndex(Compilation compilation)
    {
        Compilation = compilation;
        _types = new Lazy<TypeMap>(() => new TypeMap(compilation.Assembly), LazyThreadSafetyMode.PublicationOnly);
    }

    public Compilation Compilation { get; }

    /// <summary>Cancels with the request that runs on this thread.</summary>
    public static CancellationToken Cancellation => s_cancellation;

    public TypeMap Types => _types.Value;

    /// <summary>Runs <paramref name="work"/> with the token of its request.</summary>
    public static void Run(Action work, CancellationToken cancellationToken)
    {
        var before = s_cancellation;
        s_cancellation = cancellationToken;
        try
        {
            work();
        }
        finally
        {
            s_cancellation = before;
        }
    }

    /// <summary>The operation of an expression or declaration; that of <c>x!</c> and <c>(x)</c> is that of <c>x</c>.</summary>
    public IOperation? OperationAt(SyntaxNode node)
    {
        while (true)
        {
            switch (node)
            {
                case PostfixUnaryExpressionSyntax suppressed when suppressed.OperatorToken.ValueText == "!":
                    node = suppressed.Operand;
                    break;
                case ParenthesizedExpressionSyntax parenthesized:
                    node = parenthesized.Expression;
                    break;
                default:
                    return Model(node.SyntaxTree).GetOperation(node, Cancellation);
            }
        }
    }

    public ITypeSymbol? TypeAt(SyntaxNode node) => Model(node.SyntaxTree).GetTypeInfo(node, Cancellation).Type;

    public ISymbol? SymbolAt(SyntaxNode node)
    {
        var info = Model(node.SyntaxTree).GetSymbolInfo(node, Cancellation);
        return info.Symbol ?? (info.CandidateSymbols.Length == 1 ? info.CandidateSymbols[0] : null);
    }

    /// <summary>The trees whose text mentions <paramref name="word"/>.</summary>
    public ImmutableArray<SyntaxTree> Mentioning(string word) =>
        _mentions.GetOrAdd(word, w => Compilation.SyntaxTrees.Where(t => TreeText.Of(t).Contains(w, Cancellation)).ToImmutableArray());

    /// <summary>Whether the symbol's code is part of this compilation.</summary>
    public bool IsSource(ISymbol symbol) =>
        symbol.DeclaringSyntaxReferences.Length > 0
        && SymbolEqualityComparer.Default.Equals(symbol.ContainingAssembly, Compilation.Assembly);

    /// <summary>The operations that make up the body of a method, accessor, constructor or local function; empty without source.</summary>
    public ImmutableArray<IOperation> BodiesOf(IMethodSymbol method)
    {
        var definition = method.OriginalDefinition;
        definition = definition.PartialImplementationPart ?? definition;
        return IsSource(definition)
            ? _bodies.GetOrAdd(definition, m => FindBodies((IMethodSymbol)m))
            : ImmutableArray<IOperation>.Empty;
    }

    /// <summary>Every use of the symbol in this compilation.</summary>
    public References ReferencesTo(ISymbol symbol) =>
        _references.GetOrAdd(symbol.OriginalDefinition, FindReferences);

    private ImmutableArray<IOperation> FindBodies(IMethodSymbol method)
    {
        var bodies = ImmutableArray.CreateBuilder<IOperation>();
        foreach (var reference in method.DeclaringSyntaxReferences)
        {
            var syntax = reference.GetSyntax(Cancellation);
            if (syntax is TypeDeclarationSyntax or ParameterListSyntax)
                continue;

            if (syntax is ArrowExpressionClauseSyntax or BaseMethodDeclarationSyntax or AccessorDeclarationSyntax
                or LocalFunctionStatementSyntax or CompilationUnitSyntax or AnonymousFunctionExpressionSyntax
                && OperationAt(syntax) is { } body)
            {
                bodies.Add(body);
            }
        }

        return bodies.ToImmutable();
    }

    private SemanticModel Model(SyntaxTree tree) =>
        _models.GetOrAdd(tree, t => Compilation.GetSemanticModel(t));

    private References FindReferences(ISymbol symbol)
    {
        if (!IsSource(symbol))
            return new References(ImmutableArray<SyntaxNode>.Empty, complete: false);

        var found = ImmutableArray.CreateBuilder<SyntaxNode>();
        var tried = 0;
        foreach (var (tree, scope) in PlacesOf(symbol))
        {
            foreach (var name in NamesFor(symbol))
            {
                foreach (var node in TreeText.Of(tree).Named(name, Cancellation))
                {
                    if (scope is not null && !scope.Span.Contains(node.Span) || !MayRefer(node, symbol))
                        continue;
                    if (++tried > MostOccurrences)
                        return new References(found.ToImmutable(), complete: false);
                    if (RefersTo(node, symbol))
                        found.Add(node);
                }
            }
        }

        return new References(found.ToImmutable(), complete: true);
    }

    private static bool MayRefer(SyntaxNode node, ISymbol symbol) => symbol switch
    {
        IMethodSymbol { MethodKind: MethodKind.Constructor } =>
            node is ConstructorInitializerSyntax or ImplicitObjectCreationExpressionSyntax
            || node.FirstAncestorOrSelf<SyntaxNode>(static n => n is not (NameSyntax)) is ObjectCreationExpressionSyntax or PrimaryConstructorBaseTypeSyntax,
        _ => true,
    };

    private bool RefersTo(SyntaxNode node, ISymbol symbol)
    {
        var target = node switch
        {
            ImplicitObjectCreationExpressionSyntax or ConstructorInitializerSyntax => SymbolAt(node),
            _ when symbol is IMethodSymbol { MethodKind: MethodKind.Constructor } =>
                SymbolAt(node.FirstAncestorOrSelf<SyntaxNode>(static n => n is not NameSyntax)!),
            _ => SymbolAt(node),
        };
        return target is not null && SymbolEqualityComparer.Default.Equals(Definition(target), symbol);
    }

    private static ISymbol Definition(ISymbol symbol) =>
        symbol is IMethodSymbol { ReducedFrom: { } extension } ? extension.OriginalDefinition : symbol.OriginalDefinition;

    private static IEnumerable<string> NamesFor(ISymbol symbol)
    {
        if (symbol is not IMethodSymbol { MethodKind: MethodKind.Constructor } constructor)
        {
            yield return symbol.Name;
            yield break;
        }

        yield return constructor.ContainingType.Name;
        yield return "new";
        yield return "base";
        yield return "this";
    }

    /// <summary>The trees in which a symbol can be named, with the node it is confined to where that is known.</summary>
    private IEnumerable<(SyntaxTree Tree, SyntaxNode? Scope)> PlacesOf(ISymbol symbol)
    {
        var confining = symbol switch
        {
            ILocalSymbol or IParameterSymbol or IMethodSymbol { MethodKind: MethodKind.LocalFunction } => symbol.ContainingSymbol,
            { DeclaredAccessibility: Accessibility.Private } => symbol.ContainingType,
            _ => null,
        };
        while (confining is IMethodSymbol { MethodKind: MethodKind.LocalFunction or MethodKind.AnonymousFunction })
            confining = confining.ContainingSymbol;
        if (confining is IMethodSymbol { MethodKind: MethodKind.Constructor } constructor
            && constructor.DeclaringSyntaxReferences.Any(r => r.GetSyntax(Cancellation) is TypeDeclarationSyntax))
        {
            confining = constructor.ContainingType;
        }

        if (confining is { DeclaringSyntaxReferences.Length: > 0 })
            return confining.DeclaringSyntaxReferences.Select(r => (r.SyntaxTree, ScopeOf(r.GetSyntax(Cancellation))));

        var word = symbol is IMethodSymbol { MethodKind: MethodKind.Constructor } c ? c.ContainingType.Name : symbol.Name;
        return Mentioning(word).Select(static t => (t, (SyntaxNode?)null));
    }

    /// <summary>An initialiser or accessor is confined to its whole member, a top-level local to its file.</summary>
    private static SyntaxNode? ScopeOf(SyntaxNode syntax) =>
        syntax.FirstAncestorOrSelf<MemberDeclarationSyntax>() is { } member and not GlobalStatementSyntax
            ? member
            : syntax.SyntaxTree.GetRoot();
}
