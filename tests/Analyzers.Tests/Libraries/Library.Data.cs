namespace Leveret.Analyzers.Tests.Libraries;

/// <summary>Libraries that store data.</summary>
internal sealed partial class Library
{
    public static Library EntityFrameworkCore { get; } = Compile("Microsoft.EntityFrameworkCore", ["Microsoft.EntityFrameworkCore"], """
        namespace Microsoft.EntityFrameworkCore.Infrastructure
        {
            public class DatabaseFacade { }
        }

        namespace Microsoft.EntityFrameworkCore
        {
            using Microsoft.EntityFrameworkCore.Infrastructure;

            public class DbContext : IDisposable, IAsyncDisposable
            {
                public virtual DatabaseFacade Database => throw null!;
                public virtual DbSet<TEntity> Set<TEntity>() where TEntity : class => throw null!;
                public virtual object Add<TEntity>(TEntity entity) where TEntity : class => throw null!;
                public virtual ValueTask<object> AddAsync<TEntity>(TEntity entity, CancellationToken cancellationToken = default) where TEntity : class => throw null!;
                public virtual object Update<TEntity>(TEntity entity) where TEntity : class => throw null!;
                public virtual object Remove<TEntity>(TEntity entity) where TEntity : class => throw null!;
                public virtual int SaveChanges() => throw null!;
                public virtual Task<int> SaveChangesAsync(CancellationToken cancellationToken = default) => throw null!;
                public virtual void Dispose() { }
                public virtual ValueTask DisposeAsync() => default;
            }

            public abstract class DbSet<TEntity> : IQueryable<TEntity> where TEntity : class
            {
                public Type ElementType => throw null!;
                public Expression Expression => throw null!;
                public IQueryProvider Provider => throw null!;
                public IEnumerator<TEntity> GetEnumerator() => throw null!;
                System.Collections.IEnumerator System.Collections.IEnumerable.GetEnumerator() => throw null!;
                public virtual object Add(TEntity entity) => throw null!;
                public virtual ValueTask<object> AddAsync(TEntity entity, CancellationToken cancellationToken = default) => throw null!;
                public virtual void AddRange(params TEntity[] entities) => throw null!;
                public virtual object Update(TEntity entity) => throw null!;
                public virtual object Remove(TEntity entity) => throw null!;
                public virtual TEntity? Find(params object?[]? keyValues) => throw null!;
                public virtual ValueTask<TEntity?> FindAsync(params object?[]? keyValues) => throw null!;
            }

            public class DbUpdateException : Exception { }

            public interface IDbContextFactory<TContext> where TContext : DbContext
            {
                TContext CreateDbContext();
                Task<TContext> CreateDbContextAsync(CancellationToken cancellationToken = default);
            }

            public static class EntityFrameworkQueryableExtensions
            {
                public static Task<bool> AnyAsync<TSource>(this IQueryable<TSource> source, Expression<Func<TSource, bool>> predicate, CancellationToken cancellationToken = default) => throw null!;
                public static Task<TSource?> FirstOrDefaultAsync<TSource>(this IQueryable<TSource> source, Expression<Func<TSource, bool>> predicate, CancellationToken cancellationToken = default) => throw null!;
                public static Task<TSource?> SingleOrDefaultAsync<TSource>(this IQueryable<TSource> source, Expression<Func<TSource, bool>> predicate, CancellationToken cancellationToken = default) => throw null!;
                public static Task<TSource> SingleAsync<TSource>(this IQueryable<TSource> source, Expression<Func<TSource, bool>> predicate, CancellationToken cancellationToken = default) => throw null!;
                public static Task<List<TSource>> ToListAsync<TSource>(this IQueryable<TSource> source, CancellationToken cancellationToken = default) => throw null!;
                public static Task<int> ExecuteDeleteAsync<TSource>(this IQueryable<TSource> source, CancellationToken cancellationToken = default) => throw null!;
            }

            public static class RelationalDatabaseFacadeExtensions
            {
                public static Task<int> ExecuteSqlRawAsync(this DatabaseFacade databaseFacade, string sql, params object[] parameters) => throw null!;
                public static Task<int> ExecuteSqlInterpolatedAsync(this DatabaseFacade databaseFacade, FormattableString sql, CancellationToken cancellationToken = default) => throw null!;
            }
        }
        """);

