using Leveret.Analyzers.Tests.Libraries;
using static Leveret.Analyzers.Tests.Rules.Snippets;

namespace Leveret.Analyzers.Tests.Rules;

/// <summary>RMQ2001: work that the handler reaches in other methods, types and files.</summary>
public sealed partial class AutoAckLossTests
{
    [Fact]
    public Task Work_two_calls_away_in_the_class() => V6("""
        public sealed class TicketDesk
        {
            public void Listen(IModel channel)
            {
                var consumer = new EventingBasicConsumer(channel);
                consumer.Received += (_, ea) => Accept(Encoding.UTF8.GetString(ea.Body.Span));
                channel.{|RMQ2001:BasicConsume|}("tickets", true, consumer);
            }

            private void Accept(string ticket)
            {
                if (ticket.Length == 0)
                    return;
                Print(ticket);
            }

            private static void Print(string ticket)
            {
                using var printer = Process.Start("lp", "-d desk " + ticket);
                printer?.WaitForExit();
            }
        }
        """);

    [Fact]
    public Task Calls_in_the_class_that_stay_trivial() => V6("""
        public sealed class TicketDesk
        {
            private readonly Dictionary<string, int> _perEvent = new();

            public void Listen(IModel channel)
            {
                var consumer = new EventingBasicConsumer(channel);
                consumer.Received += (_, ea) => Accept(Encoding.UTF8.GetString(ea.Body.Span));
                channel.BasicConsume("tickets", true, consumer);
            }

            private void Accept(string ticket)
            {
                var name = NameOf(ticket);
                _perEvent[name] = _perEvent.GetValueOrDefault(name) + 1;
                Show();
            }

            private static string NameOf(string ticket) => ticket.Split('/')[0];

            private void Show()
            {
                foreach (var (name, count) in _perEvent)
                    Console.WriteLine($"{name}: {count}");
            }
        }
        """);

    [Fact]
    public Task Recursive_trivial_method() => V7("""
        public sealed class Tree
        {
            public async Task ListenAsync(IChannel channel)
            {
                var consumer = new AsyncEventingBasicConsumer(channel);
                consumer.ReceivedAsync += (_, ea) =>
                {
                    Print(JsonDocument.Parse(ea.Body).RootElement, 0);
                    return Task.CompletedTask;
                };
                await channel.BasicConsumeAsync("trees", true, consumer);
            }

            private static void Print(JsonElement node, int depth)
            {
                Console.WriteLine(new string(' ', depth) + node.GetProperty("name"));
                foreach (var child in node.GetProperty("children").EnumerateArray())
                    Print(child, depth + 1);
            }
        }
        """);

    [Fact]
    public Task Work_in_another_file() => V7("""
        public sealed class HarvestListener
        {
            private readonly HarvestBook _book;

            public HarvestListener(HarvestBook book) => _book = book;

            public async Task ListenAsync(IChannel channel)
            {
                var consumer = new AsyncEventingBasicConsumer(channel);
                consumer.ReceivedAsync += async (_, ea) => await _book.NoteAsync(ea.RoutingKey);
                await channel.{|RMQ2001:BasicConsumeAsync|}("harvest", true, consumer);
            }
        }
        """, """
        public sealed class HarvestBook
        {
            public async Task NoteAsync(string field)
            {
                await using var writer = new StreamWriter("harvest.csv", append: true);
                await writer.WriteLineAsync(field);
            }
        }
        """);

    [Fact]
    public Task Synchronous_work_in_another_file() => V6("""
        public sealed class HarvestListener
        {
            private readonly HarvestBook _book = new();

            public void Listen(IModel channel)
            {
                var consumer = new EventingBasicConsumer(channel);
                consumer.Received += (_, ea) => _book.Note(ea.RoutingKey);
                channel.{|RMQ2001:BasicConsume|}("harvest", true, consumer);
            }
        }
        """, """
        public sealed class HarvestBook
        {
            public void Note(string field) => System.IO.File.AppendAllLines("harvest.csv", new[] { field });
        }
        """);

    [Fact]
    public Task Trivial_code_in_another_file() => V6("""
        public sealed class HarvestListener
        {
            private readonly HarvestBook _book = new();

            public void Listen(IModel channel)
            {
                var consumer = new EventingBasicConsumer(channel);
                consumer.Received += (_, ea) => _book.Note(ea.RoutingKey);
                channel.BasicConsume("harvest", true, consumer);
            }
        }
        """, """
        public sealed class HarvestBook
        {
            private readonly List<string> _fields = new();

            public void Note(string field) => _fields.Add(field);
        }
        """);

