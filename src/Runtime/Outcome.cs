namespace Leveret;

/// <summary>What is to become of a delivery, decided by its handler.</summary>
/// <remarks>The default value is <see cref="Ack"/>. A value of this type takes no memory of its own, except for the text of a dead-letter.</remarks>
public readonly struct Outcome : IEquatable<Outcome>
{
    private readonly OutcomeKind _kind;
    private readonly long _ticks;
    private readonly object? _detail;

    private Outcome(OutcomeKind kind, long ticks = 0, object? detail = null)
    {
        _kind = kind;
        _ticks = ticks;
        _detail = detail;
    }

    /// <summary>The work is done: the message leaves the queue.</summary>
    public static Outcome Ack => default;

    /// <summary>
    /// Not this consumer, or not now: the message goes back to its queue at once (basic.nack), which counts no attempt of its own.
    /// </summary>
    /// <remarks>
    /// A queue hands it out again immediately, so a handler that always answers this keeps broker and consumer busy.
    /// Quorum queues before RabbitMQ 4.3 count it against their delivery limit (20 by default from 4.0); a message that
    /// has gone back five times there is published to its queue anew, which starts that count again.
    /// </remarks>
    public static Outcome Requeue => new(OutcomeKind.Requeue);

    internal OutcomeKind Kind => _kind;

    /// <summary>How long to wait; null where the retry policy decides.</summary>
    internal TimeSpan? After => _kind == OutcomeKind.RetryAfter ? new TimeSpan(_ticks) : null;

    internal DateTimeOffset? NotBefore => _kind == OutcomeKind.RetryAt ? new DateTimeOffset(_ticks, TimeSpan.Zero) : null;

    internal string Reason => _detail switch
    {
        string reason => reason,
        Failure failure => failure.Reason,
        _ => "",
    };

    internal Exception? Cause => (_detail as Failure)?.Cause;

    /// <summary>The work failed: counts an attempt, and the retry policy decides when the next one is, or that there is none.</summary>
    public static Outcome Retry() => new(OutcomeKind.Retry);

    /// <summary>The work failed: counts an attempt; the next one is after this time, unless it was the last that the retry policy grants.</summary>
    /// <param name="after">How long to wait, rounded up to what <see cref="RetryOptions.Steps"/> can express: never less than the smallest of them.</param>
    public static Outcome Retry(TimeSpan after) => new(OutcomeKind.RetryAfter, Math.Max(0, after.Ticks));

    /// <summary>The work cannot be done before this time: counts an attempt; the next one is then, unless it was the last that the retry policy grants.</summary>
    /// <param name="notBefore">The earliest time, by this machine's clock.</param>
    public static Outcome RetryAt(DateTimeOffset notBefore) => new(OutcomeKind.RetryAt, notBefore.UtcTicks);

    /// <summary>The work can never be done: the message goes to the dead-letter queue, whatever attempts are left.</summary>
    /// <param name="reason">Why, for the one who reads the dead-letter queue. Written to the header <see cref="DeliveryHeaders.Reason"/>.</param>
    /// <param name="cause">The exception behind it, if there is one. Its type, message and the first 4000 characters of its text are written to headers.</param>
    /// <exception cref="ArgumentException"><paramref name="reason"/> is null, empty or white space.</exception>
    public static Outcome DeadLetter(string reason, Exception? cause = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(reason);
        return new(OutcomeKind.DeadLetter, detail: cause is null ? reason : new Failure(reason, cause));
    }

    /// <inheritdoc/>
    public bool Equals(Outcome other) => _kind == other._kind && _ticks == other._ticks && Equals(_detail, other._detail);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Outcome other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(_kind, _ticks, _detail);

    /// <summary>Whether two outcomes are the same.</summary>
    public static bool operator ==(Outcome left, Outcome right) => left.Equals(right);

    /// <summary>Whether two outcomes differ.</summary>
    public static bool operator !=(Outcome left, Outcome right) => !left.Equals(right);

    /// <inheritdoc/>
    public override string ToString() => _kind switch
    {
        OutcomeKind.RetryAfter => $"Retry after {After}",
        OutcomeKind.RetryAt => $"Retry at {NotBefore:O}",
        OutcomeKind.DeadLetter => $"DeadLetter: {Reason}",
        _ => _kind.ToString(),
    };

    private sealed record Failure(string Reason, Exception Cause);
}
