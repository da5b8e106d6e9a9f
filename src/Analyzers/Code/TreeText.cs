using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Leveret.Analyzers.Code;

/// <summary>
/// What can be told of a syntax tree without binding it: whether a word occurs in its text, and where a name stands.
/// Trees do not change, so both outlive the compilation: after a keystroke only the edited file is read again.
/// </summary>
internal sealed class TreeText
{
    private const int ChunkLength = 8192;

    private static readonly ConditionalWeakTable<SyntaxTree, TreeText> Cache = new();

    private readonly SyntaxTree _tree;
    private Dictionary<string, List<SyntaxNode>>? _names;

    private TreeText(SyntaxTree tree) => _tree = tree;

    public static TreeText Of(SyntaxTree tree) => Cache.GetValue(tree, static t => new TreeText(t));

    /// <summary>Whether <paramref name="word"/> occurs anywhere in the text, comments included.</summary>
    public bool Contains(string word, CancellationToken cancellationToken)
    {
        var text = _tree.GetText(cancellationToken);
        var overlap = word.Length - 1;
        if (text.Length <= ChunkLength)
            return Holds(text, 0, text.Length, word);

        for (var start = 0; start < text.Length; start += ChunkLength - overlap)
        {
            if (Holds(text, start, Math.Min(ChunkLength, text.Length - start), word))
                return true;
        }

        return false;
    }

    /// <summary>The simple names (and constructor initialisers, as <c>base</c> and <c>this</c>) spelled <paramref name="name"/>.</summary>
    public IReadOnlyList<SyntaxNode> Named(string name, CancellationToken cancellationToken)
    {
        _names ??= Index(_tree.GetRoot(cancellationToken));
        return _names.TryGetValue(name, out var nodes) ? nodes : Array.Empty<SyntaxNode>();
    }

    private static bool Holds(SourceText text, int start, int length, string word) =>
        text.ToString(new TextSpan(start, length)).IndexOf(word, StringComparison.Ordinal) >= 0;

    private static Dictionary<string, List<SyntaxNode>> Index(SyntaxNode root)
    {
        var names = new Dictionary<string, List<SyntaxNode>>(StringComparer.Ordinal);
        foreach (var node in root.DescendantNodes())
        {
            var name = node switch
            {
                SimpleNameSyntax simple => simple.Identifier.ValueText,
                ConstructorInitializerSyntax initializer => initializer.ThisOrBaseKeyword.ValueText,
                ImplicitObjectCreationExpressionSyntax => "new",
                _ => null,
            };
            if (name is null)
                continue;

            if (!names.TryGetValue(name, out var nodes))
                names.Add(name, nodes = new List<SyntaxNode>());
            nodes.Add(node);
        }

        return names;
    }
}
