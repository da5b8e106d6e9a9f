namespace Leveret.Analyzers.Settings;

/// <summary>An .editorconfig option of the rules.</summary>
internal sealed class Option
{
    public Option(string key, string expected, string @default)
    {
        Key = key;
        Expected = expected;
        Default = @default;
    }

    public string Key { get; }

    /// <summary>What its value must be, as messages say it.</summary>
    public string Expected { get; }

    /// <summary>What holds without it, as messages say it.</summary>
    public string Default { get; }
}
