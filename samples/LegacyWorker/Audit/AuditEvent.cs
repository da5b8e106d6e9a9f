namespace OrderWorker.Audit;

public sealed record AuditEvent(string Kind, string Subject, DateTimeOffset At);
