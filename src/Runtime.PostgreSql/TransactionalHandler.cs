using Npgsql;

namespace Leveret.PostgreSql;

/// <summary>Does the work of one delivery in a transaction that also remembers that the message was handled.</summary>
/// <param name="delivery">The delivery, which has a message id that was not handled before.</param>
/// <param name="transaction">
/// The transaction, on a connection of its own. Only what is written through it happens once. It is committed when the outcome
/// is <see cref="Outcome.Ack"/> and rolled back otherwise; the handler must do neither.
/// </param>
/// <param name="cancellationToken">As for <see cref="DeliveryHandler"/>.</param>
/// <returns>The outcome. An exception rolls back and counts as <see cref="Outcome.Retry()"/>.</returns>
public delegate ValueTask<Outcome> TransactionalHandler(Delivery delivery, NpgsqlTransaction transaction, CancellationToken cancellationToken);