    public static Library Dapper { get; } = Compile("Dapper", ["Dapper"], """
        using System.Data;

        namespace Dapper
        {
            public static class SqlMapper
            {
                public static int Execute(this IDbConnection cnn, string sql, object? param = null, IDbTransaction? transaction = null, int? commandTimeout = null, CommandType? commandType = null) => throw null!;
                public static Task<int> ExecuteAsync(this IDbConnection cnn, string sql, object? param = null, IDbTransaction? transaction = null, int? commandTimeout = null, CommandType? commandType = null) => throw null!;
                public static Task<T?> ExecuteScalarAsync<T>(this IDbConnection cnn, string sql, object? param = null, IDbTransaction? transaction = null, int? commandTimeout = null, CommandType? commandType = null) => throw null!;
                public static IEnumerable<T> Query<T>(this IDbConnection cnn, string sql, object? param = null) => throw null!;
                public static Task<IEnumerable<T>> QueryAsync<T>(this IDbConnection cnn, string sql, object? param = null, IDbTransaction? transaction = null) => throw null!;
                public static Task<T?> QuerySingleOrDefaultAsync<T>(this IDbConnection cnn, string sql, object? param = null, IDbTransaction? transaction = null) => throw null!;
            }
        }
        """);

    public static Library Npgsql { get; } = Compile("Npgsql", ["Npgsql"], """
        using System.Data;
        using System.Data.Common;

        namespace Npgsql
        {
            public sealed class NpgsqlDataSource : IDisposable, IAsyncDisposable
            {
                public NpgsqlCommand CreateCommand(string? commandText = null) => throw null!;
                public NpgsqlConnection OpenConnection() => throw null!;
                public ValueTask<NpgsqlConnection> OpenConnectionAsync(CancellationToken cancellationToken = default) => throw null!;
                public void Dispose() { }
                public ValueTask DisposeAsync() => default;
            }

            public sealed class NpgsqlConnection : DbConnection
            {
                public NpgsqlConnection(string? connectionString) { }
                [System.Diagnostics.CodeAnalysis.AllowNull]
                public override string ConnectionString { get; set; } = "";
                public override string Database => "";
                public override string DataSource => "";
                public override string ServerVersion => "";
                public override ConnectionState State => default;
                public override void ChangeDatabase(string databaseName) { }
                public override void Close() { }
                public override void Open() { }
                protected override DbTransaction BeginDbTransaction(IsolationLevel isolationLevel) => throw null!;
                protected override DbCommand CreateDbCommand() => throw null!;
                public new NpgsqlCommand CreateCommand() => throw null!;
            }

            public sealed class NpgsqlCommand : DbCommand
            {
                public NpgsqlCommand(string? cmdText, NpgsqlConnection? connection) { }
                [System.Diagnostics.CodeAnalysis.AllowNull]
                public override string CommandText { get; set; } = "";
                public override int CommandTimeout { get; set; }
                public override CommandType CommandType { get; set; }
                public override bool DesignTimeVisible { get; set; }
                public override UpdateRowSource UpdatedRowSource { get; set; }
                public new NpgsqlParameterCollection Parameters => throw null!;
                protected override DbConnection? DbConnection { get; set; }
                protected override DbParameterCollection DbParameterCollection => throw null!;
                protected override DbTransaction? DbTransaction { get; set; }
                public override void Cancel() { }
                public override int ExecuteNonQuery() => throw null!;
                public override object? ExecuteScalar() => throw null!;
                public override void Prepare() { }
                protected override DbParameter CreateDbParameter() => throw null!;
                protected override DbDataReader ExecuteDbDataReader(CommandBehavior behavior) => throw null!;
            }

            public sealed class NpgsqlParameterCollection
            {
                public object AddWithValue(string parameterName, object value) => throw null!;
            }

            public sealed class PostgresException : DbException
            {
                public override string SqlState => "";
            }

            public static class PostgresErrorCodes
            {
                public const string UniqueViolation = "23505";
            }
        }
        """);

