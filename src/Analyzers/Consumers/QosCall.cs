using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Leveret.Analyzers.Consumers;

/// <summary>One call of BasicQos.</summary>
internal sealed class QosCall
{
    public QosCall(IInvocationOperation call, IOperation count, IOperation? zero, bool isGlobal, Channel channel)
    {
        Call = call;
        Count = count;
        Zero = zero;
        IsGlobal = isGlobal;
        Channel = channel;
    }

    public IInvocationOperation Call { get; }

    /// <summary>The prefetch count argument.</summary>
    public IOperation Count { get; }

    /// <summary>The constant zero that the count is, which may stand elsewhere; null where the call sets a limit.</summary>
    public IOperation? Zero { get; }

    public bool IsGlobal { get; }

    public Channel Channel { get; }

    /// <summary>Counts that are not constant are taken as a limit.</summary>
    public bool SetsLimit => Zero is null;
}
