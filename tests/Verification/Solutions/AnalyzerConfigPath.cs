namespace Leveret.Verification.Solutions;

/// <summary>Where a configuration file belongs so that it applies to all sources.</summary>
internal static class AnalyzerConfigPath
{
    /// <summary>The path for a file with <paramref name="text"/>.</summary>
    public static string For(string text) =>
        text.Contains("is_global", StringComparison.OrdinalIgnoreCase) ? "/.globalconfig" : "/.editorconfig";
}
