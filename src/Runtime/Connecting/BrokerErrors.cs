using RabbitMQ.Client.Exceptions;

namespace Leveret.Connecting;

/// <summary>Says what went wrong with the broker.</summary>
internal static class BrokerErrors
{
    /// <summary>Whether the broker did not know the user, or not by this password, or does not let it into the virtual host.</summary>
    public static bool IsRefusedLogin(Exception exception) => RefusedLogin(exception) is not null;

    /// <summary>The refusal of the user, if there is one in what was thrown.</summary>
    public static Exception? RefusedLogin(Exception exception)
    {
        for (var inner = exception; inner is not null; inner = inner.InnerException)
        {
            // A connection that is lost in the handshake is "possibly" such a failure for the client, and usually a node that goes.
            if (inner is AuthenticationFailureException)
                return inner;
        }

        return null;
    }

    /// <summary>What went wrong, in one line.</summary>
    public static string InShort(Exception exception) => exception switch
    {
        ConsumerException => exception.Message,
        OperationInterruptedException { ShutdownReason: { } reason } => $"{reason.ReplyCode} {reason.ReplyText}",
        OperationCanceledException => "the broker did not answer in time",
        BrokerUnreachableException { InnerException: { } inner } => $"no node can be reached: {inner.Message}",
        _ => exception.Message,
    };
}
