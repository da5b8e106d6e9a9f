using Leveret.Analyzers.Tests.Libraries;
using Leveret.Verification;

namespace Leveret.Analyzers.Tests.Rules;

/// <summary>RMQ2001. This part: work that can take time or fail, done in the handler itself.</summary>
public sealed partial class AutoAckLossTests
{
    [Theory, EveryClient]
    public Task Command_on_a_database_connection(Client client) => Reported(client, """
        await using var command = _connection.CreateCommand();
        command.CommandText = "UPDATE meters SET reading = @reading WHERE id = 7";
        await command.ExecuteNonQueryAsync();
        """, services: "DbConnection connection");

    [Theory, EveryClient]
    public Task Command_on_a_database_connection_without_await(Client client) => Reported(client, """
        using var command = _connection.CreateCommand();
        command.CommandText = "DELETE FROM holds WHERE ticket = '" + text + "'";
        command.ExecuteNonQuery();
        """, services: "DbConnection connection");

    [Theory, EveryClient]
    public Task Entity_saved_with_EF_Core(Client client) => Reported(client, """
        _context.Loans.Add(new Loan { Isbn = text });
        await _context.SaveChangesAsync();
        """, services: "LibraryContext context", types: LoanTypes, Library.EntityFrameworkCore);

    [Theory, EveryClient]
    public Task Query_with_EF_Core(Client client) => Reported(client, """
        var loan = await _context.Loans.FirstOrDefaultAsync(l => l.Isbn == text);
        Console.WriteLine(loan?.Isbn ?? "not lent");
        """, services: "LibraryContext context", types: LoanTypes, Library.EntityFrameworkCore);

    [Theory, EveryClient]
    public Task Statement_with_Dapper(Client client) => Reported(client, """
        _connection.Execute("UPDATE seats SET taken = 1 WHERE id = @id", new { id = text });
        """, services: "DbConnection connection", libraries: [Library.Dapper]);

    [Theory, EveryClient]
    public Task Document_inserted_with_the_Mongo_driver(Client client) => Reported(client, """
        _sightings.InsertOne(new Sighting { Bird = text });
        """, services: "IMongoCollection<Sighting> sightings", types: "public class Sighting { public string? Bird { get; set; } }", Library.MongoDriver);

    [Theory, EveryClient]
    public Task Value_written_to_Redis(Client client) => Reported(client, """
        await _redis.GetDatabase().StringSetAsync("berth:last", text);
        """, services: "IConnectionMultiplexer redis", libraries: [Library.Redis]);

    [Theory, EveryClient]
    public Task Http_post(Client client) => Reported(client, """
        var response = await _http.PostAsync("https://tides.example/api/levels", new StringContent(text));
        response.EnsureSuccessStatusCode();
        """, services: "HttpClient http");

    [Theory, EveryClient]
    public Task Http_get(Client client) => Reported(client, """
        var recipe = await _http.GetStringAsync("https://kitchen.example/recipes/" + text);
        Console.WriteLine(recipe);
        """, services: "HttpClient http");

    [Theory, EveryClient]
    public Task Call_of_a_grpc_service(Client client) => Reported(client, """
        var forecast = await _weather.GetForecastAsync(text);
        Console.WriteLine(forecast);
        """, services: "WeatherClient weather", types: """
        public abstract class WeatherClient
        {
            public abstract AsyncUnaryCall<string> GetForecastAsync(string city);
        }
        """, Library.Grpc);

    [Theory, EveryClient]
    public Task Message_to_SignalR_clients(Client client) => Reported(client, """
        await _hub.Clients.All.SendAsync("departure", text);
        """, services: "IHubContext<BoardHub> hub", types: "public class BoardHub : Hub { }", Library.SignalR);

    [Theory, EveryClient]
    public Task Mail(Client client) => Reported(client, """
        using var smtp = new System.Net.Mail.SmtpClient("mail.example");
        smtp.Send("harbour@example.org", "crew@example.org", "Tide warning", text);
        """);

    [Theory, EveryClient]
    public Task File_written(Client client) => Reported(client, """
        File.AppendAllText("journal.log", text + Environment.NewLine);
        """);

    [Theory, EveryClient]
    public Task File_written_through_a_stream(Client client) => Reported(client, """
        await using var file = File.Create(Path.Combine("labels", ea.DeliveryTag + ".zpl"));
        await file.WriteAsync(ea.Body);
        """);

    [Theory, EveryClient]
    public Task File_read(Client client) => Reported(client, """
        var template = await File.ReadAllTextAsync("invoice.html");
        Console.WriteLine(template.Replace("{number}", text));
        """);

