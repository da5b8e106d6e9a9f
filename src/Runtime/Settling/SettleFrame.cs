namespace Leveret.Settling;

/// <summary>One frame that settles deliveries.</summary>
/// <param name="Tag">The delivery tag.</param>
/// <param name="Settlement">How.</param>
/// <param name="Multiple">Whether every unsettled delivery with a lower tag is meant too; only for <see cref="Settlement.Ack"/>.</param>
/// <param name="Count">How many deliveries it settles.</param>
internal readonly record struct SettleFrame(ulong Tag, Settlement Settlement, bool Multiple, int Count);
