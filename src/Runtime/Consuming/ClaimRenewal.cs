namespace Leveret.Consuming;

/// <summary>Keeps a claim of an inbox alive while its handler runs.</summary>
internal sealed class ClaimRenewal : IDisposable
{
    private readonly CancellationTokenSource _ended = new();

    private ClaimRenewal(IInbox inbox, InboxClaim claim, TimeSpan interval)
    {
        _ = RenewAsync(inbox, claim, interval, _ended.Token);
    }

    /// <summary>Begins to renew a claim; null where it does not run out.</summary>
    public static ClaimRenewal? Start(IInbox inbox, InboxClaim claim) =>
        claim.RenewAfter is { } interval ? new ClaimRenewal(inbox, claim, interval) : null;

    public void Dispose()
    {
        _ended.Cancel();
        _ended.Dispose();
    }

    private static async Task RenewAsync(IInbox inbox, InboxClaim claim, TimeSpan interval, CancellationToken ended)
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
                catch (Exception) when (!ended.IsCancellationRequested)
                {
                    // The lease outlasts a renewal or two that fail, or that the inbox itself gave up.
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The handler has ended.
        }
    }
}
