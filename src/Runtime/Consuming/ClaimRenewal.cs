using Leveret.Observing;
using Microsoft.Extensions.Logging;

namespace Leveret.Consuming;

/// <summary>Keeps a claim of an inbox alive while its handler runs.</summary>
internal sealed class ClaimRenewal : IDisposable
{
    private readonly CancellationTokenSource _ended = new();

    private ClaimRenewal(IInbox inbox, InboxClaim claim, TimeSpan interval, ILogger logger)
    {
        _ = RenewAsync(inbox, claim, interval, logger, _ended.Token);
    }

    /// <summary>Begins to renew a claim; null where it does not run out.</summary>
    public static ClaimRenewal? Start(IInbox inbox, InboxClaim claim, ILogger logger) =>
        claim.RenewAfter is { } interval ? new ClaimRenewal(inbox, claim, interval, logger) : null;

    public void Dispose()
    {
        _ended.Cancel();
        _ended.Dispose();
    }

    private static async Task RenewAsync(IInbox inbox, InboxClaim claim, TimeSpan interval, ILogger logger, CancellationToken ended)
    {
        using var timer = new PeriodicTimer(interval);
        try
        {
            while (await timer.WaitForNextTickAsync(ended).ConfigureAwait(false))
            {
                try
                {
                    if (!await inbox.RenewAsync(claim, ended).ConfigureAwait(false))
                        return;
                }
                catch (Exception exception) when (!ended.IsCancellationRequested)
                {
                    // The lease outlasts a renewal or two that fail.
                    Log.NotRenewed(logger, exception, claim.Key.MessageId, claim.Key.Consumer);
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The handler has ended.
        }
    }
}
