using Leveret.Analyzers.Tests.Libraries;
using Leveret.Verification;

namespace Leveret.Analyzers.Tests.Rules;

/// <summary>RMQ2001: what a handler may do without risk to the message, and other things that look like work.</summary>
public sealed partial class AutoAckLossTests
{
    [Theory, EveryClient]
    public Task Console_output_is_trivial(Client client) => Clean(client, """
        Console.WriteLine($" [x] {ea.RoutingKey}: {text}");
        Console.Error.Flush();
        """);

    [Theory, EveryClient]
    public Task Logger_is_trivial(Client client) => Clean(client, """
        using (_logger.BeginScope("delivery {Tag}", ea.DeliveryTag))
        {
            if (_logger.IsEnabled(LogLevel.Debug))
                _logger.LogDebug("got {Length} bytes", ea.Body.Length);
            _logger.LogInformation("reading {Text}", text);
        }
        """, services: "ILogger<Listener> logger");

    [Theory, EveryClient]
    public Task Serilog_is_trivial(Client client) => Clean(client, """
        Serilog.Log.Information("whale seen: {Text}", text);
        _log.Information("at {Key}", ea.RoutingKey);
        """, services: "Serilog.ILogger log", libraries: [Library.Serilog]);

    [Theory, EveryClient]
    public Task Trace_and_debug_output_are_trivial(Client client) => Clean(client, """
        Trace.TraceInformation(text);
        Debug.WriteLine(ea.Exchange);
        """);

    [Theory, EveryClient]
    public Task Decoding_is_trivial(Client client) => Clean(client, """
        var kiln = JsonSerializer.Deserialize<Kiln>(ea.Body.Span);
        var node = JsonDocument.Parse(text);
        var celsius = BitConverter.ToInt32(Convert.FromBase64String(text), 0);
        Console.WriteLine($"{kiln?.Name} {node.RootElement.GetProperty("t").GetDecimal()} {celsius}");
        """, types: "public sealed class Kiln { public string? Name { get; set; } }");

    [Theory, EveryClient]
    public Task Decoding_with_Newtonsoft_is_trivial(Client client) => Clean(client, """
        var kiln = JsonConvert.DeserializeObject<Kiln>(text);
        Console.WriteLine(JsonConvert.SerializeObject(kiln));
        """, types: "public sealed class Kiln { public string? Name { get; set; } }", libraries: [Library.NewtonsoftJson]);

    [Theory, EveryClient]
    public Task Awaited_decoding_from_memory_is_trivial(Client client) => Clean(client, """
        using var stream = new MemoryStream(ea.Body.ToArray());
        var pages = await JsonSerializer.DeserializeAsync<string[]>(stream);
        Console.WriteLine(pages?.Length);
        """);

    [Theory, EveryClient]
    public Task Unpacking_in_memory_is_trivial(Client client) => Clean(client, """
        using var packed = new MemoryStream(ea.Body.ToArray());
        using var unpacked = new System.IO.Compression.GZipStream(packed, System.IO.Compression.CompressionMode.Decompress);
        using var target = new MemoryStream();
        unpacked.CopyTo(target);
        Console.WriteLine(Encoding.UTF8.GetString(target.ToArray()));
        """);

    [Theory, EveryClient]
    public Task Collections_are_trivial(Client client) => Clean(client, """
        _latest[ea.RoutingKey] = text;
        _queue.Enqueue(text);
        lock (_lines)
        {
            _lines.Add(text);
            if (_lines.Count > 100)
                _lines.RemoveAt(0);
        }
        """, services: "List<string> lines; Dictionary<string, string> latest; ConcurrentQueue<string> queue");

    [Theory, EveryClient]
    public Task Completing_a_task_is_trivial(Client client) => Clean(client, """
        _arrived.TrySetResult(text);
        """, services: "TaskCompletionSource<string> arrived");

    [Theory, EveryClient]
    public Task Completing_a_pending_task_is_trivial(Client client) => Clean(client, """
        if (_pending.TryRemove(ea.BasicProperties.CorrelationId ?? "", out var waiting))
            waiting.SetResult(text);
        """, services: "ConcurrentDictionary<string, TaskCompletionSource<string>> pending");

    [Theory, EveryClient]
    public Task Setting_an_event_is_trivial(Client client) => Clean(client, """
        _started.Set();
        _countdown.Signal();
        """, services: "ManualResetEventSlim started; CountdownEvent countdown");

