using Microsoft.CodeAnalysis;

namespace Leveret.Verification.Fixes;

/// <summary>The texts of all files of a solution.</summary>
internal static class SolutionTexts
{
    /// <summary>All texts, by project and path.</summary>
    public static async Task<SortedDictionary<string, string>> GetAsync(Solution solution, CancellationToken cancellationToken)
    {
        var texts = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var project in solution.Projects)
        {
            foreach (var document in project.Documents.Concat(project.AdditionalDocuments).Concat(project.AnalyzerConfigDocuments))
            {
                texts[$"{project.Name} {document.FilePath}"] = (await document.GetTextAsync(cancellationToken).ConfigureAwait(false)).ToString();
            }
        }

        return texts;
    }

    /// <summary>Whether all texts are the same.</summary>
    public static async Task<bool> AreEqualAsync(Solution a, Solution b, CancellationToken cancellationToken) =>
        (await GetAsync(a, cancellationToken).ConfigureAwait(false)).SequenceEqual(await GetAsync(b, cancellationToken).ConfigureAwait(false));

    /// <summary>Fails, with the differences, unless <paramref name="actual"/> has the texts of <paramref name="expected"/>.</summary>
    public static async Task VerifyAsync(string what, Solution expected, Solution actual, CancellationToken cancellationToken)
    {
        var wanted = await GetAsync(expected, cancellationToken).ConfigureAwait(false);
        var found = await GetAsync(actual, cancellationToken).ConfigureAwait(false);
        if (!wanted.Keys.SequenceEqual(found.Keys, StringComparer.Ordinal))
        {
            throw new VerificationException($"Document count of {what}: expected {string.Join(", ", wanted.Keys)}; found {string.Join(", ", found.Keys)}.");
        }

        var differences = wanted.Where(w => found[w.Key] != w.Value).Select(w => $"{w.Key}\n{TextDiff.Of(w.Value, found[w.Key])}").ToList();
        if (differences.Count > 0)
        {
            throw new VerificationException($"Text of {what} is not as expected (- expected, + found):\n{string.Join('\n', differences)}");
        }
    }
}
