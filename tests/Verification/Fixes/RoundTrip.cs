using Microsoft.CodeAnalysis;

namespace Leveret.Verification.Fixes;

/// <summary>The tree that a fix produces has to be the tree that its text parses to.</summary>
internal static class RoundTrip
{
    /// <summary>Fails if <paramref name="produced"/> differs from what its text means.</summary>
    public static void Verify(CodeActionValidationMode mode, string path, SyntaxNode produced, SyntaxNode parsed)
    {
        if (mode == CodeActionValidationMode.None)
        {
            return;
        }

        if (FirstDifference(produced, parsed) is { } difference)
        {
            throw new VerificationException($"Round trip: the tree of {path} is not what its text parses to: {difference}.");
        }

        if (mode == CodeActionValidationMode.Full && FirstTriviaDifference(produced, parsed) is { } trivia)
        {
            throw new VerificationException($"Round trip: the trivia of {path} is not what its text parses to: {trivia}.");
        }
    }

    private static string? FirstDifference(SyntaxNodeOrToken produced, SyntaxNodeOrToken parsed)
    {
        if (produced.RawKind != parsed.RawKind)
        {
            return $"'{produced}' is produced as {Kind(produced)} and parsed as {Kind(parsed)}";
        }

        if (produced.IsToken)
        {
            return produced.AsToken().Text == parsed.AsToken().Text ? null : $"token '{produced}' is parsed as '{parsed}'";
        }

        var children = produced.ChildNodesAndTokens();
        var others = parsed.ChildNodesAndTokens();
        var differences = children.Zip(others, static (a, b) => FirstDifference(a, b)).Where(static d => d is not null);
        return differences.FirstOrDefault()
            ?? (children.Count == others.Count ? null : $"'{produced}' has {children.Count} parts and is parsed into {others.Count}");
    }

    private static string? FirstTriviaDifference(SyntaxNode produced, SyntaxNode parsed)
    {
        var pairs = produced.DescendantTrivia().Where(NotEmpty).Zip(parsed.DescendantTrivia().Where(NotEmpty));
        foreach (var (a, b) in pairs)
        {
            if (a.RawKind != b.RawKind || a.ToFullString() != b.ToFullString())
            {
                return $"'{Escape(a)}' is parsed as '{Escape(b)}'";
            }
        }

        return null;
    }

    private static bool NotEmpty(SyntaxTrivia trivia) => trivia.FullSpan.Length > 0;

    private static string Escape(SyntaxTrivia trivia) => trivia.ToFullString().Replace("\r", "\\r", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);

    private static string Kind(SyntaxNodeOrToken part) => ((Microsoft.CodeAnalysis.CSharp.SyntaxKind)part.RawKind).ToString();
}