    [Fact]
    public Task Work_behind_an_interface() => V6("""
        public interface ICellar
        {
            void Store(string bottle);
        }

        public sealed class CellarListener
        {
            private readonly ICellar _cellar;

            public CellarListener(ICellar cellar) => _cellar = cellar;

            public void Listen(IModel channel)
            {
                var consumer = new EventingBasicConsumer(channel);
                consumer.Received += (_, ea) => _cellar.Store(ea.RoutingKey);
                channel.{|RMQ2001:BasicConsume|}("bottles", true, consumer);
            }
        }
        """, """
        public sealed class CellarOnDisk : ICellar
        {
            public void Store(string bottle) => File.WriteAllText(bottle, DateTime.Now.ToString());
        }
        """);

    [Fact]
    public Task Work_behind_one_of_two_implementations() => V7("""
        public interface ICellar
        {
            Task StoreAsync(string bottle);
        }

        public sealed class CellarListener
        {
            private readonly ICellar _cellar;

            public CellarListener(ICellar cellar) => _cellar = cellar;

            public async Task ListenAsync(IChannel channel)
            {
                var consumer = new AsyncEventingBasicConsumer(channel);
                consumer.ReceivedAsync += (_, ea) => _cellar.StoreAsync(ea.RoutingKey);
                await channel.{|RMQ2001:BasicConsumeAsync|}("bottles", true, consumer);
            }
        }
        """, """
        public sealed class CellarForTests : ICellar
        {
            public List<string> Bottles { get; } = new();

            public Task StoreAsync(string bottle)
            {
                Bottles.Add(bottle);
                return Task.CompletedTask;
            }
        }

        public sealed class CellarOnline : ICellar
        {
            private readonly HttpClient _http;

            public CellarOnline(HttpClient http) => _http = http;

            public Task StoreAsync(string bottle) => _http.PutAsync("https://cellar.example/" + bottle, null);
        }
        """);

    [Fact]
    public Task Two_trivial_implementations() => V6("""
        public interface IDisplay
        {
            void Show(string line);
        }

        public sealed class ConsoleDisplay : IDisplay
        {
            public void Show(string line) => Console.WriteLine(line);
        }

        public sealed class LastLines : IDisplay
        {
            private readonly Queue<string> _lines = new();

            public void Show(string line)
            {
                _lines.Enqueue(line);
                while (_lines.Count > 10)
                    _lines.Dequeue();
            }
        }

        public sealed class DisplayListener
        {
            private readonly IDisplay _display;

            public DisplayListener(IDisplay display) => _display = display;

            public void Listen(IModel channel)
            {
                var consumer = new EventingBasicConsumer(channel);
                consumer.Received += (_, ea) => _display.Show(ea.RoutingKey);
                channel.BasicConsume("lines", true, consumer);
            }
        }
        """);

    [Fact]
    public Task Work_in_the_override_of_an_abstract_method() => V7("""
        public abstract class ListenerBase<T>
        {
            public async Task ListenAsync(IChannel channel, string queue)
            {
                var consumer = new AsyncEventingBasicConsumer(channel);
                consumer.ReceivedAsync += async (_, ea) => await OnMessageAsync(JsonSerializer.Deserialize<T>(ea.Body.Span)!);
                await channel.{|RMQ2001:BasicConsumeAsync|}(queue, true, consumer);
            }

            protected abstract Task OnMessageAsync(T message);
        }
        """, """
        public sealed record Nest(string Tree, int Eggs);

        public sealed class NestListener : ListenerBase<Nest>
        {
            protected override async Task OnMessageAsync(Nest message)
            {
                await using var file = File.AppendText("nests.txt");
                await file.WriteLineAsync(message.Tree);
            }
        }
        """);

