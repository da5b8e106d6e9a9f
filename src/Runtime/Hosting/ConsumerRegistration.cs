namespace Leveret.Hosting;

/// <summary>A consumer that a host is to start.</summary>
/// <param name="Queue">The queue.</param>
/// <param name="Handler">Makes the handler.</param>
internal sealed record ConsumerRegistration(string Queue, Func<IServiceProvider, DeliveryHandler> Handler);
