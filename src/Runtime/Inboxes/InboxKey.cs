namespace Leveret;

/// <summary>What an inbox knows a message by.</summary>
/// <param name="Consumer">The queue it is consumed from, so that two queues that a message was routed to are handled both.</param>
/// <param name="MessageId">What <see cref="ConsumerOptions.InboxKey"/> returned for it.</param>
public readonly record struct InboxKey(string Consumer, string MessageId);
