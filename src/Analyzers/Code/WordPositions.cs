namespace Leveret.Analyzers.Code;

/// <summary>Where each word of a text stands: as many words are looked up in a long text, reading it for each one adds up.</summary>
internal sealed class WordPositions
{
    private readonly string _text;

    /// <summary>The hash of a word in the upper half, its position in the lower, in order.</summary>
    private readonly long[] _words;

    private WordPositions(string text, long[] words)
    {
        _text = text;
        _words = words;
    }

    public static WordPositions Of(string text)
    {
        var words = new List<long>();
        var at = 0;
        while (at < text.Length)
        {
            if (!WordFilter.IsPartOfWord(text[at]))
            {
                at++;
                continue;
            }

            var start = at;
            var hash = WordFilter.HashStart;
            for (; at < text.Length && WordFilter.IsPartOfWord(text[at]); at++)
                hash = WordFilter.Hash(hash, text[at]);
            words.Add(Key(hash, start));
        }

        var sorted = words.ToArray();
        Array.Sort(sorted);
        return new WordPositions(text, sorted);
    }

    /// <summary>Where the word stands between two positions of the text, in order.</summary>
    public IEnumerable<int> Of(string word, int start, int end)
    {
        var hash = WordFilter.Hash(word);
        var first = Array.BinarySearch(_words, Key(hash, start));
        for (var i = first < 0 ? ~first : first; i < _words.Length && _words[i] <= Key(hash, end - word.Length); i++)
        {
            var at = (int)_words[i];
            var after = at + word.Length;
            if (string.CompareOrdinal(_text, at, word, 0, word.Length) == 0 && (after == _text.Length || !WordFilter.IsPartOfWord(_text[after])))
                yield return at;
        }
    }

    private static long Key(uint hash, int position) => ((long)(hash >> 1) << 32) | (uint)Math.Max(position, 0);
}
