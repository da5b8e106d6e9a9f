namespace Leveret;

/// <summary>
/// Remembers which messages have been handled. The consumer claims a message before it runs the handler, and says afterwards
/// whether the work was done; a message that is done is acknowledged without being handled again.
/// </summary>
/// <remarks>
/// Two copies of a message can run at the same time, even in one process (after a lost connection the broker hands out what the
/// old channel still works on), so <see cref="ClaimAsync"/> must be atomic: of any number of calls with one key, one gets
/// <see cref="InboxState.Claimed"/>. All methods may be called at the same time from several threads.
/// An exception of <see cref="ClaimAsync"/> counts as no failure, since nothing was run: the claim is tried again, with growing
/// pauses, and the delivery stays unacknowledged until it succeeds. An exception of the other methods is logged, and changes
/// nothing about what was done.
/// What no inbox of this shape can promise: work that is done and followed by a crash before <see cref="CompleteAsync"/> is done
/// again. Only a claim in the same transaction as the work is exact.
/// </remarks>
public interface IInbox
{
    /// <summary>Makes sure that the inbox can be used. Called once when a consumer starts, which fails with the exception. Does nothing by default.</summary>
    /// <remarks>What is missing at the start, such as a table, would otherwise fail message after message.</remarks>
    /// <param name="cancellationToken">Cancelled when the start is given up.</param>
    ValueTask CheckAsync(CancellationToken cancellationToken) => ValueTask.CompletedTask;

    /// <summary>Claims a message for one run of its handler.</summary>
    /// <param name="key">The message and who consumes it.</param>
    /// <param name="cancellationToken">Cancelled when the consumer is to stop without waiting any longer.</param>
    /// <returns>Whether the message is the caller's to handle, done, or being handled by another.</returns>
    /// <exception cref="MessageFormatException">The key can never be claimed, so the message is dead-lettered with what this says.</exception>
    ValueTask<InboxClaim> ClaimAsync(InboxKey key, CancellationToken cancellationToken);

    /// <summary>The work is done: later claims of the key get <see cref="InboxState.Completed"/>.</summary>
    /// <param name="claim">What <see cref="ClaimAsync"/> returned.</param>
    /// <param name="cancellationToken">Cancelled when the consumer is to stop without waiting any longer.</param>
    /// <returns>False where the claim had run out and another has taken the message since: the work may be done twice.</returns>
    ValueTask<bool> CompleteAsync(InboxClaim claim, CancellationToken cancellationToken);

    /// <summary>The work was not done: the message can be claimed again.</summary>
    /// <param name="claim">What <see cref="ClaimAsync"/> returned.</param>
    /// <param name="cancellationToken">Cancelled when the consumer is to stop without waiting any longer.</param>
    ValueTask AbandonAsync(InboxClaim claim, CancellationToken cancellationToken);

    /// <summary>The work goes on: a claim that runs out by itself is to last another full lease. Called each <see cref="InboxClaim.RenewAfter"/> while the handler runs.</summary>
    /// <param name="claim">What <see cref="ClaimAsync"/> returned.</param>
    /// <param name="cancellationToken">Cancelled when the handler has ended.</param>
    /// <returns>False where the claim is lost.</returns>
    ValueTask<bool> RenewAsync(InboxClaim claim, CancellationToken cancellationToken);
}
