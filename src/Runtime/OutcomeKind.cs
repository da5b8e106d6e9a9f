namespace Leveret;

internal enum OutcomeKind : byte
{
    Ack,
    Requeue,
    Retry,
    RetryAfter,
    RetryAt,
    DeadLetter,
}
