using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Leveret.Verification.Fixes;

/// <summary>A fix keeps every comment.</summary>
internal static class Comments
{
    private static readonly char[] Notation = ['/', '*', ' ', '\t', '\r'];

    /// <summary>Fails if a comment of <paramref name="before"/> is gone in <paramref name="after"/>.</summary>
    public static async Task VerifyAsync(string what, Solution before, Solution after, CancellationToken cancellationToken)
    {
        var kept = await OfAsync(after, cancellationToken).ConfigureAwait(false);
        var lost = (await OfAsync(before, cancellationToken).ConfigureAwait(false)).Where(c => !kept.Remove(c)).ToList();
        if (lost.Count > 0)
        {
            throw new VerificationException($"Comments: {what} loses:\n  {string.Join("\n  ", lost)}");
        }
    }

    private static async Task<List<string>> OfAsync(Solution solution, CancellationToken cancellationToken)
    {
        var comments = new List<string>();
        foreach (var document in solution.Projects.SelectMany(static p => p.Documents))
        {
            var root = (await document.GetSyntaxRootAsync(cancellationToken).ConfigureAwait(false))!;
            comments.AddRange(root.DescendantTrivia(descendIntoTrivia: true).Where(IsComment).SelectMany(static t => Lines(t.ToFullString())));
        }

        return comments;
    }

    private static bool IsComment(SyntaxTrivia trivia) =>
        trivia.IsKind(SyntaxKind.SingleLineCommentTrivia)
        || trivia.IsKind(SyntaxKind.MultiLineCommentTrivia)
        || trivia.IsKind(SyntaxKind.SingleLineDocumentationCommentTrivia)
        || trivia.IsKind(SyntaxKind.MultiLineDocumentationCommentTrivia);

    private static IEnumerable<string> Lines(string comment) =>
        comment.Split('\n').Select(static l => l.Trim(Notation)).Where(static l => l.Length > 0);
}
