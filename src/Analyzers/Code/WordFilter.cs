using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace Leveret.Analyzers.Code;

/// <summary>
/// The words of a text, as a Bloom filter with two bits a word: a word that it does not hold is not in the text, one that it
/// holds is there with about 98 % certainty.
/// </summary>
internal sealed class WordFilter
{
    private const int ChunkLength = 4096;
    private const int FewestBits = 1 << 10;
    private const int MostBits = 1 << 17;
    private const uint HashFactor = 16777619;

    public const uint HashStart = 2166136261;

    [ThreadStatic]
    private static char[]? _chunk;

    private readonly ulong[] _bits;
    private readonly uint _mask;

    private WordFilter(int bits)
    {
        _bits = new ulong[bits / 64];
        _mask = (uint)bits - 1;
    }

    public static WordFilter Of(SourceText text)
    {
        var filter = new WordFilter(BitsFor(text.Length));
        var chunk = _chunk ??= new char[ChunkLength];
        var hash = HashStart;
        for (var start = 0; start < text.Length; start += ChunkLength)
        {
            var length = Math.Min(ChunkLength, text.Length - start);
            text.CopyTo(start, chunk, 0, length);
            for (var i = 0; i < length; i++)
            {
                var c = chunk[i];
                if (IsPartOfWord(c))
                {
                    hash = Hash(hash, c);
                }
                else if (hash != HashStart)
                {
                    filter.Add(hash);
                    hash = HashStart;
                }
            }
        }

        filter.Add(hash);
        return filter;
    }

    public bool MayHold(string word)
    {
        var hash = Hash(word);
        return IsSet(First(hash)) && IsSet(Second(hash));
    }

    public static uint Hash(string word)
    {
        var hash = HashStart;
        foreach (var c in word)
            hash = Hash(hash, c);
        return hash;
    }

    /// <summary>The hash of a word with one more character.</summary>
    public static uint Hash(uint hash, char c) => (hash ^ c) * HashFactor;

    private static int BitsFor(int length)
    {
        var bits = FewestBits;
        while (bits < length && bits < MostBits)
            bits *= 2;
        return bits;
    }

    public static bool IsPartOfWord(char c) =>
        c < 128 ? (uint)((c | 0x20) - 'a') <= 'z' - 'a' || (uint)(c - '0') <= 9 || c == '_' : SyntaxFacts.IsIdentifierPartCharacter(c);

    private static uint First(uint hash) => hash ^ (hash >> 15);

    private static uint Second(uint hash) => (hash * 2654435769) >> 13;

    private void Add(uint hash)
    {
        Set(First(hash));
        Set(Second(hash));
    }

    private void Set(uint bit) => _bits[(bit & _mask) >> 6] |= 1UL << (int)(bit & 63);

    private bool IsSet(uint bit) => (_bits[(bit & _mask) >> 6] & (1UL << (int)(bit & 63))) != 0;
}