    [Theory, EveryClient]
    public Task Process_started(Client client) => Reported(client, """
        using var encoder = Process.Start("ffmpeg", "-i " + text + " out.webm");
        encoder.WaitForExit();
        """);

    [Theory, EveryClient]
    public Task Socket_written(Client client) => Reported(client, """
        using var printer = new System.Net.Sockets.TcpClient("label-printer", 9100);
        printer.GetStream().Write(ea.Body.Span);
        """);

    [Theory, EveryClient]
    public Task Thread_put_to_sleep(Client client) => Reported(client, """
        Thread.Sleep(text.Split('.').Length * 1000);
        Console.WriteLine("done");
        """);

    [Theory, EveryClient]
    public Task Delay_awaited(Client client) => Reported(client, """
        Console.WriteLine("simulating " + text);
        await Task.Delay(TimeSpan.FromSeconds(2));
        """);

    [Theory, EveryClient]
    public Task Delay_waited_for(Client client) => Reported(client, """
        Task.Delay(500).Wait();
        Console.WriteLine(text);
        """);

    [Theory, EveryClient]
    public Task Injected_service_called(Client client) => Reported(client, """
        _turnstile.Open(text);
        """, services: "ITurnstile turnstile", types: "public interface ITurnstile { void Open(string gate); }");

    [Theory, EveryClient]
    public Task Injected_service_awaited(Client client) => Reported(client, """
        var seats = JsonSerializer.Deserialize<int[]>(text);
        await _box.ReserveAsync(seats ?? Array.Empty<int>());
        """, services: "IBoxOffice box", types: "public interface IBoxOffice { Task ReserveAsync(int[] seats); }");

    [Theory, EveryClient]
    public Task Service_resolved_in_a_scope(Client client) => Reported(client, """
        using var scope = _scopes.CreateScope();
        var rota = scope.ServiceProvider.GetRequiredService<IRota>();
        await rota.AssignAsync(text);
        """, services: "IServiceScopeFactory scopes", types: "public interface IRota { Task AssignAsync(string shift); }");

    [Theory, EveryClient]
    public Task Delegate_given_to_the_listener(Client client) => Reported(client, """
        await _onReading(text);
        """, services: "Func<string, Task> onReading");

    [Theory, EveryClient]
    public Task Event_bus_of_another_library(Client client) => Reported(client, """
        await _bus.Publish(new GateOpened(text));
        """, services: "IPublishEndpoint bus", types: "public sealed record GateOpened(string Gate);", libraries: [Library.MassTransit]);

    [Theory, EveryClient]
    public Task Work_started_and_not_awaited(Client client) => Reported(client, """
        _ = Task.Run(async () =>
        {
            await _http.PutAsync("https://shelf.example/" + text, null);
        });
        """, services: "HttpClient http");

    [Theory, EveryClient]
    public Task Work_on_one_branch_only(Client client) => Reported(client, """
        switch (ea.RoutingKey)
        {
            case "gate.closed":
                Console.WriteLine("closed");
                break;
            case "gate.forced":
                await _http.PostAsync("https://alarm.example/", new StringContent(text));
                break;
        }
        """, services: "HttpClient http");

    [Theory, EveryClient]
    public Task Work_whose_failure_is_caught_and_logged(Client client) => Reported(client, """
        try
        {
            await _http.DeleteAsync("https://cache.example/" + text);
        }
        catch (HttpRequestException e)
        {
            _logger.LogError(e, "could not evict {Key}", text);
        }
        """, services: "HttpClient http; ILogger<Listener> logger");

    [Theory, EveryClient]
    public Task Work_for_each_part_of_the_message(Client client) => Reported(client, """
        text.Split(',').ToList().ForEach(name => File.Delete(name));
        """);

    private const string LoanTypes = """
        public class Loan
        {
            public int Id { get; set; }
            public string Isbn { get; set; } = "";
        }

        public class LibraryContext : DbContext
        {
            public DbSet<Loan> Loans => Set<Loan>();
        }
        """;

    private static Task Reported(Client client, string body, string services = "", string types = "", params Library[] libraries) =>
        (Handler(client, body, services, types, libraries) with { Reported = "RMQ2001" }).VerifyAsync();

    private static Task Clean(Client client, string body, string services = "", string types = "", params Library[] libraries) =>
        Handler(client, body, services, types, libraries).VerifyAsync();

    private static HandlerSnippet Handler(Client client, string body, string services, string types, Library[] libraries) =>
        new(client, body) { AutoAck = true, Services = services, Types = types, Libraries = libraries };
}
