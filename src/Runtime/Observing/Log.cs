using Microsoft.Extensions.Logging;

namespace Leveret.Observing;

/// <summary>What a consumer logs. The numbers do not change from version to version.</summary>
internal static partial class Log
{
    [LoggerMessage(1, LogLevel.Information, "Consuming queue {Queue} on {Broker} with prefetch {Prefetch}, concurrency {Concurrency}, an acknowledgement every {AckEvery}; waits by {Mechanism}")]
    public static partial void Consuming(ILogger logger, string queue, string broker, int prefetch, int concurrency, int ackEvery, DelayMechanism mechanism);

    [LoggerMessage(2, LogLevel.Warning, "Queue {Queue} is not consumed any more: {Reason}. Consuming again")]
    public static partial void Lost(ILogger logger, Exception? exception, string queue, string reason);

    [LoggerMessage(3, LogLevel.Warning, "Queue {Queue} cannot be consumed yet, try {Try}: {Reason}. Trying again in {Pause} s")]
    public static partial void NotYet(ILogger logger, string queue, int @try, string reason, double pause);

    [LoggerMessage(4, LogLevel.Error, "Queue {Queue} is not consumed any more and cannot be")]
    public static partial void Failed(ILogger logger, Exception exception, string queue);

    [LoggerMessage(5, LogLevel.Information, "Stopped consuming queue {Queue}; {Running} handlers were still running, {Unsettled} deliveries go back")]
    public static partial void Stopped(ILogger logger, string queue, int running, int unsettled);

    [LoggerMessage(6, LogLevel.Information, "Paused queue {Queue}")]
    public static partial void Paused(ILogger logger, string queue);

    [LoggerMessage(7, LogLevel.Information, "Resumed queue {Queue}")]
    public static partial void Resumed(ILogger logger, string queue);

    [LoggerMessage(10, LogLevel.Warning, "Attempt {Attempt} of message {MessageId} from queue {Queue} failed; the next one is at once")]
    public static partial void RetryAtOnce(ILogger logger, Exception? exception, int attempt, string? messageId, string queue);

    [LoggerMessage(11, LogLevel.Warning, "Attempt {Attempt} of message {MessageId} from queue {Queue} failed; the next one is not before {NotBefore:O}")]
    public static partial void RetryLater(ILogger logger, Exception? exception, int attempt, string? messageId, string queue, DateTimeOffset notBefore);

    [LoggerMessage(12, LogLevel.Error, "Message {MessageId} from queue {Queue} goes to {DeadLetterQueue} after {Attempts} attempts: {Reason}")]
    public static partial void DeadLettered(ILogger logger, Exception? exception, string? messageId, string queue, string deadLetterQueue, int attempts, string reason);

    [LoggerMessage(13, LogLevel.Error, "Message {MessageId} from queue {Queue} could not be moved to {Target} and stays: {Reason}. Trying again in {Pause} s")]
    public static partial void NotMoved(ILogger logger, string? messageId, string queue, string target, string reason, double pause);

    [LoggerMessage(14, LogLevel.Information, "Message {MessageId} from queue {Queue} was handled before and is acknowledged without being handled again")]
    public static partial void HandledBefore(ILogger logger, string? messageId, string queue);

    [LoggerMessage(15, LogLevel.Warning, "Message {MessageId} from queue {Queue} was claimed anew by another consumer while it was handled: its work may have been done twice")]
    public static partial void ClaimLost(ILogger logger, string? messageId, string queue);

    [LoggerMessage(16, LogLevel.Warning, "Header {Header} of message {MessageId} from queue {Queue} is of no type that can be read and counts for nothing")]
    public static partial void UnreadableHeader(ILogger logger, string header, string? messageId, string queue);

    [LoggerMessage(17, LogLevel.Warning, "The claim of message {MessageId} from queue {Queue} could not be given back; the next attempt waits until it runs out")]
    public static partial void NotAbandoned(ILogger logger, Exception exception, string? messageId, string queue);

    [LoggerMessage(18, LogLevel.Error, "Message {MessageId} from queue {Queue} was handled, but the inbox could not be told: a second copy of it would be handled too")]
    public static partial void NotCompleted(ILogger logger, Exception exception, string? messageId, string queue);

    [LoggerMessage(19, LogLevel.Error, "Message {MessageId} from queue {Queue} is not handled yet, since the inbox cannot be asked. Trying again in {Pause} s")]
    public static partial void NotClaimed(ILogger logger, Exception exception, string? messageId, string queue, double pause);

    [LoggerMessage(23, LogLevel.Warning, "The claim of message {MessageId} from queue {Queue} could not be renewed")]
    public static partial void NotRenewed(ILogger logger, Exception exception, string messageId, string queue);

    [LoggerMessage(33, LogLevel.Warning, "The configuration has settings for a consumer of queue {Queue}, and this host has none. Misspelt?")]
    public static partial void NoSuchConsumer(ILogger logger, string queue);

    [LoggerMessage(30, LogLevel.Information, "Connected to {Node} to {Purpose}")]
    public static partial void Connected(ILogger logger, string node, string purpose);

    [LoggerMessage(31, LogLevel.Warning, "Cannot connect to {Node}: {Reason}")]
    public static partial void NotConnected(ILogger logger, string node, string reason);

    [LoggerMessage(32, LogLevel.Warning, "{Node} is connected and does not serve; another node is tried first for a while")]
    public static partial void NodeAvoided(ILogger logger, string node);

    [LoggerMessage(20, LogLevel.Debug, "{Count} deliveries of queue {Queue} were lost with their channel before they were settled; the broker hands them out again")]
    public static partial void Discarded(ILogger logger, int count, string queue);

    [LoggerMessage(21, LogLevel.Error, "The client reported an exception on the channel of queue {Queue}")]
    public static partial void CallbackException(ILogger logger, Exception exception, string queue);

    [LoggerMessage(22, LogLevel.Warning, "The queue {Queue} can be consumed, but its type is not known: {Reason}. Waits are made with step queues")]
    public static partial void UnknownQueueType(ILogger logger, string queue, string reason);
}
