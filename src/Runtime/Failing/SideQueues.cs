using System.Globalization;
using Leveret.Connecting;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace Leveret.Failing;

/// <summary>The queues beside a consumer's own: the dead-letter queue, and those that messages wait in.</summary>
internal static class SideQueues
{
    /// <summary>The name of the queue whose messages return after a step.</summary>
    public static string StepQueue(string queue, TimeSpan step) => $"{queue}.delay.{Text(step)}";

    /// <summary>
    /// Declares the queue whose messages return after a step. Each message waits equally long, so that none waits behind a longer
    /// one; a quorum queue that dead-letters at least once, so that none is lost on the way back.
    /// </summary>
    public static Task DeclareStepAsync(IConnection connection, string queue, TimeSpan step, CancellationToken cancellationToken) =>
        DeclareAsync(
            connection,
            StepQueue(queue, step),
            new Dictionary<string, object?>
            {
                ["x-queue-type"] = "quorum",
                ["x-message-ttl"] = (long)step.TotalMilliseconds,
                ["x-dead-letter-exchange"] = "",
                ["x-dead-letter-routing-key"] = queue,
                ["x-dead-letter-strategy"] = "at-least-once",
                ["x-overflow"] = "reject-publish",
            },
            cancellationToken);

    /// <summary>Declares the dead-letter queue, if it does not exist.</summary>
    /// <exception cref="ConsumerException">It does not exist, and is not to be declared or cannot be.</exception>
    public static async Task DeclareDeadLetterAsync(IConnection connection, string deadLetterQueue, bool declare, CancellationToken cancellationToken)
    {
        if (await ExistsAsync(connection, deadLetterQueue, cancellationToken).ConfigureAwait(false))
            return;

        if (!declare)
            throw new ConsumerException($"The dead-letter queue '{deadLetterQueue}' does not exist, and {nameof(DeadLetterOptions)}.{nameof(DeadLetterOptions.Declare)} is false.");

        var arguments = new Dictionary<string, object?> { ["x-queue-type"] = "quorum" };
        // From 4.0 a quorum queue drops what was returned to it 20 times, and a dead-letter has nowhere else to go.
        if (BrokerVersion.Of(connection).Major >= 4)
            arguments["x-delivery-limit"] = -1;

        await DeclareAsync(connection, deadLetterQueue, arguments, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Binds the queue to the exchange that holds messages back.</summary>
    /// <exception cref="ConsumerException">There is no such exchange.</exception>
    public static async Task BindDelayExchangeAsync(IConnection connection, string exchange, string queue, CancellationToken cancellationToken)
    {
        try
        {
            await connection.AskAsync(channel => channel.ExchangeDeclarePassiveAsync(exchange, cancellationToken), cancellationToken).ConfigureAwait(false);
        }
        catch (OperationInterruptedException exception) when (exception.ShutdownReason?.ReplyCode == Constants.NotFound)
        {
            throw new ConsumerException($"The exchange '{exchange}', which messages of queue '{queue}' are to wait in, does not exist. Declare it with the type x-delayed-message and x-delayed-type=direct; the broker needs the plugin rabbitmq_delayed_message_exchange for that.", exception);
        }

        await connection.AskAsync(channel => channel.QueueBindAsync(queue, exchange, queue, cancellationToken: cancellationToken), cancellationToken).ConfigureAwait(false);
    }

    private static Task<QueueDeclareOk> DeclareAsync(IConnection connection, string queue, Dictionary<string, object?> arguments, CancellationToken cancellationToken) =>
        connection.AskAsync(
            channel => channel.QueueDeclareAsync(queue, durable: true, exclusive: false, autoDelete: false, arguments, cancellationToken: cancellationToken), cancellationToken);

    /// <summary>Whether there is a queue. A declaration, even of one that exists, is repeated by a client that recovers its connection.</summary>
    private static async Task<bool> ExistsAsync(IConnection connection, string queue, CancellationToken cancellationToken)
    {
        try
        {
            await connection.AskAsync(channel => channel.QueueDeclarePassiveAsync(queue, cancellationToken), cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (OperationInterruptedException exception) when (exception.ShutdownReason?.ReplyCode == Constants.NotFound)
        {
            return false;
        }
    }

    private static string Text(TimeSpan step)
    {
        var milliseconds = (long)step.TotalMilliseconds;
        var (number, unit) = milliseconds switch
        {
            _ when milliseconds % 3_600_000 == 0 => (milliseconds / 3_600_000, "h"),
            _ when milliseconds % 60_000 == 0 => (milliseconds / 60_000, "m"),
            _ when milliseconds % 1000 == 0 => (milliseconds / 1000, "s"),
            _ => (milliseconds, "ms"),
        };

        return number.ToString(CultureInfo.InvariantCulture) + unit;
    }
}
