namespace Leveret.Consuming;

internal enum VerdictKind : byte
{
    Ack,
    Requeue,
    RejectToDelay,
    Wait,
    DeadLetter,
}
