namespace Leveret;

/// <summary>The answer of an inbox to a claim.</summary>
public enum InboxState
{
    /// <summary>The message is the caller's: nobody else handles it now, and it has not been handled.</summary>
    Claimed,

    /// <summary>The message has been handled.</summary>
    Completed,

    /// <summary>Another is handling the message now.</summary>
    Busy,
}
