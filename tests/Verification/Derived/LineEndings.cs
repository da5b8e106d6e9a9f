namespace Leveret.Verification.Derived;

/// <summary>Changes the line endings of a text.</summary>
internal static class LineEndings
{
    /// <summary>The text with the other line endings: LF for CRLF and CRLF for LF.</summary>
    public static string Swap(string text) => text.Contains("\r\n", StringComparison.Ordinal) ? ToLf(text) : ToCrLf(text);

    /// <summary>The text with every line ended by LF.</summary>
    public static string ToLf(string text) => text.Replace("\r\n", "\n", StringComparison.Ordinal);

    private static string ToCrLf(string text) => text.Replace("\n", "\r\n", StringComparison.Ordinal);
}
