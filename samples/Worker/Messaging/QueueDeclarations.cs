using Microsoft.Extensions.Hosting;

namespace OrderWorker.Messaging;

/// <summary>Declares the queues as the legacy worker does, before their consumers start.</summary>
public sealed class QueueDeclarations(EventPublisher events) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken) => events.DeclareQueuesAsync(cancellationToken);

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
