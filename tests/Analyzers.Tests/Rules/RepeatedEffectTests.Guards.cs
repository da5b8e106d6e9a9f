using Leveret.Analyzers.Tests.Libraries;
using Leveret.Verification;

namespace Leveret.Analyzers.Tests.Rules;

/// <summary>RMQ3001: what makes a second run harmless, and what only looks as if it did.</summary>
public sealed partial class RepeatedEffectTests
{
    [Theory, EveryClient]
    public Task Message_id_looked_up(Client client) => Clean(client, """
        var id = ea.BasicProperties.MessageId;
        if (!await _context.ProcessedMessages.AnyAsync(m => m.Id == id))
        {
            _context.ProcessedMessages.Add(new ProcessedMessage { Id = id! });
            _context.Comments.Add(new Comment { Text = text });
            await _context.SaveChangesAsync();
        }
        """, services: "BlogContext context", types: BlogTypes, Library.EntityFrameworkCore);

    [Theory, EveryClient]
    public Task Message_id_found_by_key(Client client) => Clean(client, """
        if (await _context.ProcessedMessages.FindAsync(ea.BasicProperties.MessageId) is null)
        {
            _context.ProcessedMessages.Add(new ProcessedMessage { Id = ea.BasicProperties.MessageId! });
            _context.Comments.Add(new Comment { Text = text });
            await _context.SaveChangesAsync();
        }
        """, services: "BlogContext context", types: BlogTypes, Library.EntityFrameworkCore);

    [Theory, EveryClient]
    public Task Message_id_claimed_in_Redis(Client client) => Clean(client, """
        var first = await _redis.GetDatabase().StringSetAsync("msg:" + ea.BasicProperties.MessageId, "1", TimeSpan.FromDays(2), When.NotExists);
        if (first)
            await _http.PostAsync("https://courier.example/pickups", new StringContent(text));
        """, services: "IConnectionMultiplexer redis; HttpClient http", libraries: [Library.Redis]);

    [Theory, EveryClient]
    public Task Message_id_added_to_a_set(Client client) => Clean(client, """
        if (_handled.Add(ea.BasicProperties.MessageId ?? ""))
            await _http.PostAsync("https://courier.example/pickups", new StringContent(text));
        """, services: "HashSet<string> handled; HttpClient http");

    [Theory, EveryClient]
    public Task Message_id_added_to_a_concurrent_dictionary(Client client) => Clean(client, """
        if (!_handled.TryAdd(ea.BasicProperties.MessageId!, DateTime.UtcNow))
        {
            Console.WriteLine("again");
        }
        else
        {
            await using var command = _connection.CreateCommand();
            command.CommandText = "INSERT INTO donations (donor) VALUES (@donor)";
            await command.ExecuteNonQueryAsync();
        }
        """, services: "ConcurrentDictionary<string, DateTime> handled; DbConnection connection");

    [Theory, EveryClient]
    public Task Message_id_inserted_with_the_effect_and_the_duplicate_caught(Client client) => Clean(client, """
        try
        {
            await using var claim = _source.CreateCommand("INSERT INTO handled_messages (id) VALUES (@id)");
            claim.Parameters.AddWithValue("id", ea.BasicProperties.MessageId!);
            await claim.ExecuteNonQueryAsync();
            await using var insert = _source.CreateCommand("INSERT INTO donations (donor) VALUES (@donor)");
            await insert.ExecuteNonQueryAsync();
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.UniqueViolation)
        {
            Console.WriteLine("handled before");
        }
        """, services: "NpgsqlDataSource source", libraries: [Library.Npgsql]);

    [Theory, EveryClient]
    public Task Unique_violation_caught_by_its_code(Client client) => Clean(client, """
        try
        {
            await using var insert = _source.CreateCommand("INSERT INTO tickets (number) VALUES (@number)");
            insert.Parameters.AddWithValue("number", text);
            await insert.ExecuteNonQueryAsync();
        }
        catch (PostgresException e) when (e.SqlState == "23505")
        {
        }
        """, services: "NpgsqlDataSource source", libraries: [Library.Npgsql]);

