using Microsoft.Extensions.Logging;

namespace Leveret.PostgreSql;

/// <summary>Where a <see cref="PostgreSqlInbox"/> keeps what it remembers, and for how long.</summary>
/// <remarks>Read once, when the inbox is made; a change afterwards has no effect.</remarks>
public sealed class PostgreSqlInboxOptions
{
    /// <summary>The schema of the table, exactly as it is named. Null by default: the first in the search path that has the table.</summary>
    public string? Schema { get; set; }

    /// <summary>The name of the table, exactly as it is: it is quoted, so capitals count. leveret_inbox by default.</summary>
    public string Table { get; set; } = "leveret_inbox";

    /// <summary>
    /// How long a claim lasts that is not renewed. After a crash the message cannot be claimed for this long. It is renewed three
    /// times as often; a process that stands still for longer loses it. 1 minute by default, 1 second to 1 day.
    /// A claim in a transaction has none: it ends with the transaction.
    /// </summary>
    public TimeSpan Lease { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>How long a completed message is remembered at least. A copy that comes later is handled again. 7 days by default.</summary>
    public TimeSpan Retention { get; set; } = TimeSpan.FromDays(7);

    /// <summary>
    /// How often an inbox that is in use calls <see cref="PostgreSqlInbox.CleanUpAsync"/> by itself, beside the messages.
    /// 10 minutes by default; zero: never, for those who call it from a job of their own.
    /// </summary>
    public TimeSpan CleanUpInterval { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>Where a clean-up that failed is logged. Nowhere by default. It is tried again at the next interval.</summary>
    public ILogger? Logger { get; set; }
}
