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
    private readonly ConcurrentDictionary<string, ImmutableArray<SyntaxNode>> _named = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, Dictionary<ISymbol, List<SyntaxNode>>?> _uses = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<(SyntaxNode Scope, string Name), Dictionary<ISymbol, List<SyntaxNode>>?> _usesWithin = new();
    private readonly ConcurrentDictionary<(SyntaxTree Tree, string Name), Dictionary<ISymbol, List<SyntaxNode>>> _creations = new();
    private readonly ConcurrentDictionary<ISymbol, References> _references = new(SymbolEqualityComparer.Default);
    private readonly ConcurrentDictionary<ISymbol, ImmutableArray<IOperation>> _bodies = new(SymbolEqualityComparer.Default);
    private readonly Lazy<ImmutableArray<TreeText>> _texts;

    /// <summary>
    /// The index outlives the request that first asks for it, and each request brings its own token: the token of the
    /// request that runs on a thread is kept with the thread, since a foreign token would look like a crash.
    /// </summary>
    [ThreadStatic]
    private static CancellationToken _cancellation;

    public CodeIndex(Compilation compilation)
    {
        Compilation = compilation;
        _texts = new Lazy<ImmutableArray<TreeText>>(() => compilation.SyntaxTrees.Select(TreeText.Of).ToImmutableArray(), LazyThreadSafetyMode.PublicationOnly);
        Types = new TypeMap(this);
    }

    public Compilation Compilation { get; }

    /// <summary>Cancels with the request that runs on this thread.</summary>
    public static CancellationToken Cancellation => _cancellation;

    public TypeMap Types { get; }

    /// <summary>Runs <paramref name="work"/> with the token of its request.</summary>
    public static void Run(Action work, CancellationToken cancellationToken) =>
        DeepStack.Run(() =>
        {
            _cancellation = cancellationToken;
            work();
        });

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

    /// <summary>The type that a declaration declares.</summary>
    public INamedTypeSymbol? TypeOf(BaseTypeDeclarationSyntax declaration) => Model(declaration.SyntaxTree).GetDeclaredSymbol(declaration, Cancellation) as INamedTypeSymbol;

    public ISymbol? SymbolAt(SyntaxNode node)
    {
        var info = Model(node.SyntaxTree).GetSymbolInfo(node, Cancellation);
        return info.Symbol ?? (info.CandidateSymbols.Length == 1 ? info.CandidateSymbols[0] : null);
    }

    /// <summary>The names spelled <paramref name="name"/> anywhere in the compilation, not bound; what has no name is named nowhere.</summary>
    public ImmutableArray<SyntaxNode> Named(string name) =>
        _named.GetOrAdd(name, n => _texts.Value.SelectMany(t => t.Named(n, within: null, Cancellation)).ToImmutableArray());

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
            return References.Unknown;
        if (ScopesOf(symbol) is { } scopes)
            return FindIn(scopes, symbol);

        var found = ImmutableArray.CreateBuilder<SyntaxNode>();
        if (symbol is IMethodSymbol { MethodKind: MethodKind.Constructor } constructor)
        {
            foreach (var text in _texts.Value.Where(t => t.MayName(constructor.ContainingType.Name, Cancellation)))
                AddCreations(text, constructor, found);
        }
        else if (UsesOf(symbol.Name) is { } uses)
        {
            if (uses.TryGetValue(symbol, out var nodes))
                found.AddRange(nodes);
        }
        else
        {
            return References.Unknown;
        }

        return new References(found.ToImmutable(), complete: true);
    }

    /// <summary>What each name of that spelling refers to, all bound at once; null where there are too many.</summary>
    private Dictionary<ISymbol, List<SyntaxNode>>? UsesOf(string name) =>
        _uses.GetOrAdd(name, n => Named(n) is { Length: <= MostOccurrences } names ? Resolve(names, static node => node) : null);

    /// <summary>As <see cref="UsesOf"/>, within some code.</summary>
    private Dictionary<ISymbol, List<SyntaxNode>>? UsesWithin(SyntaxNode scope, string name) =>
        _usesWithin.GetOrAdd((scope, name), _ =>
        {
            var names = TreeText.Of(scope.SyntaxTree).Named(name, scope.Span, Cancellation).Take(MostOccurrences + 1).ToList();
            return names.Count > MostOccurrences ? null : Resolve(names, static node => node);
        });

    private Dictionary<ISymbol, List<SyntaxNode>> Resolve(IEnumerable<SyntaxNode> names, Func<SyntaxNode, SyntaxNode> bound)
    {
        var uses = new Dictionary<ISymbol, List<SyntaxNode>>(SymbolEqualityComparer.Default);
        foreach (var name in names)
        {
            if (SymbolAt(bound(name)) is not { } symbol)
                continue;

            var definition = Definition(symbol);
            if (!uses.TryGetValue(definition, out var nodes))
                uses.Add(definition, nodes = new List<SyntaxNode>());
            nodes.Add(name);
        }

        return uses;
    }

    /// <summary>Searches the code that a private or local symbol is confined to.</summary>
    private References FindIn(IEnumerable<SyntaxNode> scopes, ISymbol symbol)
    {
        var found = ImmutableArray.CreateBuilder<SyntaxNode>();
        foreach (var scope in scopes)
        {
            if (symbol is IMethodSymbol { MethodKind: MethodKind.Constructor } constructor)
            {
                AddCreations(TreeText.Of(scope.SyntaxTree), constructor, found);
                continue;
            }

            if (UsesWithin(scope, symbol.Name) is not { } uses)
                return References.Unknown;
            if (uses.TryGetValue(symbol, out var nodes))
                found.AddRange(nodes);
        }

        return new References(found.ToImmutable(), complete: true);
    }

    /// <summary>Adds the creations and initialisers in a file that run a constructor.</summary>
    private void AddCreations(TreeText text, IMethodSymbol constructor, ImmutableArray<SyntaxNode>.Builder found)
    {
        foreach (var spelling in new[] { constructor.ContainingType.Name, "new", "base", "this" })
        {
            if (_creations.GetOrAdd((text.Tree, spelling), _ => Resolve(text.Named(spelling, within: null, Cancellation).Where(IsCreation), Created)).TryGetValue(constructor, out var nodes))
                found.AddRange(nodes);
        }
    }

    private static bool IsCreation(SyntaxNode node) =>
        node is ConstructorInitializerSyntax or ImplicitObjectCreationExpressionSyntax || Created(node) is ObjectCreationExpressionSyntax or PrimaryConstructorBaseTypeSyntax;

    /// <summary>The creation that a type is named in, or the node itself.</summary>
    private static SyntaxNode Created(SyntaxNode name) =>
        name is SimpleNameSyntax ? name.FirstAncestorOrSelf<SyntaxNode>(static n => n is not NameSyntax)! : name;

    private static ISymbol Definition(ISymbol symbol) =>
        symbol is IMethodSymbol { ReducedFrom: { } extension } ? extension.OriginalDefinition : symbol.OriginalDefinition;

    /// <summary>The code that a private or local symbol is confined to; null where it can be named anywhere.</summary>
    private static IEnumerable<SyntaxNode>? ScopesOf(ISymbol symbol)
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

        return confining is { DeclaringSyntaxReferences.Length: > 0 }
            ? confining.DeclaringSyntaxReferences.Select(static r => ScopeOf(r.GetSyntax(Cancellation)))
            : null;
    }

    /// <summary>An initialiser or accessor is confined to its whole member, a top-level local to its file.</summary>
    private static SyntaxNode ScopeOf(SyntaxNode syntax) =>
        syntax.FirstAncestorOrSelf<MemberDeclarationSyntax>() is { } member and not GlobalStatementSyntax
            ? member
            : syntax.SyntaxTree.GetRoot(Cancellation);
}
