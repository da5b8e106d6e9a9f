using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Leveret.Robustness.Tests.Mutation;

/// <summary>Breaks code as typing, pasting and merging break it.</summary>
internal static class Mutator
{
    private static readonly (string Name, Func<Source, Random, string?> Apply)[] Kinds =
    [
        ("drop a token", DropToken),
        ("double a token", DoubleToken),
        ("swap two tokens", SwapTokens),
        ("swap two statements", static (source, random) => SwapSiblings<StatementSyntax>(source, random)),
        ("swap two members", static (source, random) => SwapSiblings<MemberDeclarationSyntax>(source, random)),
        ("drop a brace", DropBrace),
        ("replace an identifier", ReplaceIdentifier),
        ("cut short", CutShort),
    ];

    /// <summary>What can be done to code.</summary>
    public static IEnumerable<string> Names => Kinds.Select(static k => k.Name);

    /// <summary>The text after one change, and what it was.</summary>
    public static (string Text, string Step) Break(string text, Random random)
    {
        var (name, apply) = Kinds[random.Next(Kinds.Length)];
        var source = new Source(text);
        return source.Tokens.Length > 0 && apply(source, random) is { } broken ? (broken, name) : (text, "nothing to " + name);
    }

    private static string DropToken(Source source, Random random) => Replace(source, (Any(source.Tokens, random).Span, ""));

    private static string DoubleToken(Source source, Random random)
    {
        var token = Any(source.Tokens, random);
        return Replace(source, (token.Span, $"{token.Text} {token.Text}"));
    }

    /// <summary>Neighbours, or any two.</summary>
    private static string? SwapTokens(Source source, Random random)
    {
        if (source.Tokens.Length < 2)
            return null;

        var first = random.Next(source.Tokens.Length - 1);
        var second = random.Next(2) == 0 ? first + 1 : random.Next(first + 1, source.Tokens.Length);
        return Swap(source, source.Tokens[first].Span, source.Tokens[second].Span);
    }

    private static string? SwapSiblings<T>(Source source, Random random) where T : SyntaxNode
    {
        var siblings = source.Root.DescendantNodes().OfType<T>()
            .GroupBy(static n => n.Parent)
            .Select(static g => g.ToArray())
            .Where(static g => g.Length > 1)
            .ToArray();
        if (siblings.Length == 0)
            return null;

        var chosen = Any(siblings, random);
        var first = random.Next(chosen.Length - 1);
        return Swap(source, chosen[first].Span, chosen[random.Next(first + 1, chosen.Length)].Span);
    }

    /// <summary>One of a pair of braces, brackets or parentheses.</summary>
    private static string? DropBrace(Source source, Random random)
    {
        var braces = source.Tokens.Where(static t => t.Kind() is
            SyntaxKind.OpenBraceToken or SyntaxKind.CloseBraceToken or SyntaxKind.OpenParenToken or SyntaxKind.CloseParenToken
            or SyntaxKind.OpenBracketToken or SyntaxKind.CloseBracketToken).ToArray();
        return braces.Length == 0 ? null : Replace(source, (Any(braces, random).Span, ""));
    }

    private static string? ReplaceIdentifier(Source source, Random random)
    {
        var names = source.Tokens.Where(static t => t.IsKind(SyntaxKind.IdentifierToken)).ToArray();
        return names.Length == 0 ? null : Replace(source, (Any(names, random).Span, Any(names, random).Text));
    }

    private static string CutShort(Source source, Random random) => source.Text[..random.Next(source.Text.Length)];

    private static string Swap(Source source, TextSpan first, TextSpan second) =>
        Replace(source, (first, source.Text.Substring(second.Start, second.Length)), (second, source.Text.Substring(first.Start, first.Length)));

    private static string Replace(Source source, params (TextSpan Span, string Text)[] changes) =>
        SourceText.From(source.Text).WithChanges(changes.Select(static c => new TextChange(c.Span, c.Text))).ToString();

    private static T Any<T>(T[] from, Random random) => from[random.Next(from.Length)];

    private sealed class Source
    {
        public Source(string text)
        {
            Text = text;
            Root = CSharpSyntaxTree.ParseText(text).GetRoot();
            Tokens = [.. Root.DescendantTokens().Where(static t => t.Span.Length > 0)];
        }

        public string Text { get; }

        public SyntaxNode Root { get; }

        /// <summary>What is written, without what the parser made up.</summary>
        public SyntaxToken[] Tokens { get; }
    }
}
