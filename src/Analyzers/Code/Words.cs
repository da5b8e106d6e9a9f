namespace Leveret.Analyzers.Code;

/// <summary>Looks for words in names, as camel case, hyphens and dots divide them: <c>entries</c> does not hold <c>tries</c>.</summary>
internal static class Words
{
    /// <summary>Whether a word of <paramref name="name"/> starts with one of <paramref name="stems"/>.</summary>
    public static bool HasStem(string name, string[] stems) => Has(name, stems, whole: false);

    /// <summary>Whether <paramref name="name"/> holds one of <paramref name="words"/> as a whole word.</summary>
    public static bool HasWord(string name, string[] words) => Has(name, words, whole: true);

    /// <summary>Whether the name starts with the verb as a word: <c>PostAsync</c> with <c>Post</c>, but not <c>Postpone</c>.</summary>
    public static bool StartsWithVerb(string name, string verb) =>
        name.StartsWith(verb, StringComparison.Ordinal) && (name.Length == verb.Length || !char.IsLower(name[verb.Length]));

    private static bool Has(string name, string[] words, bool whole)
    {
        for (var start = 0; start < name.Length; start++)
        {
            if (!IsStart(name, start))
                continue;

            foreach (var word in words)
            {
                if (EndOf(word, name, start) is var end && end >= 0 && (!whole || end == name.Length || IsStart(name, end) || !char.IsLetter(name[end])))
                    return true;
            }
        }

        return false;
    }

    private static bool IsStart(string name, int at) =>
        char.IsLetterOrDigit(name[at])
        && (at == 0 || !char.IsLetterOrDigit(name[at - 1]) || (char.IsUpper(name[at]) && !char.IsUpper(name[at - 1])));

    private static bool IsDivider(char c) => c is '-' or '_' or '.' or ' ';

    /// <summary>Where the word ends that starts at <paramref name="start"/>, whatever stands between its letters; -1 if it does not.</summary>
    private static int EndOf(string word, string name, int start)
    {
        var at = start;
        foreach (var letter in word)
        {
            while (at > start && at < name.Length && IsDivider(name[at]))
                at++;
            if (at >= name.Length || char.ToLowerInvariant(name[at]) != letter)
                return -1;
            at++;
        }

        return at;
    }
}
