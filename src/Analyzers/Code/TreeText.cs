using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Leveret.Analyzers.Code;

/// <summary>
/// What can be told of a syntax tree without binding it: whether a word occurs in its text, and where a name stands.
/// Trees do not change, so this outlives the compilation: after a keystroke only the edited file is read again.
/// </summary>
internal sealed class TreeText
{
    private const int ChunkLength = 8192;

    /// <summary>After a text was searched through this often, its words are sorted.</summary>
    private const int MostSearches = 50;

    /// <summary>Roslyn keeps shorter texts as one string, which costs nothing to ask for.</summary>
    private const int LongestString = 40 * 1024;

    private static readonly ConditionalWeakTable<SyntaxTree, TreeText> Cache = new();

    private readonly SyntaxTree _tree;
    private WordFilter? _words;
    private string? _text;
    private WordPositions? _positions;
    private long _searched;

    private TreeText(SyntaxTree tree) => _tree = tree;

    public SyntaxTree Tree => _tree;

    public static TreeText Of(SyntaxTree tree) => Cache.GetValue(tree, static t => new TreeText(t));

    /// <summary>Whether <paramref name="text"/> occurs anywhere, in names, strings or comments.</summary>
    public bool Contains(string text, CancellationToken cancellationToken)
    {
        var source = _tree.GetText(cancellationToken);
        if (source.Length <= LongestString)
            return source.ToString().IndexOf(text, StringComparison.Ordinal) >= 0;

        for (var start = 0; start < source.Length; start += ChunkLength - text.Length + 1)
        {
            var chunk = source.ToString(new TextSpan(start, Math.Min(ChunkLength, source.Length - start)));
            if (chunk.IndexOf(text, StringComparison.Ordinal) >= 0)
                return true;
        }

        return false;
    }

    /// <summary>False where no name in the file is spelled <paramref name="name"/>.</summary>
    public bool MayName(string name, CancellationToken cancellationToken) =>
        (_words ??= WordFilter.Of(_tree.GetText(cancellationToken))).MayHold(name);

    /// <summary>
    /// The simple names spelled <paramref name="name"/>, in source order; constructor initialisers as <c>base</c> and
    /// <c>this</c>, target-typed creations as <c>new</c>.
    /// </summary>
    public IEnumerable<SyntaxNode> Named(string name, TextSpan? within, CancellationToken cancellationToken)
    {
        // What has no name yet, as while somebody types it, is named nowhere.
        if (name.Length == 0 || !MayName(name, cancellationToken))
            yield break;

        var text = _text ??= _tree.GetText(cancellationToken).ToString();
        var root = _tree.GetRoot(cancellationToken);
        var span = within ?? new TextSpan(0, text.Length);
        foreach (var at in Words(text, name, span))
        {
            if (NodeAt(root, at, name) is { } node)
                yield return node;
        }
    }

    private IEnumerable<int> Words(string text, string word, TextSpan span)
    {
        if (_positions is null && (_searched += span.Length) > (long)MostSearches * text.Length)
            _positions = WordPositions.Of(text);
        return _positions?.Of(word, span.Start, span.End) ?? Search(text, word, span);
    }

    private static IEnumerable<int> Search(string text, string word, TextSpan span)
    {
        for (var at = Next(span.Start); at >= 0; at = Next(at + word.Length))
        {
            if (IsWord(text, at, word.Length))
                yield return at;
        }

        int Next(int start) => start + word.Length > span.End ? -1 : text.IndexOf(word, start, span.End - start, StringComparison.Ordinal);
    }

    private static bool IsWord(string text, int start, int length) =>
        (start == 0 || !SyntaxFacts.IsIdentifierPartCharacter(text[start - 1]))
        && (start + length == text.Length || !SyntaxFacts.IsIdentifierPartCharacter(text[start + length]));

    private static SyntaxNode? NodeAt(SyntaxNode root, int position, string name)
    {
        var token = root.FindToken(position);
        return token.Parent switch
        {
            SimpleNameSyntax simple when simple.Identifier == token && token.ValueText == name && token.Span.End == position + name.Length => simple,
            ConstructorInitializerSyntax initializer when initializer.ThisOrBaseKeyword == token && token.SpanStart == position => initializer,
            ImplicitObjectCreationExpressionSyntax creation when creation.NewKeyword == token && token.SpanStart == position => creation,
            _ => null,
        };
    }
}
