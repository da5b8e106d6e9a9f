namespace Leveret;

/// <summary>The body of a message is not what its handler reads. The message is dead-lettered at once: it would not become readable by another attempt.</summary>
public sealed class MessageFormatException : Exception
{
    /// <summary>A body that could not be read.</summary>
    /// <param name="message">What is wrong with it.</param>
    /// <param name="innerException">What the reader said.</param>
    public MessageFormatException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
