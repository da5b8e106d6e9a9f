namespace Leveret.Verification;

/// <summary>Which diagnostics of the compiler a test has to expect.</summary>
public enum CompilerDiagnostics
{
    /// <summary>None: the code may even fail to compile.</summary>
    None,

    /// <summary>Errors.</summary>
    Errors,

    /// <summary>Errors and warnings.</summary>
    Warnings,

    /// <summary>Errors, warnings and informational messages.</summary>
    Suggestions,

    /// <summary>Everything, hidden diagnostics included.</summary>
    All,
}
