namespace Leveret.Consuming;

/// <summary>What is to be done with a delivery, once its handler and the retry policy have spoken.</summary>
internal readonly record struct Verdict
{
    private Verdict(VerdictKind kind)
    {
        Kind = kind;
        Reason = "";
    }

    public static Verdict Ack => new(VerdictKind.Ack);

    public static Verdict Requeue => new(VerdictKind.Requeue);

    /// <summary>To be rejected: the queue itself delays the next attempt.</summary>
    public static Verdict RejectToDelay => new(VerdictKind.RejectToDelay);

    public VerdictKind Kind { get; private init; }

    public DateTimeOffset NotBefore { get; private init; }

    /// <summary>How many attempts have failed.</summary>
    public int Failed { get; private init; }

    public string Reason { get; private init; }

    public Exception? Cause { get; private init; }

    public static Verdict Wait(DateTimeOffset notBefore, int failed) => new(VerdictKind.Wait) { NotBefore = notBefore, Failed = failed };

    public static Verdict DeadLetter(string reason, Exception? cause, int failed) => new(VerdictKind.DeadLetter) { Reason = reason, Cause = cause, Failed = failed };
}