    [Theory, EveryClient]
    public Task Business_key_looked_up(Client client) => Clean(client, """
        var order = JsonSerializer.Deserialize<Comment>(text)!;
        var known = await _context.Comments.AnyAsync(c => c.Key == order.Key);
        if (known)
        {
            Console.WriteLine("duplicate");
        }
        else
        {
            _context.Comments.Add(order);
            await _context.SaveChangesAsync();
        }
        """, services: "BlogContext context", types: BlogTypes, Library.EntityFrameworkCore);

    [Theory, EveryClient]
    public Task Business_key_looked_up_and_existing_row_kept(Client client) => Clean(client, """
        var incoming = JsonSerializer.Deserialize<Comment>(text)!;
        var existing = await _context.Comments.FirstOrDefaultAsync(c => c.Key == incoming.Key);
        if (existing is null)
            _context.Comments.Add(incoming);
        else
            existing.Text = incoming.Text;
        await _context.SaveChangesAsync();
        """, services: "BlogContext context", types: BlogTypes, Library.EntityFrameworkCore);

    [Theory, EveryClient]
    public Task Business_key_looked_up_with_Dapper(Client client) => Clean(client, """
        var count = await _connection.ExecuteScalarAsync<int>("SELECT COUNT(*) FROM tickets WHERE number = @number", new { number = text });
        if (count == 0)
            await _connection.ExecuteAsync("INSERT INTO tickets (number) VALUES (@number)", new { number = text });
        """, services: "DbConnection connection", libraries: [Library.Dapper]);

    [Theory, EveryClient]
    public Task Redelivered_is_checked(Client client) => Clean(client, """
        if (ea.Redelivered)
            Console.WriteLine("perhaps done before: " + text);
        else
            await _http.PostAsync("https://courier.example/pickups", new StringContent(text));
        """, services: "HttpClient http");

    [Theory, EveryClient]
    public Task On_conflict_do_nothing(Client client) => Clean(client, """
        await using var command = _source.CreateCommand("INSERT INTO tickets (number) VALUES (@number) ON CONFLICT DO NOTHING");
        command.Parameters.AddWithValue("number", text);
        await command.ExecuteNonQueryAsync();
        """, services: "NpgsqlDataSource source", libraries: [Library.Npgsql]);

    [Theory, EveryClient]
    public Task On_conflict_do_update(Client client) => Clean(client, """
        const string sql = @"
            insert into prices (product, cents) values (@product, @cents)
            on conflict (product) do update set cents = excluded.cents";
        await _connection.ExecuteAsync(sql, new { product = ea.RoutingKey, cents = int.Parse(text) });
        """, services: "DbConnection connection", libraries: [Library.Dapper]);

    [Theory, EveryClient]
    public Task Merge_statement(Client client) => Clean(client, """
        await using var command = _connection.CreateCommand();
        command.CommandText = "MERGE INTO prices AS p USING (SELECT @product AS product) AS s ON p.product = s.product "
            + "WHEN NOT MATCHED THEN INSERT (product, cents) VALUES (@product, @cents);";
        await command.ExecuteNonQueryAsync();
        """, services: "DbConnection connection");

    [Theory, EveryClient]
    public Task If_not_exists_in_the_statement(Client client) => Clean(client, """
        await _context.Database.ExecuteSqlRawAsync(
            "IF NOT EXISTS (SELECT 1 FROM tickets WHERE number = {0}) INSERT INTO tickets (number) VALUES ({0})", text);
        """, services: "BlogContext context", types: BlogTypes, Library.EntityFrameworkCore);

    [Theory, EveryClient]
    public Task Insert_where_not_exists(Client client) => Clean(client, """
        await _connection.ExecuteAsync(
            "INSERT INTO tickets (number) SELECT @number WHERE NOT EXISTS (SELECT 1 FROM tickets WHERE number = @number)", new { number = text });
        """, services: "DbConnection connection", libraries: [Library.Dapper]);

    [Theory, EveryClient]
    public Task Document_replaced_or_inserted(Client client) => Clean(client, """
        await _sightings.ReplaceOneAsync(s => s.Id == ea.RoutingKey, new Sighting { Id = ea.RoutingKey, Bird = text }, new ReplaceOptions { IsUpsert = true });
        """, services: "IMongoCollection<Sighting> sightings", types: SightingTypes, Library.MongoDriver);

