namespace Leveret;

/// <summary>A queue cannot be consumed as it was asked for: it does not exist, access is refused, or it cannot do what the options ask.</summary>
public sealed class ConsumerException : Exception
{
    /// <summary>A consumer that cannot consume.</summary>
    /// <param name="message">What is wrong, with the queue and the setting.</param>
    /// <param name="innerException">What the broker or the client said.</param>
    public ConsumerException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