    [Fact]
    public Task Work_behind_a_mediator() => V7(Library.MediatR, """
        public sealed class CheckInListener
        {
            private readonly IMediator _mediator;

            public CheckInListener(IMediator mediator) => _mediator = mediator;

            public async Task ListenAsync(IChannel channel)
            {
                var consumer = new AsyncEventingBasicConsumer(channel);
                consumer.ReceivedAsync += async (_, ea) => await _mediator.Send(new CheckIn(ea.RoutingKey));
                await channel.{|RMQ2001:BasicConsumeAsync|}("check-in", true, consumer);
            }
        }
        """, """
        public sealed record CheckIn(string Passenger) : IRequest;

        public sealed class CheckInHandler : IRequestHandler<CheckIn>
        {
            private readonly DbConnection _database;

            public CheckInHandler(DbConnection database) => _database = database;

            public async Task Handle(CheckIn request, CancellationToken cancellationToken)
            {
                await using var command = _database.CreateCommand();
                command.CommandText = "UPDATE passengers SET present = 1 WHERE name = '" + request.Passenger + "'";
                await command.ExecuteNonQueryAsync(cancellationToken);
            }
        }
        """);

    [Fact]
    public Task Mediator_whose_handler_is_elsewhere() => V6(Library.MediatR, """
        public sealed record CheckIn(string Passenger) : IRequest<int>;

        public sealed class CheckInListener
        {
            private readonly ISender _mediator;

            public CheckInListener(ISender mediator) => _mediator = mediator;

            public void Listen(IModel channel)
            {
                var consumer = new AsyncEventingBasicConsumer(channel);
                consumer.Received += OnCheckInAsync;
                channel.{|RMQ2001:BasicConsume|}("check-in", true, consumer);
            }

            private async Task OnCheckInAsync(object sender, BasicDeliverEventArgs ea)
            {
                var seat = await _mediator.Send(new CheckIn(ea.RoutingKey));
                Console.WriteLine(seat);
            }
        }
        """);

    [Fact]
    public Task Event_with_a_subscriber_that_works() => V6("""
        public sealed class Doorbell
        {
            public event Action<string>? Rung;

            public void Listen(IModel channel)
            {
                var consumer = new EventingBasicConsumer(channel);
                consumer.Received += (_, ea) => Rung?.Invoke(ea.RoutingKey);
                channel.{|RMQ2001:BasicConsume|}("rings", true, consumer);
            }
        }

        public sealed class Porter
        {
            public Porter(Doorbell bell) => bell.Rung += door => File.AppendAllText("visits.txt", door);
        }
        """);

    [Fact]
    public Task Delegate_parameter_that_the_caller_fills_with_work() => V7("""
        public static class Subscriptions
        {
            public static async Task SubscribeAsync(IChannel channel, string queue, Func<BasicDeliverEventArgs, Task> onMessage)
            {
                var consumer = new AsyncEventingBasicConsumer(channel);
                consumer.ReceivedAsync += async (_, ea) => await onMessage(ea);
                await channel.{|RMQ2001:BasicConsumeAsync|}(queue, true, consumer);
            }
        }
        """, """
        public sealed class Simulator : BackgroundService
        {
            private readonly IChannel _channel;

            public Simulator(IChannel channel) => _channel = channel;

            protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
                Subscriptions.SubscribeAsync(_channel, "steps", OnStepAsync);

            private async Task OnStepAsync(BasicDeliverEventArgs ea)
            {
                Console.WriteLine(ea.RoutingKey);
                await Task.Delay(1000);
            }
        }
        """);

    [Fact]
    public Task Delegate_parameter_that_the_caller_fills_with_a_lambda_that_works() => V6("""
        public static class Subscriptions
        {
            public static void Subscribe(IModel channel, string queue, Action<string> onMessage)
            {
                var consumer = new EventingBasicConsumer(channel);
                consumer.Received += (_, ea) =>
                {
                    var message = Encoding.UTF8.GetString(ea.Body.ToArray());
                    onMessage(message);
                };
                channel.{|RMQ2001:BasicConsume|}(queue, true, consumer);
            }
        }

        public static class Program
        {
            public static void Start(IModel channel) =>
                Subscriptions.Subscribe(channel, "prints", path => File.Delete(path));
        }
        """);

    [Fact]
    public Task Delegate_parameter_that_the_only_caller_fills_with_trivial_code() => V6("""
        internal static class Subscriptions
        {
            public static void Subscribe(IModel channel, string queue, Action<string> onMessage)
            {
                var consumer = new EventingBasicConsumer(channel);
                consumer.Received += (_, ea) => onMessage(Encoding.UTF8.GetString(ea.Body.ToArray()));
                channel.BasicConsume(queue, true, consumer);
            }
        }

        internal sealed class Ranking
        {
            private readonly Dictionary<string, int> _wins = new();

            public void Start(IModel channel) => Subscriptions.Subscribe(channel, "matches", message =>
            {
                var parts = message.Split(';');
                _wins[parts[0]] = int.Parse(parts[1]);
            });
        }
        """);

