namespace Leveret.Verification;

/// <summary>A check of the harness failed; the message says which one and shows what was found.</summary>
public sealed class VerificationException : Exception
{
    /// <summary>Creates an exception with no message of its own.</summary>
    public VerificationException()
    {
    }

    /// <summary>Creates an exception that says what failed.</summary>
    public VerificationException(string message)
        : base(message)
    {
    }

    /// <summary>Creates an exception that says what failed and keeps its cause.</summary>
    public VerificationException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
