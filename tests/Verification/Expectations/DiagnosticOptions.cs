namespace Leveret.Verification;

/// <summary>What an expectation leaves unchecked.</summary>
[Flags]
public enum DiagnosticOptions
{
    /// <summary>Everything is checked.</summary>
    None = 0,

    /// <summary>Any severity will do.</summary>
    IgnoreSeverity = 1,

    /// <summary>Any additional locations will do.</summary>
    IgnoreAdditionalLocations = 2,
}
