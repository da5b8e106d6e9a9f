namespace Leveret;

/// <summary>Does the work of one delivery and says what is to become of it.</summary>
/// <param name="delivery">The delivery. Its <see cref="Delivery.Body"/> is valid until the returned task ends.</param>
/// <param name="cancellationToken">Cancelled when the consumer stops and <see cref="ConsumerOptions.DrainTimeout"/> is over. A handler that ends with it hands its delivery back, uncounted.</param>
/// <returns>The outcome. An exception counts as <see cref="Outcome.Retry()"/>.</returns>
public delegate ValueTask<Outcome> DeliveryHandler(Delivery delivery, CancellationToken cancellationToken);

/// <summary>Does the work of one message that was read from JSON, and says what is to become of its delivery.</summary>
/// <typeparam name="T">The type of the message.</typeparam>
/// <param name="message">The message. A body that is not one is dead-lettered and never gets here.</param>
/// <param name="delivery">The delivery that brought it.</param>
/// <param name="cancellationToken">As for <see cref="DeliveryHandler"/>.</param>
/// <returns>The outcome. An exception counts as <see cref="Outcome.Retry()"/>.</returns>
public delegate ValueTask<Outcome> MessageHandler<in T>(T message, Delivery delivery, CancellationToken cancellationToken);
