using Leveret.Connecting;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace Leveret.Consuming;

/// <summary>Says what a broker's refusal means for a consumer.</summary>
internal static class ConsumerErrors
{
    /// <summary>The refusal in words, for one who starts a consumer; null where it is no refusal but trouble that may pass.</summary>
    public static ConsumerException? Explain(Exception exception, string queue)
    {
        if (exception is ConsumerException known)
            return known;

        if (BrokerErrors.RefusedLogin(exception) is { } login)
            return new ConsumerException($"The broker refused the user name or password: {login.Message}", exception);

        if (exception is not OperationInterruptedException { ShutdownReason: { } reason })
            return null;

        return reason.ReplyCode switch
        {
            // A classic queue whose node is down, which comes back with it.
            Constants.NotFound when reason.ReplyText.Contains("down or inaccessible", StringComparison.Ordinal) => null,
            Constants.NotFound => new ConsumerException($"Queue '{queue}' cannot be consumed, since something is missing: {reason.ReplyText}. A consumer does not declare its queue; declare it where it belongs, or correct the name.", exception),
            Constants.AccessRefused => new ConsumerException($"Queue '{queue}' cannot be consumed: {reason.ReplyText}. The user lacks a permission, or another consumer has the queue exclusively.", exception),
            Constants.ResourceLocked => new ConsumerException($"Queue '{queue}' cannot be consumed: it is exclusive to another connection. {reason.ReplyText}", exception),
            Constants.PreconditionFailed => new ConsumerException($"Queue '{queue}' cannot be consumed with these options: {reason.ReplyText}", exception),
            Constants.NotAllowed or Constants.NotImplemented => new ConsumerException($"Queue '{queue}' cannot be consumed this way: {reason.ReplyText}", exception),
            _ => null,
        };
    }
}