    [Theory, EveryClient]
    public Task Upsert_of_a_repository(Client client) => Clean(client, """
        await _prices.UpsertAsync(ea.RoutingKey, decimal.Parse(text));
        """, services: "IPriceList prices", types: "public interface IPriceList { Task UpsertAsync(string product, decimal price); }");

    [Theory, EveryClient]
    public Task Idempotency_key_header(Client client) => Clean(client, """
        using var request = new HttpRequestMessage(HttpMethod.Post, "https://bank.example/transfers") { Content = new StringContent(text) };
        request.Headers.Add("Idempotency-Key", ea.BasicProperties.MessageId);
        await _http.SendAsync(request);
        """, services: "HttpClient http");

    [Theory, EveryClient]
    public Task Inbox(Client client) => Clean(client, """
        if (await _inbox.TryBeginAsync(ea.BasicProperties.MessageId!))
        {
            _context.Comments.Add(new Comment { Text = text });
            await _context.SaveChangesAsync();
        }
        """, services: "IInbox inbox; BlogContext context", types: BlogTypes + "\n\npublic interface IInbox { Task<bool> TryBeginAsync(string messageId); }", Library.EntityFrameworkCore);

    [Theory, EveryClient]
    public Task Deduplicator(Client client) => Clean(client, """
        if (_duplicates.IsDuplicate(ea.BasicProperties.CorrelationId!))
            Console.WriteLine("skipped");
        else
            await _bus.Publish(new OrderPacked(text));
        """, services: "IMessageDeduplicator duplicates; IPublishEndpoint bus", types: """
        public sealed record OrderPacked(string Order);
        public interface IMessageDeduplicator { bool IsDuplicate(string id); }
        """, Library.MassTransit);

    [Theory, EveryClient]
    public Task Message_already_processed_asked_of_a_service(Client client) => Clean(client, """
        if (!await _log.IsProcessedAsync(ea.BasicProperties.MessageId!))
        {
            await _mails.SendEmailAsync(text);
            await _log.MarkProcessedAsync(ea.BasicProperties.MessageId!);
        }
        """, services: "IProcessedMessages log; IEmailSender mails", types: """
        public interface IEmailSender { Task SendEmailAsync(string to); }

        public interface IProcessedMessages
        {
            Task<bool> IsProcessedAsync(string id);
            Task MarkProcessedAsync(string id);
        }
        """);

    [Theory, EveryClient]
    public Task Job_state_checked(Client client) => Clean(client, """
        var job = await _jobs.LoadAsync(text);
        if (job.Status != JobStatus.Completed)
        {
            await _http.PostAsync("https://render.example/frames", new StringContent(job.Scene));
            job.Status = JobStatus.Completed;
            await _jobs.StoreAsync(job);
        }
        """, services: "IJobs jobs; HttpClient http", types: """
        public enum JobStatus { Waiting, Running, Completed }

        public sealed class Job
        {
            public string Scene { get; set; } = "";
            public JobStatus Status { get; set; }
        }

        public interface IJobs
        {
            Task<Job> LoadAsync(string id);
            Task StoreAsync(Job job);
        }
        """);

    [Theory, EveryClient]
    public Task Flag_of_the_entity_checked(Client client) => Clean(client, """
        var post = await _context.Posts.SingleAsync(p => p.Slug == text);
        if (!post.Published)
        {
            await _http.PostAsync("https://feed.example/entries", new StringContent(post.Slug));
            post.Published = true;
            await _context.SaveChangesAsync();
        }
        """, services: "BlogContext context; HttpClient http", types: BlogTypes, Library.EntityFrameworkCore);

    [Theory, EveryClient]
    public Task Method_marked_as_idempotent(Client client) => Clean(client, """
        await _desk.OpenCaseAsync(text);
        """, services: "HelpDesk desk", types: """
        [AttributeUsage(AttributeTargets.Method | AttributeTargets.Class)]
        public sealed class IdempotentAttribute : Attribute { }

        public sealed class HelpDesk
        {
            private readonly HttpClient _http;

            public HelpDesk(HttpClient http) => _http = http;

            [Idempotent]
            public Task OpenCaseAsync(string subject) => _http.PostAsync("https://desk.example/cases", new StringContent(subject));
        }
        """);

