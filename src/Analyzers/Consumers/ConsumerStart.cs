using Microsoft.CodeAnalysis.Operations;

namespace Leveret.Analyzers.Consumers;

/// <summary>One call of BasicConsume: a consumer that the broker pushes messages to.</summary>
internal sealed class ConsumerStart
{
    public ConsumerStart(IInvocationOperation call, AckMode ackMode, string? queue, Channel channel, Handler handler)
    {
        Call = call;
        AckMode = ackMode;
        Queue = queue;
        Channel = channel;
        Handler = handler;
    }

    public IInvocationOperation Call { get; }

    public AckMode AckMode { get; }

    /// <summary>The queue's name where it is a constant.</summary>
    public string? Queue { get; }

    public Channel Channel { get; }

    public Handler Handler { get; }
}
