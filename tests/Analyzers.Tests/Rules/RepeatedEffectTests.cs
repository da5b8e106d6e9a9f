using Leveret.Analyzers.Tests.Libraries;
using Leveret.Verification;

namespace Leveret.Analyzers.Tests.Rules;

/// <summary>RMQ3001. This part: side effects that a second run repeats, in the handler itself, and those that it does not.</summary>
public sealed partial class RepeatedEffectTests
{
    [Theory, EveryClient]
    public Task Row_inserted_by_a_command(Client client) => Reported(client, """
        await using var command = _connection.CreateCommand();
        command.CommandText = "INSERT INTO donations (donor, amount) VALUES (@donor, @amount)";
        await command.ExecuteNonQueryAsync();
        """, services: "DbConnection connection");

    [Theory, EveryClient]
    public Task Row_inserted_with_Npgsql(Client client) => Reported(client, """
        await using var command = _source.CreateCommand("insert into visits (at, page) values (now(), @page)");
        command.Parameters.AddWithValue("page", text);
        await command.ExecuteNonQueryAsync();
        """, services: "NpgsqlDataSource source", libraries: [Library.Npgsql]);

    [Theory, EveryClient]
    public Task Row_inserted_with_Dapper(Client client) => Reported(client, """
        await _connection.ExecuteAsync("INSERT INTO laps (runner, seconds) VALUES (@Runner, @Seconds)", JsonSerializer.Deserialize<Lap>(text));
        """, services: "DbConnection connection", types: "public sealed record Lap(string Runner, int Seconds);", libraries: [Library.Dapper]);

    [Theory, EveryClient]
    public Task Entity_added_and_saved(Client client) => Reported(client, """
        _context.Comments.Add(new Comment { Text = text });
        await _context.SaveChangesAsync();
        """, services: "BlogContext context", types: BlogTypes, Library.EntityFrameworkCore);

    [Theory, EveryClient]
    public Task Entity_added_and_saved_without_await(Client client) => Reported(client, """
        var comment = JsonSerializer.Deserialize<Comment>(text)!;
        _context.Add(comment);
        _context.SaveChanges();
        """, services: "BlogContext context", types: BlogTypes, Library.EntityFrameworkCore);

    [Theory, EveryClient]
    public Task Document_inserted(Client client) => Reported(client, """
        await _sightings.InsertOneAsync(new Sighting { Bird = text });
        """, services: "IMongoCollection<Sighting> sightings", types: SightingTypes, Library.MongoDriver);

    [Theory, EveryClient]
    public Task Counter_raised_in_a_statement(Client client) => Reported(client, """
        await using var command = _source.CreateCommand("UPDATE pages SET views = views + 1 WHERE url = @url");
        command.Parameters.AddWithValue("url", text);
        await command.ExecuteNonQueryAsync();
        """, services: "NpgsqlDataSource source", libraries: [Library.Npgsql]);

    [Theory, EveryClient]
    public Task Counter_raised_in_an_entity(Client client) => Reported(client, """
        var post = await _context.Posts.SingleAsync(p => p.Slug == text);
        post.Likes += 1;
        await _context.SaveChangesAsync();
        """, services: "BlogContext context", types: BlogTypes, Library.EntityFrameworkCore);

    [Theory, EveryClient]
    public Task Counter_raised_in_Redis(Client client) => Reported(client, """
        await _redis.GetDatabase().StringIncrementAsync("sold:" + text);
        """, services: "IConnectionMultiplexer redis", libraries: [Library.Redis]);

    [Theory, EveryClient]
    public Task Value_pushed_to_a_list_in_Redis(Client client) => Reported(client, """
        await _redis.GetDatabase().ListRightPushAsync("timeline", text);
        """, services: "IConnectionMultiplexer redis", libraries: [Library.Redis]);

    [Fact]
    public Task Message_published_on_7() => Reported(Client.V7, """
        var invoice = Encoding.UTF8.GetBytes("{ \"order\": \"" + text + "\" }");
        await _channel.BasicPublishAsync("billing", "invoice.created", invoice);
        """);

    [Fact]
    public Task Message_published_on_6() => Reported(Client.V6, """
        _channel.BasicPublish("billing", "invoice.created", null, Encoding.UTF8.GetBytes(text.ToUpperInvariant()));
        """);

    [Theory, EveryClient]
    public Task Event_published_through_a_bus(Client client) => Reported(client, """
        await _bus.Publish(new OrderPacked(text));
        """, services: "IPublishEndpoint bus", types: "public sealed record OrderPacked(string Order);", Library.MassTransit);

