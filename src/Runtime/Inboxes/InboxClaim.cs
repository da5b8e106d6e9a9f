namespace Leveret;

/// <summary>The answer of an inbox to a claim, and what proves the claim afterwards.</summary>
public readonly record struct InboxClaim
{
    private InboxClaim(InboxKey key, InboxState state, Guid owner, TimeSpan? renewAfter)
    {
        Key = key;
        State = state;
        Owner = owner;
        RenewAfter = renewAfter;
    }

    /// <summary>The message that was asked about.</summary>
    public InboxKey Key { get; }

    /// <summary>Whether it is the caller's to handle.</summary>
    public InboxState State { get; }

    /// <summary>Tells this claim from any other of the same key; empty unless it was claimed.</summary>
    public Guid Owner { get; }

    /// <summary>How often the claim has to be renewed while the handler runs; null where it does not run out.</summary>
    public TimeSpan? RenewAfter { get; }

    /// <summary>The message is the caller's.</summary>
    /// <param name="key">The message.</param>
    /// <param name="owner">A new value for each claim.</param>
    /// <param name="renewAfter">How often the claim has to be renewed; null where it does not run out.</param>
    /// <exception cref="ArgumentOutOfRangeException">The claim would have to be renewed at once and always.</exception>
    public static InboxClaim Claimed(InboxKey key, Guid owner, TimeSpan? renewAfter = null)
    {
        if (renewAfter is { } interval)
            ArgumentOutOfRangeException.ThrowIfLessThan(interval, TimeSpan.FromMilliseconds(1), nameof(renewAfter));

        return new InboxClaim(key, InboxState.Claimed, owner, renewAfter);
    }

    /// <summary>The message has been handled.</summary>
    /// <param name="key">The message.</param>
    public static InboxClaim Completed(InboxKey key) => new(key, InboxState.Completed, Guid.Empty, null);

    /// <summary>Another is handling the message now.</summary>
    /// <param name="key">The message.</param>
    public static InboxClaim Busy(InboxKey key) => new(key, InboxState.Busy, Guid.Empty, null);
}
