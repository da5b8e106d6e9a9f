using Npgsql;

namespace OrderWorker.Audit;

public sealed class AuditRepository(NpgsqlDataSource database)
{
    public async Task WriteAsync(AuditEvent entry, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand("INSERT INTO audit_log (kind, subject, at) VALUES ($1, $2, $3)");
        command.Parameters.Add(new() { Value = entry.Kind });
        command.Parameters.Add(new() { Value = entry.Subject });
        command.Parameters.Add(new() { Value = entry.At });
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