    [Theory, EveryClient]
    public Task Mail_sent_by_the_framework(Client client) => Reported(client, """
        using var smtp = new System.Net.Mail.SmtpClient("mail.example");
        await smtp.SendMailAsync("shop@example.org", text, "Your parcel", "It is on its way.");
        """);

    [Theory, EveryClient]
    public Task Mail_sent_with_MailKit(Client client) => Reported(client, """
        using var smtp = new SmtpClient();
        await smtp.ConnectAsync("mail.example", 465, true);
        await smtp.SendAsync(new MimeMessage { Subject = text });
        await smtp.DisconnectAsync(true);
        """, libraries: [Library.MailKit]);

    [Theory, EveryClient]
    public Task Mail_sent_by_a_service(Client client) => Reported(client, """
        await _mails.SendEmailAsync(text, "Welcome", "Good to have you here.");
        """, services: "IEmailSender mails", types: "public interface IEmailSender { Task SendEmailAsync(string to, string subject, string body); }");

    [Theory, EveryClient]
    public Task Http_post(Client client) => Reported(client, """
        var response = await _http.PostAsync("https://courier.example/pickups", new StringContent(text));
        response.EnsureSuccessStatusCode();
        """, services: "HttpClient http");

    [Theory, EveryClient]
    public Task Http_post_of_json(Client client) => Reported(client, """
        await _http.PostAsJsonAsync("https://courier.example/pickups", new { street = text });
        """, services: "HttpClient http");

    [Theory, EveryClient]
    public Task Http_request_with_the_method_post(Client client) => Reported(client, """
        using var request = new HttpRequestMessage(HttpMethod.Post, "https://courier.example/pickups") { Content = new StringContent(text) };
        await _http.SendAsync(request);
        """, services: "HttpClient http");

    [Theory, EveryClient]
    public Task Line_appended_to_a_file(Client client) => Reported(client, """
        await File.AppendAllTextAsync("ledger.csv", text + "\n");
        """);

    [Theory, EveryClient]
    public Task Money_transferred(Client client) => Reported(client, """
        var order = JsonSerializer.Deserialize<TransferOrder>(text)!;
        await _bank.TransferAsync(order.From, order.To, order.Amount);
        """, services: "IBank bank", types: """
        public sealed record TransferOrder(string From, string To, decimal Amount);

        public interface IBank
        {
            Task TransferAsync(string from, string to, decimal amount);
        }
        """);

    [Theory, EveryClient]
    public Task Card_charged(Client client) => Reported(client, """
        var result = await _payments.ChargeAsync(text, 19.99m);
        Console.WriteLine(result);
        """, services: "IPaymentGateway payments", types: "public interface IPaymentGateway { Task<string> ChargeAsync(string card, decimal amount); }");

    [Theory, EveryClient]
    public Task Effect_in_a_task_that_is_not_awaited(Client client) => Reported(client, """
        _ = Task.Run(() => _http.PostAsync("https://courier.example/pickups", new StringContent(text)));
        """, services: "HttpClient http");

    [Theory, EveryClient]
    public Task Effect_on_one_branch_only(Client client) => Reported(client, """
        if (ea.RoutingKey == "order.cancelled")
            await _http.PostAsync("https://shop.example/refunds", new StringContent(text));
        else
            Console.WriteLine(text);
        """, services: "HttpClient http");

    [Theory, EveryClient]
    public Task Console_log_and_memory_are_repeatable(Client client) => Clean(client, """
        Console.WriteLine(text);
        _logger.LogInformation("got {Text}", text);
        _last[ea.RoutingKey] = text;
        """, services: "ILogger<Listener> logger; ConcurrentDictionary<string, string> last");

    [Theory, EveryClient]
    public Task Reading_is_repeatable(Client client) => Clean(client, """
        var post = await _context.Posts.FirstOrDefaultAsync(p => p.Slug == text);
        var page = await _http.GetStringAsync("https://blog.example/" + post?.Slug);
        var template = await File.ReadAllTextAsync("page.html");
        Console.WriteLine(template + page);
        """, services: "BlogContext context; HttpClient http", types: BlogTypes, Library.EntityFrameworkCore);

    [Theory, EveryClient]
    public Task Waiting_is_repeatable(Client client) => Clean(client, """
        await Task.Delay(100);
        Console.WriteLine(text);
        """);

    [Theory, EveryClient]
    public Task Fixed_value_set_by_a_statement(Client client) => Clean(client, """
        await using var command = _source.CreateCommand("UPDATE orders SET status = 'paid' WHERE id = @id");
        command.Parameters.AddWithValue("id", text);
        await command.ExecuteNonQueryAsync();
        """, services: "NpgsqlDataSource source", libraries: [Library.Npgsql]);

