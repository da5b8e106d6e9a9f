namespace Leveret.Servers;

/// <summary>A server of a test does not do what it was told; the message says what it complained of.</summary>
public sealed class ServerException : Exception
{
    /// <summary>Creates an exception with no message of its own.</summary>
    public ServerException()
    {
    }

    /// <summary>Creates an exception that says what failed.</summary>
    public ServerException(string message)
        : base(message)
    {
    }

    /// <summary>Creates an exception that says what failed and keeps its cause.</summary>
    public ServerException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
