using System.Reflection;
using RabbitMQ.Client;

namespace Leveret.Tests.Inboxes;

public sealed class InboxCheckTests
{
    [Fact]
    public async Task A_consumer_whose_inbox_cannot_be_used_does_not_start()
    {
        var connection = DispatchProxy.Create<IConnection, Unused>();
        var exception = await Assert.ThrowsAsync<InvalidOperationException>(
            () => QueueConsumer.StartAsync(connection, new ConsumerOptions("orders") { Inbox = new Broken() }, (_, _) => ValueTask.FromResult(Outcome.Ack)));

        Assert.Equal("no table", exception.Message);
    }

    [Fact]
    public async Task An_inbox_without_a_check_can_be_used() => await ((IInbox)new MemoryInbox()).CheckAsync(default);

    /// <summary>An open connection on which nothing is called; it may be listened to.</summary>
    public class Unused : DispatchProxy
    {
        protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) =>
            targetMethod is { Name: "get_" + nameof(IConnection.IsOpen) } ? true
            : targetMethod is { IsSpecialName: true, ReturnType: var type } && type == typeof(void) ? null
            : throw new NotSupportedException(targetMethod?.Name);
    }

    private sealed class Broken : IInbox
    {
        public ValueTask CheckAsync(CancellationToken cancellationToken) => throw new InvalidOperationException("no table");

        public ValueTask<InboxClaim> ClaimAsync(InboxKey key, CancellationToken cancellationToken) => throw new NotSupportedException();

        public ValueTask<bool> CompleteAsync(InboxClaim claim, CancellationToken cancellationToken) => throw new NotSupportedException();

        public ValueTask AbandonAsync(InboxClaim claim, CancellationToken cancellationToken) => throw new NotSupportedException();

        public ValueTask<bool> RenewAsync(InboxClaim claim, CancellationToken cancellationToken) => throw new NotSupportedException();
    }
}