    public static Library MongoDriver { get; } = Compile("MongoDB.Driver", ["MongoDB.Driver"], """
        namespace MongoDB.Driver
        {
            public class InsertOneOptions { }
            public class ReplaceOptions { public bool IsUpsert { get; set; } }
            public class UpdateOptions { public bool IsUpsert { get; set; } }
            public class ReplaceOneResult { }
            public class UpdateResult { }
            public class DeleteResult { }
            public abstract class FilterDefinition<TDocument> { }
            public abstract class UpdateDefinition<TDocument> { }

            public interface IMongoClient
            {
                IMongoDatabase GetDatabase(string name);
            }

            public interface IMongoDatabase
            {
                IMongoCollection<TDocument> GetCollection<TDocument>(string name);
            }

            public interface IMongoCollection<TDocument>
            {
                void InsertOne(TDocument document, InsertOneOptions? options = null, CancellationToken cancellationToken = default);
                Task InsertOneAsync(TDocument document, InsertOneOptions? options = null, CancellationToken cancellationToken = default);
                Task<ReplaceOneResult> ReplaceOneAsync(FilterDefinition<TDocument> filter, TDocument replacement, ReplaceOptions? options = null, CancellationToken cancellationToken = default);
                Task<UpdateResult> UpdateOneAsync(FilterDefinition<TDocument> filter, UpdateDefinition<TDocument> update, UpdateOptions? options = null, CancellationToken cancellationToken = default);
                Task<DeleteResult> DeleteOneAsync(FilterDefinition<TDocument> filter, CancellationToken cancellationToken = default);
            }

            public static class IMongoCollectionExtensions
            {
                public static Task<ReplaceOneResult> ReplaceOneAsync<TDocument>(this IMongoCollection<TDocument> collection, Expression<Func<TDocument, bool>> filter, TDocument replacement, ReplaceOptions? options = null, CancellationToken cancellationToken = default) => throw null!;
                public static Task<UpdateResult> UpdateOneAsync<TDocument>(this IMongoCollection<TDocument> collection, Expression<Func<TDocument, bool>> filter, UpdateDefinition<TDocument> update, UpdateOptions? options = null, CancellationToken cancellationToken = default) => throw null!;
                public static Task<DeleteResult> DeleteOneAsync<TDocument>(this IMongoCollection<TDocument> collection, Expression<Func<TDocument, bool>> filter, CancellationToken cancellationToken = default) => throw null!;
            }

            public class UpdateDefinitionBuilder<TDocument>
            {
                public UpdateDefinition<TDocument> Set<TField>(Expression<Func<TDocument, TField>> field, TField value) => throw null!;
                public UpdateDefinition<TDocument> Inc<TField>(Expression<Func<TDocument, TField>> field, TField value) => throw null!;
                public UpdateDefinition<TDocument> Push<TItem>(Expression<Func<TDocument, IEnumerable<TItem>>> field, TItem value) => throw null!;
            }

            public static class Builders<TDocument>
            {
                public static UpdateDefinitionBuilder<TDocument> Update => throw null!;
            }
        }
        """);

    public static Library Redis { get; } = Compile("StackExchange.Redis", ["StackExchange.Redis"], """
        namespace StackExchange.Redis
        {
            [Flags]
            public enum CommandFlags { None = 0 }

            public enum When { Always, Exists, NotExists }

            public readonly struct RedisKey
            {
                public static implicit operator RedisKey(string? key) => default;
            }

            public readonly struct RedisValue
            {
                public static implicit operator RedisValue(string? value) => default;
                public static implicit operator RedisValue(long value) => default;
                public static implicit operator string?(RedisValue value) => null;
            }

            public interface IConnectionMultiplexer : IDisposable
            {
                IDatabase GetDatabase(int db = -1, object? asyncState = null);
            }

            public interface IDatabaseAsync
            {
                Task<bool> KeyExistsAsync(RedisKey key, CommandFlags flags = CommandFlags.None);
                Task<bool> KeyDeleteAsync(RedisKey key, CommandFlags flags = CommandFlags.None);
                Task<bool> StringSetAsync(RedisKey key, RedisValue value, TimeSpan? expiry = null, When when = When.Always, CommandFlags flags = CommandFlags.None);
                Task<RedisValue> StringGetAsync(RedisKey key, CommandFlags flags = CommandFlags.None);
                Task<long> StringIncrementAsync(RedisKey key, long value = 1, CommandFlags flags = CommandFlags.None);
                Task<long> ListRightPushAsync(RedisKey key, RedisValue value, When when = When.Always, CommandFlags flags = CommandFlags.None);
                Task<bool> SetAddAsync(RedisKey key, RedisValue value, CommandFlags flags = CommandFlags.None);
            }

            public interface IDatabase : IDatabaseAsync
            {
                bool KeyExists(RedisKey key, CommandFlags flags = CommandFlags.None);
                bool StringSet(RedisKey key, RedisValue value, TimeSpan? expiry = null, When when = When.Always, CommandFlags flags = CommandFlags.None);
                long StringIncrement(RedisKey key, long value = 1, CommandFlags flags = CommandFlags.None);
            }
        }
        """);

    public static Library AmazonS3 { get; } = Compile("AWSSDK.S3", ["Amazon.S3", "Amazon.S3.Model"], """
        namespace Amazon.S3.Model
        {
            public class PutObjectRequest
            {
                public string? BucketName { get; set; }
                public string? Key { get; set; }
                public string? ContentBody { get; set; }
                public System.IO.Stream? InputStream { get; set; }
            }

            public class PutObjectResponse { }
        }

        namespace Amazon.S3
        {
            using Amazon.S3.Model;

            public interface IAmazonS3 : IDisposable
            {
                Task<PutObjectResponse> PutObjectAsync(PutObjectRequest request, CancellationToken cancellationToken = default);
            }
        }
        """);
}
