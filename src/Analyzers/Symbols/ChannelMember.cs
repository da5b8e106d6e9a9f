namespace Leveret.Analyzers.Symbols;

/// <summary>What a RabbitMQ.Client call does, whatever the client's generation calls it.</summary>
internal enum ChannelMember
{
    None,
    Consume,
    Get,
    Qos,
    Ack,
    Nack,
    Reject,
    Publish,
    DeclareQueue,
    DeclareQueuePassive,
    MessageCount,
    CreateChannel,
    Other,
}