    [Theory, EveryClient]
    public Task Class_marked_as_idempotent(Client client) => Clean(client, """
        await _desk.OpenCaseAsync(text);
        """, services: "HelpDesk desk", types: """
        [AttributeUsage(AttributeTargets.Class)]
        public sealed class IdempotentAttribute : Attribute { }

        [Idempotent]
        public sealed class HelpDesk
        {
            private readonly DbConnection _database;

            public HelpDesk(DbConnection database) => _database = database;

            public async Task OpenCaseAsync(string subject)
            {
                await using var command = _database.CreateCommand();
                command.CommandText = "INSERT INTO cases (subject) VALUES (@subject)";
                await command.ExecuteNonQueryAsync();
            }
        }
        """);

    [Theory, EveryClient]
    public Task Guard_in_the_service_that_has_the_effect(Client client) => Clean(client, """
        await _box.BookAsync(JsonSerializer.Deserialize<Booking>(text)!);
        """, services: "BoxOffice box", types: """
        public sealed record Booking(string Reference, string Seat);

        public sealed class BoxOffice
        {
            private readonly DbConnection _connection;

            public BoxOffice(DbConnection connection) => _connection = connection;

            public async Task BookAsync(Booking booking)
            {
                if (await ExistsAsync(booking.Reference))
                    return;
                await _connection.ExecuteAsync("INSERT INTO bookings (reference, seat) VALUES (@Reference, @Seat)", booking);
            }

            private async Task<bool> ExistsAsync(string reference) =>
                await _connection.ExecuteScalarAsync<int>("SELECT 1 FROM bookings WHERE reference = @reference", new { reference }) == 1;
        }
        """, Library.Dapper);

    [Theory, EveryClient]
    public Task Another_entity_that_is_missing_is_no_guard(Client client) => Reported(client, """
        var post = await _context.Posts.FirstOrDefaultAsync(p => p.Slug == ea.RoutingKey);
        if (post is not null)
        {
            _context.Comments.Add(new Comment { Key = post.Slug, Text = text });
            await _context.SaveChangesAsync();
        }
        """, services: "BlogContext context", types: BlogTypes, Library.EntityFrameworkCore);

    [Theory, EveryClient]
    public Task Message_that_cannot_be_decoded_is_no_guard(Client client) => Reported(client, """
        var comment = JsonSerializer.Deserialize<Comment>(text);
        if (comment is null || string.IsNullOrEmpty(comment.Text))
        {
            _logger.LogWarning("empty message {Id}", ea.BasicProperties.MessageId);
        }
        else
        {
            _context.Comments.Add(comment);
            await _context.SaveChangesAsync();
        }
        """, services: "BlogContext context; ILogger<Listener> logger", types: BlogTypes, Library.EntityFrameworkCore);

    [Theory, EveryClient]
    public Task Message_id_that_is_only_logged_is_no_guard(Client client) => Reported(client, """
        _logger.LogInformation("message {Id}, again: {Again}", ea.BasicProperties.MessageId, ea.Redelivered);
        await _http.PostAsync("https://courier.example/pickups", new StringContent(text));
        """, services: "HttpClient http; ILogger<Listener> logger");

    [Theory, EveryClient]
    public Task Setting_that_is_looked_up_is_no_guard(Client client) => Reported(client, """
        if (_addresses.TryGetValue(ea.RoutingKey, out var address))
            await _http.PostAsync(address, new StringContent(text));
        """, services: "Dictionary<string, string> addresses; HttpClient http");

    [Theory, EveryClient]
    public Task Guard_on_another_branch_is_no_guard(Client client) => Reported(client, """
        if (ea.RoutingKey == "ticket")
        {
            await _connection.ExecuteAsync("INSERT INTO tickets (number) VALUES (@number) ON CONFLICT DO NOTHING", new { number = text });
        }
        else
        {
            await _connection.ExecuteAsync("INSERT INTO complaints (text) VALUES (@text)", new { text });
        }
        """, services: "DbConnection connection", libraries: [Library.Dapper]);

    [Theory, EveryClient]
    public Task Retry_around_the_effect_is_no_guard(Client client) => Reported(client, """
        for (var attempt = 0; attempt < 3; attempt++)
        {
            try
            {
                await _http.PostAsync("https://courier.example/pickups", new StringContent(text));
                break;
            }
            catch (HttpRequestException) when (attempt < 2)
            {
                await Task.Delay(1000);
            }
        }
        """, services: "HttpClient http");
}
