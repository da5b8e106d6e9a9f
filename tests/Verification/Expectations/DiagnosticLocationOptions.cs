namespace Leveret.Verification;

/// <summary>How an expected location is compared.</summary>
[Flags]
public enum DiagnosticLocationOptions
{
    /// <summary>Start and end are checked.</summary>
    None = 0,

    /// <summary>Only the start is checked.</summary>
    IgnoreLength = 1,

    /// <summary>The location is marked as unnecessary code.</summary>
    UnnecessaryCode = 2,
}
