using RabbitMQ.Client;

namespace Leveret.Connecting;

/// <summary>
/// Calls that the broker answers, for as long as their caller waits. In RabbitMQ.Client 7.1.2 a token does not end the wait for an
/// answer: it goes on for the continuation timeout, 20 seconds unless the application says otherwise (AsyncRpcContinuation).
/// </summary>
internal static class BrokerCalls
{
    /// <summary>Opens a channel.</summary>
    public static async Task<IChannel> OpenChannelAsync(this IConnection connection, CreateChannelOptions? options, CancellationToken cancellationToken)
    {
        var opening = connection.CreateChannelAsync(options, cancellationToken);
        try
        {
            return await opening.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            _ = DropWhenOpenAsync(opening);
            throw;
        }
    }

    /// <summary>Asks something on a channel of its own, since a refusal closes the channel.</summary>
    public static async Task<T> AskAsync<T>(this IConnection connection, Func<IChannel, Task<T>> question, CancellationToken cancellationToken)
    {
        var channel = await connection.OpenChannelAsync(null, cancellationToken).ConfigureAwait(false);
        try
        {
            return await question(channel).AnsweredAsync(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            // A broker that did not answer does not answer to this either.
            var dropping = ChannelDisposal.DropAsync(channel);
            if (!cancellationToken.IsCancellationRequested)
                await dropping.ConfigureAwait(false);
        }
    }

    /// <inheritdoc cref="AskAsync{T}(IConnection, Func{IChannel, Task{T}}, CancellationToken)"/>
    public static Task AskAsync(this IConnection connection, Func<IChannel, Task> question, CancellationToken cancellationToken) =>
        connection.AskAsync(
            async channel =>
            {
                await question(channel).ConfigureAwait(false);
                return true;
            },
            cancellationToken);

    /// <summary>Waits for an answer.</summary>
    public static async Task<T> AnsweredAsync<T>(this Task<T> call, CancellationToken cancellationToken)
    {
        await AnsweredAsync((Task)call, cancellationToken).ConfigureAwait(false);
        return await call.ConfigureAwait(false);
    }

    /// <inheritdoc cref="AnsweredAsync{T}(Task{T}, CancellationToken)"/>
    public static async Task AnsweredAsync(this Task call, CancellationToken cancellationToken)
    {
        try
        {
            await call.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // Whatever comes of it is of no interest, but is not to be reported as an error that nobody looked at.
            _ = call.ContinueWith(static abandoned => abandoned.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
            throw;
        }
    }

    private static async Task DropWhenOpenAsync(Task<IChannel> opening)
    {
        try
        {
            await ChannelDisposal.DropAsync(await opening.ConfigureAwait(false)).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            // It was never opened.
        }
    }
}
