namespace Leveret.Tests.Fakes;

/// <summary>An inbox whose answers a test gives.</summary>
internal sealed class ScriptedInbox : IInbox
{
    public Func<InboxKey, InboxClaim> Claim { get; set; } = key => InboxClaim.Claimed(key, Guid.NewGuid());

    public Func<bool> Complete { get; set; } = () => true;

    public Action Abandon { get; set; } = () => { };

    public Func<bool> Renew { get; set; } = () => true;

    public List<string> Calls { get; } = [];

    public async ValueTask<InboxClaim> ClaimAsync(InboxKey key, CancellationToken cancellationToken)
    {
        Note($"claim {key.Consumer} {key.MessageId}");
        await Task.Yield();
        return Claim(key);
    }

    public async ValueTask<bool> CompleteAsync(InboxClaim claim, CancellationToken cancellationToken)
    {
        Note("complete");
        await Task.Yield();
        return Complete();
    }

    public async ValueTask AbandonAsync(InboxClaim claim, CancellationToken cancellationToken)
    {
        Note("abandon");
        await Task.Yield();
        Abandon();
    }

    public async ValueTask<bool> RenewAsync(InboxClaim claim, CancellationToken cancellationToken)
    {
        Note("renew");
        await Task.Yield();
        return Renew();
    }

    public int Count(string call)
    {
        lock (Calls)
            return Calls.Count(known => known == call);
    }

    private void Note(string call)
    {
        lock (Calls)
            Calls.Add(call);
    }
}
