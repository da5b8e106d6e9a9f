namespace Leveret.Verification;

/// <summary>The difference of two texts, line by line.</summary>
internal static class TextDiff
{
    private const int Context = 3;

    /// <summary>The lines that differ, marked with - and +, and some lines around them. A carriage return is shown as \r.</summary>
    public static string Of(string expected, string actual)
    {
        var marked = Mark(Lines(expected), Lines(actual));
        var changed = Enumerable.Range(0, marked.Count).Where(i => marked[i][0] != ' ').ToList();
        var shown = Enumerable.Range(0, marked.Count).Where(i => changed.Exists(c => Math.Abs(c - i) <= Context));
        return string.Join('\n', shown.Select(i => "  " + marked[i]));
    }

    private static string[] Lines(string text) => text.Replace("\r", "\\r", StringComparison.Ordinal).Split('\n');

    private static List<string> Mark(string[] expected, string[] actual)
    {
        var common = CommonLengths(expected, actual);
        var marked = new List<string>();
        var (e, a) = (0, 0);
        while (e < expected.Length || a < actual.Length)
        {
            if (e < expected.Length && a < actual.Length && expected[e] == actual[a])
            {
                marked.Add("  " + expected[e]);
                e++;
                a++;
            }
            else if (a == actual.Length || (e < expected.Length && common[e + 1, a] >= common[e, a + 1]))
            {
                marked.Add("- " + expected[e++]);
            }
            else
            {
                marked.Add("+ " + actual[a++]);
            }
        }

        return marked;
    }

    /// <summary>How many lines the rests of both texts have in common, for each pair of rests.</summary>
    private static int[,] CommonLengths(string[] expected, string[] actual)
    {
        var common = new int[expected.Length + 1, actual.Length + 1];
        for (var e = expected.Length - 1; e >= 0; e--)
        {
            for (var a = actual.Length - 1; a >= 0; a--)
            {
                common[e, a] = expected[e] == actual[a]
                    ? common[e + 1, a + 1] + 1
                    : Math.Max(common[e + 1, a], common[e, a + 1]);
            }
        }

        return common;
    }
}