    [Theory, EveryClient]
    public Task Fixed_value_set_with_Dapper(Client client) => Clean(client, """
        await _connection.ExecuteAsync("UPDATE seats SET taken = 1, passenger = @passenger WHERE id = @id", new { id = ea.RoutingKey, passenger = text });
        """, services: "DbConnection connection", libraries: [Library.Dapper]);

    [Theory, EveryClient]
    public Task Fixed_value_set_in_an_entity(Client client) => Clean(client, """
        var post = await _context.Posts.SingleAsync(p => p.Slug == text);
        post.Published = true;
        await _context.SaveChangesAsync();
        """, services: "BlogContext context", types: BlogTypes, Library.EntityFrameworkCore);

    [Theory, EveryClient]
    public Task Rows_deleted(Client client) => Clean(client, """
        await using var command = _connection.CreateCommand();
        command.CommandText = "DELETE FROM holds WHERE ticket = @ticket";
        await command.ExecuteNonQueryAsync();
        await _context.Posts.Where(p => p.Slug == text).ExecuteDeleteAsync();
        """, services: "DbConnection connection; BlogContext context", types: BlogTypes, Library.EntityFrameworkCore);

    [Theory, EveryClient]
    public Task Http_put_and_delete(Client client) => Clean(client, """
        await _http.PutAsync("https://shelf.example/books/" + ea.RoutingKey, new StringContent(text));
        await _http.DeleteAsync("https://shelf.example/holds/" + ea.RoutingKey);
        """, services: "HttpClient http");

    [Theory, EveryClient]
    public Task File_overwritten(Client client) => Clean(client, """
        await File.WriteAllTextAsync(Path.Combine("labels", ea.RoutingKey + ".zpl"), text);
        """);

    [Theory, EveryClient]
    public Task Object_overwritten_in_S3(Client client) => Clean(client, """
        await _storage.PutObjectAsync(new PutObjectRequest { BucketName = "labels", Key = ea.RoutingKey, ContentBody = text });
        """, services: "IAmazonS3 storage", libraries: [Library.AmazonS3]);

    [Theory, EveryClient]
    public Task Value_overwritten_in_Redis(Client client) => Clean(client, """
        await _redis.GetDatabase().StringSetAsync("berth:" + ea.RoutingKey, text);
        await _redis.GetDatabase().KeyDeleteAsync("queue:" + ea.RoutingKey);
        await _redis.GetDatabase().SetAddAsync("seen", ea.RoutingKey);
        """, services: "IConnectionMultiplexer redis", libraries: [Library.Redis]);

    [Theory, EveryClient]
    public Task Field_of_a_document_set(Client client) => Clean(client, """
        await _sightings.UpdateOneAsync(s => s.Bird == text, Builders<Sighting>.Update.Set(s => s.Place, ea.RoutingKey));
        """, services: "IMongoCollection<Sighting> sightings", types: SightingTypes, Library.MongoDriver);

    private const string BlogTypes = """
        public class Comment
        {
            public int Id { get; set; }
            public string Key { get; set; } = "";
            public string Text { get; set; } = "";
        }

        public class Post
        {
            public int Id { get; set; }
            public string Slug { get; set; } = "";
            public int Likes { get; set; }
            public bool Published { get; set; }
        }

        public class ProcessedMessage
        {
            public string Id { get; set; } = "";
        }

        public class BlogContext : DbContext
        {
            public DbSet<Comment> Comments => Set<Comment>();
            public DbSet<Post> Posts => Set<Post>();
            public DbSet<ProcessedMessage> ProcessedMessages => Set<ProcessedMessage>();
        }
        """;

    private const string SightingTypes = """
        public class Sighting
        {
            public string Id { get; set; } = "";
            public string? Bird { get; set; }
            public string? Place { get; set; }
        }
        """;

    private static Task Reported(Client client, string body, string services = "", string types = "", params Library[] libraries) =>
        (Handler(client, body, services, types, libraries) with { Reported = "RMQ3001" }).VerifyAsync();

    private static Task Clean(Client client, string body, string services = "", string types = "", params Library[] libraries) =>
        Handler(client, body, services, types, libraries).VerifyAsync();

    private static HandlerSnippet Handler(Client client, string body, string services, string types, Library[] libraries) =>
        new(client, body) { AutoAck = false, Services = services, Types = types, Libraries = libraries };
}