    [Fact]
    public Task Delegate_parameter_that_one_of_two_callers_fills_with_work() => V6("""
        internal static class Subscriptions
        {
            public static void Subscribe(IModel channel, string queue, Action<string> onMessage)
            {
                var consumer = new EventingBasicConsumer(channel);
                consumer.Received += (_, ea) => onMessage(Encoding.UTF8.GetString(ea.Body.ToArray()));
                channel.{|RMQ2001:BasicConsume|}(queue, true, consumer);
            }
        }

        internal static class Program
        {
            public static void Start(IModel channel)
            {
                Subscriptions.Subscribe(channel, "quiet", Console.WriteLine);
                Subscriptions.Subscribe(channel, "loud", song => Process.Start("play", song).WaitForExit());
            }
        }
        """);

    [Fact]
    public Task Handler_passed_as_a_whole() => V7("""
        internal static class Subscriptions
        {
            public static async Task SubscribeAsync(IChannel channel, string queue, AsyncEventHandler<BasicDeliverEventArgs> handler)
            {
                var consumer = new AsyncEventingBasicConsumer(channel);
                consumer.ReceivedAsync += handler;
                await channel.{|RMQ2001:BasicConsumeAsync|}(queue, true, consumer);
            }
        }

        internal sealed class Billboard
        {
            private readonly HttpClient _http = new();

            public Task StartAsync(IChannel channel) =>
                Subscriptions.SubscribeAsync(channel, "posters", (_, ea) => _http.PutAsync("https://board.example/", new ReadOnlyMemoryContent(ea.Body)));
        }
        """);

    [Fact]
    public Task Delegate_field_with_a_trivial_target() => V7("""
        public sealed class Ticker
        {
            private readonly Func<string, Task> _onLine;

            public Ticker() => _onLine = PrintAsync;

            public async Task ListenAsync(IChannel channel)
            {
                var consumer = new AsyncEventingBasicConsumer(channel);
                consumer.ReceivedAsync += (_, ea) => _onLine(ea.RoutingKey);
                await channel.BasicConsumeAsync("lines", true, consumer);
            }

            private static Task PrintAsync(string line)
            {
                Console.WriteLine(line);
                return Task.CompletedTask;
            }
        }
        """);

    [Fact]
    public Task Handler_in_another_part_of_the_class() => V6("""
        public sealed partial class Observatory
        {
            public void Listen(IModel channel)
            {
                var consumer = new EventingBasicConsumer(channel);
                consumer.Received += OnStar;
                channel.{|RMQ2001:BasicConsume|}("stars", true, consumer);
            }
        }
        """, """
        public sealed partial class Observatory
        {
            private void OnStar(object? sender, BasicDeliverEventArgs ea) => File.AppendAllText("stars.txt", ea.RoutingKey);
        }
        """);

    [Fact]
    public Task Work_in_an_extension_method() => V7("""
        public static class Exports
        {
            public static Task ExportAsync(this BasicDeliverEventArgs delivery, string folder) =>
                File.WriteAllBytesAsync(Path.Combine(folder, delivery.RoutingKey), delivery.Body.ToArray());
        }

        public sealed class ExportListener
        {
            public async Task ListenAsync(IChannel channel)
            {
                var consumer = new AsyncEventingBasicConsumer(channel);
                consumer.ReceivedAsync += (_, ea) => ea.ExportAsync("out");
                await channel.{|RMQ2001:BasicConsumeAsync|}("exports", true, consumer);
            }
        }
        """);

    [Fact]
    public Task Delegates_chosen_by_the_routing_key() => V7("""
        public sealed class Dispatcher
        {
            private readonly Dictionary<string, Func<byte[], Task>> _actions = new();
            private readonly HttpClient _http = new();

            public Dispatcher()
            {
                _actions["door.open"] = _ => _http.PostAsync("https://door.example/open", null);
                _actions["door.shut"] = _ => _http.PostAsync("https://door.example/shut", null);
            }

            public async Task ListenAsync(IChannel channel)
            {
                var consumer = new AsyncEventingBasicConsumer(channel);
                consumer.ReceivedAsync += async (_, ea) =>
                {
                    if (_actions.TryGetValue(ea.RoutingKey, out var action))
                        await action(ea.Body.ToArray());
                };
                await channel.{|RMQ2001:BasicConsumeAsync|}("doors", true, consumer);
            }
        }
        """);
}
