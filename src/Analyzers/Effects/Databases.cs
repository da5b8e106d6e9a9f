using Leveret.Analyzers.Code;

namespace Leveret.Analyzers.Effects;

/// <summary>How database libraries spell their calls.</summary>
internal static class Databases
{
    /// <summary>Whether the call only notes a change that a later save sends, as EF Core's Add does.</summary>
    public static bool IsQueued(Call call) =>
        IsEntityFramework(call) && (IsAdd(call) || call.Name is "Update" or "UpdateRange" or "Remove" or "RemoveRange" or "Attach" or "AttachRange" or "Entry" or "AsNoTracking" or "Include");

    /// <summary>Whether the call notes a new row that a later save inserts.</summary>
    public static bool IsAdd(Call call) =>
        call.Name is "Add" or "AddAsync" or "AddRange" or "AddRangeAsync" && IsEntityFramework(call);

    public static bool IsSave(Call call) => call.Name is "SaveChanges" or "SaveChangesAsync" or "SaveEntitiesAsync" or "CommitAsync" or "Commit" or "SaveAsync" or "Save" or "CompleteAsync";

    public static bool IsEntityFramework(Call call)
    {
        if (call.Namespace.StartsWith("Microsoft.EntityFrameworkCore", StringComparison.Ordinal) || call.Namespace.StartsWith("System.Data.Entity", StringComparison.Ordinal))
            return true;

        for (var type = call.Type; type is not null; type = type.BaseType)
        {
            if (type.Name is "DbContext" or "DbSet" or "IDbSet" or "IdentityDbContext" or "IdentityUserContext")
                return true;
        }

        return false;
    }

    /// <summary>Whether the call sends a command, and so changes what its text says it changes.</summary>
    public static bool IsCommand(Call call) => call.Name switch
    {
        "ExecuteNonQuery" or "ExecuteNonQueryAsync" => true,
        "ExecuteScalar" or "ExecuteScalarAsync" or "ExecuteReader" or "ExecuteReaderAsync" => call.TypeName.EndsWith("Command", StringComparison.Ordinal) || call.TypeName is "SqlMapper" || call.TypeName.EndsWith("Connection", StringComparison.Ordinal),
        "Execute" or "ExecuteAsync" or "QuerySingle" or "QuerySingleAsync" or "QueryFirst" or "QueryFirstAsync" or "Query" or "QueryAsync" or "QuerySingleOrDefaultAsync" or "QueryFirstOrDefaultAsync" =>
            call.TypeName == "SqlMapper" || (call.TypeName.EndsWith("Connection", StringComparison.Ordinal) && call.Arguments.Length > 0),
        "ExecuteSqlRaw" or "ExecuteSqlRawAsync" or "ExecuteSqlInterpolated" or "ExecuteSqlInterpolatedAsync" or "ExecuteSqlCommand" or "ExecuteSql" or "ExecuteSqlAsync" => true,
        _ => false,
    };
}