    [Theory, EveryClient]
    public Task Writing_to_a_channel_in_memory_is_trivial(Client client) => Clean(client, """
        if (!_feed.Writer.TryWrite(text))
            _logger.LogWarning("feed is closed");
        """, services: "Channel<string> feed; ILogger<Listener> logger");

    [Theory, EveryClient]
    public Task Counters_and_clocks_are_trivial(Client client) => Clean(client, """
        var watch = Stopwatch.StartNew();
        Interlocked.Increment(ref _counts[0]);
        _received.Add(1);
        var age = DateTimeOffset.UtcNow - DateTimeOffset.FromUnixTimeSeconds(long.Parse(text));
        Console.WriteLine($"{age} {watch.Elapsed} {Guid.NewGuid()} {Math.Max(age.Seconds, 0)}");
        """, services: "long[] counts; System.Diagnostics.Metrics.Counter<long> received");

    [Theory, EveryClient]
    public Task Text_and_queries_in_memory_are_trivial(Client client) => Clean(client, """
        var words = text.Split(' ').Where(w => w.Length > 3).GroupBy(w => w).OrderByDescending(g => g.Count()).Take(5);
        var page = new StringBuilder().AppendJoin(", ", words.Select(g => g.Key)).ToString();
        var clean = System.Text.RegularExpressions.Regex.Replace(page, "[^a-z]", "");
        Console.WriteLine(clean.ToUpperInvariant());
        """);

    [Theory, EveryClient]
    public Task Mapping_by_hand_is_trivial(Client client) => Clean(client, """
        var dto = JsonSerializer.Deserialize<CatchDto>(text)!;
        _board.Show(dto.ToCatch());
        """, services: "Board board", types: """
        public sealed record CatchDto(string Fish, decimal Weight);
        public sealed record Catch(string Fish, decimal Grams);

        public static class CatchMapping
        {
            public static Catch ToCatch(this CatchDto dto) => new(dto.Fish.Trim(), dto.Weight * 1000);
        }

        public sealed class Board
        {
            private Catch? _best;

            public void Show(Catch next)
            {
                if (_best is null || next.Grams > _best.Grams)
                    _best = next;
                Console.WriteLine(_best);
            }
        }
        """);

    [Theory, EveryClient]
    public Task Mapper_of_a_library_is_trivial(Client client) => Clean(client, """
        var seen = _mapper.Map<Sighting>(JsonDocument.Parse(text));
        Console.WriteLine(seen.Bird);
        """, services: "IMapper mapper", types: "public sealed class Sighting { public string? Bird { get; set; } }", libraries: [Library.AutoMapper]);

    [Theory, EveryClient]
    public Task Awaiting_a_finished_task_is_trivial(Client client) => Clean(client, """
        Console.WriteLine(text);
        await Task.CompletedTask;
        """);

    [Theory, EveryClient]
    public Task Awaiting_own_trivial_method_is_trivial(Client client) => Clean(client, """
        await Printer.PrintAsync(text);
        """, types: """
        public static class Printer
        {
            public static async Task PrintAsync(string line)
            {
                Console.WriteLine(line);
                await Task.CompletedTask;
            }
        }
        """);

    [Theory, EveryClient]
    public Task Memory_behind_an_interface_is_trivial(Client client) => Clean(client, """
        _scores.Remember(ea.RoutingKey, int.Parse(text));
        """, services: "IScores scores", types: """
        public interface IScores
        {
            void Remember(string player, int score);
        }

        public sealed class ScoresInMemory : IScores
        {
            private readonly ConcurrentDictionary<string, int> _best = new();

            public void Remember(string player, int score) => _best.AddOrUpdate(player, score, (_, old) => Math.Max(old, score));
        }
        """);

    [Theory, EveryClient]
    public Task Types_named_like_services_but_kept_in_memory_are_trivial(Client client) => Clean(client, """
        new HttpClient().PostAsync(text);
        File.AppendAllText(text);
        """, types: """
        public sealed class HttpClient
        {
            private readonly List<string> _posted = new();

            public void PostAsync(string text) => _posted.Add(text);
        }

        public static class File
        {
            public static void AppendAllText(string text) => Console.WriteLine(text);
        }
        """);

    [Theory, EveryClient]
    public Task Reading_a_setting_is_trivial(Client client) => Clean(client, """
        Console.WriteLine($"{Environment.MachineName} {Path.GetExtension(text)} {_settings.Prefix}");
        """, services: "ListenerSettings settings", types: "public sealed class ListenerSettings { public string Prefix { get; set; } = \"\"; }");
}
