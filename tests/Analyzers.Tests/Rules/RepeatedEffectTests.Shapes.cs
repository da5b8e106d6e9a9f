using System.Globalization;
using Leveret.Analyzers.Tests.Libraries;
using Leveret.Verification;
using static Leveret.Analyzers.Tests.Rules.LibrarySnippets;

namespace Leveret.Analyzers.Tests.Rules;

/// <summary>RMQ3001: where the effect stands: forms of the handler, other files, interfaces, mediators, delegates; look-alikes.</summary>
public sealed partial class RepeatedEffectTests
{
    [Fact]
    public Task Synchronous_lambda() => V6("""
        public sealed class PledgeListener
        {
            public void Listen(IModel channel)
            {
                channel.BasicQos(0, 10, false);
                var consumer = new EventingBasicConsumer(channel);
                consumer.Received += (_, ea) =>
                {
                    File.AppendAllLines("pledges.txt", new[] { Encoding.UTF8.GetString(ea.Body.Span) });
                    channel.BasicAck(ea.DeliveryTag, false);
                };
                channel.{|RMQ3001:BasicConsume|}("pledges", false, consumer);
            }
        }
        """);

    [Fact]
    public Task Async_void_method() => V6("""
        public sealed class PledgeListener
        {
            private readonly HttpClient _http = new();
            private readonly IModel _channel;

            public PledgeListener(IModel channel) => _channel = channel;

            public void Listen()
            {
                _channel.BasicQos(0, 10, false);
                var consumer = new EventingBasicConsumer(_channel);
                consumer.Received += OnPledge;
                _channel.{|RMQ3001:BasicConsume|}("pledges", false, consumer);
            }

            private async void OnPledge(object? sender, BasicDeliverEventArgs ea)
            {
                await _http.PostAsync("https://pledges.example/", new ByteArrayContent(ea.Body.ToArray()));
                _channel.BasicAck(ea.DeliveryTag, false);
            }
        }
        """);

    [Fact]
    public Task Method_group_and_a_method_of_the_class() => V7("""
        public sealed class PledgeListener
        {
            private readonly DbConnection _database;
            private readonly IChannel _channel;

            public PledgeListener(DbConnection database, IChannel channel)
            {
                _database = database;
                _channel = channel;
            }

            public async Task ListenAsync()
            {
                await _channel.BasicQosAsync(0, 10, false);
                var consumer = new AsyncEventingBasicConsumer(_channel);
                consumer.ReceivedAsync += OnPledgeAsync;
                await _channel.{|RMQ3001:BasicConsumeAsync|}("pledges", false, consumer);
            }

            private async Task OnPledgeAsync(object sender, BasicDeliverEventArgs ea)
            {
                await StoreAsync(Encoding.UTF8.GetString(ea.Body.Span));
                await _channel.BasicAckAsync(ea.DeliveryTag, false);
            }

            private async Task StoreAsync(string pledge)
            {
                await using var command = _database.CreateCommand();
                command.CommandText = $"INSERT INTO pledges (text, received) VALUES ('{pledge}', CURRENT_TIMESTAMP)";
                await command.ExecuteNonQueryAsync();
            }
        }
        """);

    [Fact]
    public Task Local_function() => V7("""
        public sealed class PledgeListener
        {
            public async Task ListenAsync(IChannel channel, HttpClient http)
            {
                await channel.BasicQosAsync(0, 10, false);
                var consumer = new AsyncEventingBasicConsumer(channel);
                consumer.ReceivedAsync += ForwardAsync;
                await channel.{|RMQ3001:BasicConsumeAsync|}("pledges", false, consumer);

                async Task ForwardAsync(object sender, BasicDeliverEventArgs ea)
                {
                    await http.PostAsync("https://pledges.example/", new ByteArrayContent(ea.Body.ToArray()));
                    await channel.BasicAckAsync(ea.DeliveryTag, false);
                }
            }
        }
        """);

    [Fact]
    public Task Derived_consumer_on_7() => V7("""
        public sealed class PledgeConsumer : AsyncDefaultBasicConsumer
        {
            private readonly HttpClient _http;

            public PledgeConsumer(IChannel channel, HttpClient http) : base(channel) => _http = http;

            public override async Task HandleBasicDeliverAsync(
                string consumerTag, ulong deliveryTag, bool redelivered, string exchange, string routingKey,
                IReadOnlyBasicProperties properties, ReadOnlyMemory<byte> body, CancellationToken cancellationToken = default)
            {
                await _http.PostAsync("https://pledges.example/", new ReadOnlyMemoryContent(body), cancellationToken);
                await Channel.BasicAckAsync(deliveryTag, false);
            }

            public static async Task StartAsync(IChannel channel, HttpClient http)
            {
                await channel.BasicQosAsync(0, 10, false);
                await channel.{|RMQ3001:BasicConsumeAsync|}("pledges", false, new PledgeConsumer(channel, http));
            }
        }
        """);

    [Fact]
    public Task Derived_consumer_that_checks_the_redelivered_parameter() => V7("""
        public sealed class PledgeConsumer : AsyncDefaultBasicConsumer
        {
            private readonly HttpClient _http;

            public PledgeConsumer(IChannel channel, HttpClient http) : base(channel) => _http = http;

            public override async Task HandleBasicDeliverAsync(
                string consumerTag, ulong deliveryTag, bool redelivered, string exchange, string routingKey,
                IReadOnlyBasicProperties properties, ReadOnlyMemory<byte> body, CancellationToken cancellationToken = default)
            {
                if (!redelivered)
                    await _http.PostAsync("https://pledges.example/", new ReadOnlyMemoryContent(body), cancellationToken);
                await Channel.BasicAckAsync(deliveryTag, false);
            }

            public static async Task StartAsync(IChannel channel, HttpClient http)
            {
                await channel.BasicQosAsync(0, 10, false);
                await channel.BasicConsumeAsync("pledges", false, new PledgeConsumer(channel, http));
            }
        }
        """);

    [Fact]
    public Task Derived_consumer_on_6() => V6("""
        public sealed class PledgeConsumer : DefaultBasicConsumer
        {
            public PledgeConsumer(IModel model) : base(model) { }

            public override void HandleBasicDeliver(
                string consumerTag, ulong deliveryTag, bool redelivered, string exchange, string routingKey,
                IBasicProperties properties, ReadOnlyMemory<byte> body)
            {
                using (var file = File.AppendText("pledges.txt"))
                    file.WriteLine(Encoding.UTF8.GetString(body.Span));
                Model.BasicAck(deliveryTag, false);
            }

            public void Start()
            {
                Model.BasicQos(0, 10, false);
                Model.{|RMQ3001:BasicConsume|}("pledges", false, this);
            }
        }
        """);

    [Fact]
    public Task Loop_over_a_queueing_consumer() => V5("""
        public sealed class PledgeLoop
        {
            public void Run(IModel channel, DbConnection database)
            {
                channel.BasicQos(0, 1, false);
                var consumer = new QueueingBasicConsumer(channel);
                channel.{|RMQ3001:BasicConsume|}("pledges", false, consumer);
                while (true)
                {
                    var delivery = (BasicDeliverEventArgs)consumer.Queue.Dequeue();
                    using (var command = database.CreateCommand())
                    {
                        command.CommandText = "INSERT INTO pledges (text) VALUES ('" + Encoding.UTF8.GetString(delivery.Body) + "')";
                        command.ExecuteNonQuery();
                    }

                    channel.BasicAck(delivery.DeliveryTag, false);
                }
            }
        }
        """);

    [Fact]
    public Task Loop_over_a_queueing_consumer_with_a_repeatable_effect() => V5("""
        public sealed class PledgeLoop
        {
            public void Run(IModel channel)
            {
                channel.BasicQos(0, 1, false);
                var consumer = new QueueingBasicConsumer(channel);
                channel.BasicConsume("pledges", false, consumer);
                while (true)
                {
                    var delivery = (BasicDeliverEventArgs)consumer.Queue.Dequeue();
                    File.WriteAllBytes("latest-pledge.txt", delivery.Body);
                    channel.BasicAck(delivery.DeliveryTag, false);
                }
            }
        }
        """);

    [Fact]
    public Task Effect_in_another_file() => V6("""
        public sealed class HarvestListener
        {
            private readonly HarvestBook _book;

            public HarvestListener(HarvestBook book) => _book = book;

            public void Listen(IModel channel)
            {
                channel.BasicQos(0, 10, false);
                var consumer = new EventingBasicConsumer(channel);
                consumer.Received += (_, ea) =>
                {
                    _book.Note(ea.RoutingKey);
                    channel.BasicAck(ea.DeliveryTag, false);
                };
                channel.{|RMQ3001:BasicConsume|}("harvest", false, consumer);
            }
        }
        """, """
        public sealed class HarvestBook
        {
            private readonly DbConnection _database;

            public HarvestBook(DbConnection database) => _database = database;

            public void Note(string field)
            {
                using var command = _database.CreateCommand();
                command.CommandText = "INSERT INTO harvest (field) VALUES (@field)";
                command.ExecuteNonQuery();
            }
        }
        """);

    [Fact]
    public Task Guard_in_another_file() => V6("""
        public sealed class HarvestListener
        {
            private readonly HarvestBook _book;

            public HarvestListener(HarvestBook book) => _book = book;

            public void Listen(IModel channel)
            {
                channel.BasicQos(0, 10, false);
                var consumer = new EventingBasicConsumer(channel);
                consumer.Received += (_, ea) =>
                {
                    _book.Note(ea.BasicProperties.MessageId, ea.RoutingKey);
                    channel.BasicAck(ea.DeliveryTag, false);
                };
                channel.BasicConsume("harvest", false, consumer);
            }
        }
        """, """
        public sealed class HarvestBook
        {
            private readonly DbConnection _database;
            private readonly HashSet<string> _noted = new();

            public HarvestBook(DbConnection database) => _database = database;

            public void Note(string messageId, string field)
            {
                if (!_noted.Add(messageId))
                    return;
                using var command = _database.CreateCommand();
                command.CommandText = "INSERT INTO harvest (field) VALUES (@field)";
                command.ExecuteNonQuery();
            }
        }
        """);

    [Fact]
    public Task Effect_behind_an_interface() => V7(Library.EntityFrameworkCore, """
        public interface ICommentService
        {
            Task PostAsync(string text);
        }

        public sealed class CommentListener : BackgroundService
        {
            private readonly IChannel _channel;
            private readonly IServiceScopeFactory _scopes;

            public CommentListener(IChannel channel, IServiceScopeFactory scopes)
            {
                _channel = channel;
                _scopes = scopes;
            }

            protected override async Task ExecuteAsync(CancellationToken stoppingToken)
            {
                await _channel.BasicQosAsync(0, 10, false, stoppingToken);
                var consumer = new AsyncEventingBasicConsumer(_channel);
                consumer.ReceivedAsync += async (_, ea) =>
                {
                    using var scope = _scopes.CreateScope();
                    var comments = scope.ServiceProvider.GetRequiredService<ICommentService>();
                    await comments.PostAsync(Encoding.UTF8.GetString(ea.Body.Span));
                    await _channel.BasicAckAsync(ea.DeliveryTag, false);
                };
                await _channel.{|RMQ3001:BasicConsumeAsync|}("comments", false, consumer, stoppingToken);
            }
        }
        """, """
        public sealed class CommentService : ICommentService
        {
            private readonly BlogContext _context;

            public CommentService(BlogContext context) => _context = context;

            public async Task PostAsync(string text)
            {
                await _context.Comments.AddAsync(new Comment { Text = text });
                await _context.SaveChangesAsync();
            }
        }
        """, BlogTypes);

    [Fact]
    public Task Guard_behind_an_interface() => V7(Library.EntityFrameworkCore, """
        public interface ICommentService
        {
            Task PostAsync(string key, string text);
        }

        public sealed class CommentListener
        {
            private readonly ICommentService _comments;

            public CommentListener(ICommentService comments) => _comments = comments;

            public async Task ListenAsync(IChannel channel)
            {
                await channel.BasicQosAsync(0, 10, false);
                var consumer = new AsyncEventingBasicConsumer(channel);
                consumer.ReceivedAsync += async (_, ea) =>
                {
                    await _comments.PostAsync(ea.RoutingKey, Encoding.UTF8.GetString(ea.Body.Span));
                    await channel.BasicAckAsync(ea.DeliveryTag, false);
                };
                await channel.BasicConsumeAsync("comments", false, consumer);
            }
        }
        """, """
        public sealed class CommentService : ICommentService
        {
            private readonly BlogContext _context;

            public CommentService(BlogContext context) => _context = context;

            public async Task PostAsync(string key, string text)
            {
                if (await _context.Comments.AnyAsync(c => c.Key == key))
                    return;
                await _context.Comments.AddAsync(new Comment { Key = key, Text = text });
                await _context.SaveChangesAsync();
            }
        }
        """, BlogTypes);

    [Fact]
    public Task Effect_in_one_of_two_implementations() => V6("""
        public interface INotifier
        {
            void Notify(string text);
        }

        public sealed class ConsoleNotifier : INotifier
        {
            public void Notify(string text) => Console.WriteLine(text);
        }

        public sealed class NotifyListener
        {
            private readonly INotifier _notifier;

            public NotifyListener(INotifier notifier) => _notifier = notifier;

            public void Listen(IModel channel)
            {
                channel.BasicQos(0, 10, false);
                var consumer = new EventingBasicConsumer(channel);
                consumer.Received += (_, ea) =>
                {
                    _notifier.Notify(ea.RoutingKey);
                    channel.BasicAck(ea.DeliveryTag, false);
                };
                channel.{|RMQ3001:BasicConsume|}("notices", false, consumer);
            }
        }
        """, """
        public sealed class MailNotifier : INotifier
        {
            public void Notify(string text)
            {
                using var smtp = new System.Net.Mail.SmtpClient("mail.example");
                smtp.Send("office@example.org", "all@example.org", "Notice", text);
            }
        }
        """);

    [Fact]
    public Task Implementations_without_an_effect() => V6("""
        public interface INotifier
        {
            void Notify(string text);
        }

        public sealed class ConsoleNotifier : INotifier
        {
            public void Notify(string text) => Console.WriteLine(text);
        }

        public sealed class LastNotice : INotifier
        {
            public void Notify(string text) => File.WriteAllText("notice.txt", text);
        }

        public sealed class NotifyListener
        {
            private readonly INotifier _notifier;

            public NotifyListener(INotifier notifier) => _notifier = notifier;

            public void Listen(IModel channel)
            {
                channel.BasicQos(0, 10, false);
                var consumer = new EventingBasicConsumer(channel);
                consumer.Received += (_, ea) =>
                {
                    _notifier.Notify(ea.RoutingKey);
                    channel.BasicAck(ea.DeliveryTag, false);
                };
                channel.BasicConsume("notices", false, consumer);
            }
        }
        """);

    [Fact]
    public Task Effect_behind_a_mediator() => V7(Library.MediatR, """
        public sealed record OpenAccount(string Owner) : IRequest;

        public sealed class AccountListener
        {
            private readonly IMediator _mediator;

            public AccountListener(IMediator mediator) => _mediator = mediator;

            public async Task ListenAsync(IChannel channel)
            {
                await channel.BasicQosAsync(0, 10, false);
                var consumer = new AsyncEventingBasicConsumer(channel);
                consumer.ReceivedAsync += async (_, ea) =>
                {
                    var command = JsonSerializer.Deserialize<OpenAccount>(ea.Body.Span)!;
                    await _mediator.Send(command);
                    await channel.BasicAckAsync(ea.DeliveryTag, false);
                };
                await channel.{|RMQ3001:BasicConsumeAsync|}("accounts", false, consumer);
            }
        }
        """, """
        public sealed class OpenAccountHandler : IRequestHandler<OpenAccount>
        {
            private readonly HttpClient _bank;

            public OpenAccountHandler(HttpClient bank) => _bank = bank;

            public Task Handle(OpenAccount request, CancellationToken cancellationToken) =>
                _bank.PostAsync("https://bank.example/accounts", new StringContent(request.Owner), cancellationToken);
        }
        """);

    [Fact]
    public Task Repeatable_effect_behind_a_mediator() => V7(Library.MediatR, """
        public sealed record CloseAccount(string Number) : IRequest;

        public sealed record OpenAccount(string Owner) : IRequest;

        public sealed class AccountListener
        {
            private readonly IMediator _mediator;

            public AccountListener(IMediator mediator) => _mediator = mediator;

            public async Task ListenAsync(IChannel channel)
            {
                await channel.BasicQosAsync(0, 10, false);
                var consumer = new AsyncEventingBasicConsumer(channel);
                consumer.ReceivedAsync += async (_, ea) =>
                {
                    await _mediator.Send(new CloseAccount(ea.RoutingKey));
                    await channel.BasicAckAsync(ea.DeliveryTag, false);
                };
                await channel.BasicConsumeAsync("closures", false, consumer);
            }
        }
        """, """
        public sealed class AccountHandler : IRequestHandler<CloseAccount>, IRequestHandler<OpenAccount>
        {
            private readonly HttpClient _bank;

            public AccountHandler(HttpClient bank) => _bank = bank;

            public Task Handle(CloseAccount request, CancellationToken cancellationToken) =>
                _bank.DeleteAsync("https://bank.example/accounts/" + request.Number, cancellationToken);

            public Task Handle(OpenAccount request, CancellationToken cancellationToken) =>
                _bank.PostAsync("https://bank.example/accounts", new StringContent(request.Owner), cancellationToken);
        }
        """);

    [Fact]
    public Task Effect_in_a_handler_of_a_notification() => V6(Library.MediatR, """
        public sealed record Arrived(string Guest) : INotification;

        public sealed class ArrivalListener
        {
            private readonly IPublisher _publisher;

            public ArrivalListener(IPublisher publisher) => _publisher = publisher;

            public void Listen(IModel channel)
            {
                channel.BasicQos(0, 10, false);
                var consumer = new AsyncEventingBasicConsumer(channel);
                consumer.Received += async (_, ea) =>
                {
                    await _publisher.Publish(new Arrived(ea.RoutingKey));
                    channel.BasicAck(ea.DeliveryTag, false);
                };
                channel.{|RMQ3001:BasicConsume|}("arrivals", false, consumer);
            }
        }

        public sealed class ArrivalBoard : INotificationHandler<Arrived>
        {
            public Task Handle(Arrived notification, CancellationToken cancellationToken)
            {
                Console.WriteLine(notification.Guest);
                return Task.CompletedTask;
            }
        }

        public sealed class ArrivalLog : INotificationHandler<Arrived>
        {
            public Task Handle(Arrived notification, CancellationToken cancellationToken) =>
                File.AppendAllTextAsync("arrivals.txt", notification.Guest, cancellationToken);
        }
        """);

    [Fact]
    public Task Effect_in_a_delegate_that_the_caller_gives() => V7("""
        internal static class Subscriptions
        {
            public static async Task SubscribeAsync(IChannel channel, string queue, Func<string, Task> onMessage)
            {
                await channel.BasicQosAsync(0, 10, false);
                var consumer = new AsyncEventingBasicConsumer(channel);
                consumer.ReceivedAsync += async (_, ea) =>
                {
                    await onMessage(Encoding.UTF8.GetString(ea.Body.Span));
                    await channel.BasicAckAsync(ea.DeliveryTag, false);
                };
                await channel.{|RMQ3001:BasicConsumeAsync|}(queue, false, consumer);
            }
        }
        """, """
        internal sealed class Newsletter
        {
            private readonly HttpClient _http = new();

            public Task StartAsync(IChannel channel) => Subscriptions.SubscribeAsync(channel, "subscribers", WelcomeAsync);

            private Task WelcomeAsync(string address) => _http.PostAsync("https://mail.example/welcome", new StringContent(address));
        }
        """);

    [Fact]
    public Task Delegate_without_an_effect() => V7("""
        internal static class Subscriptions
        {
            public static async Task SubscribeAsync(IChannel channel, string queue, Action<string> onMessage)
            {
                await channel.BasicQosAsync(0, 10, false);
                var consumer = new AsyncEventingBasicConsumer(channel);
                consumer.ReceivedAsync += async (_, ea) =>
                {
                    onMessage(Encoding.UTF8.GetString(ea.Body.Span));
                    await channel.BasicAckAsync(ea.DeliveryTag, false);
                };
                await channel.BasicConsumeAsync(queue, false, consumer);
            }
        }

        internal sealed class Weather
        {
            private string _last = "";

            public Task StartAsync(IChannel channel) => Subscriptions.SubscribeAsync(channel, "weather", report => _last = report);

            public override string ToString() => _last;
        }
        """);

    [Fact]
    public Task Effect_in_the_override_of_an_abstract_method() => V6("""
        public abstract class ListenerBase
        {
            private readonly IModel _channel;

            protected ListenerBase(IModel channel) => _channel = channel;

            public void Start(string queue)
            {
                _channel.BasicQos(0, 25, false);
                var consumer = new EventingBasicConsumer(_channel);
                consumer.Received += (_, ea) =>
                {
                    Handle(ea.RoutingKey);
                    _channel.BasicAck(ea.DeliveryTag, false);
                };
                _channel.{|RMQ3001:BasicConsume|}(queue, false, consumer);
            }

            protected abstract void Handle(string key);
        }
        """, """
        public sealed class GuestBookListener : ListenerBase
        {
            public GuestBookListener(IModel channel) : base(channel) { }

            protected override void Handle(string key) => File.AppendAllText("guests.txt", key);
        }
        """);

    [Fact]
    public Task Effect_two_services_away() => V7(Library.Dapper, """
        public sealed class RaceListener
        {
            private readonly RaceService _race;

            public RaceListener(RaceService race) => _race = race;

            public async Task ListenAsync(IChannel channel)
            {
                await channel.BasicQosAsync(0, 10, false);
                var consumer = new AsyncEventingBasicConsumer(channel);
                consumer.ReceivedAsync += async (_, ea) =>
                {
                    await _race.FinishAsync(ea.RoutingKey);
                    await channel.BasicAckAsync(ea.DeliveryTag, false);
                };
                await channel.{|RMQ3001:BasicConsumeAsync|}("finish", false, consumer);
            }
        }
        """, """
        public sealed class RaceService
        {
            private readonly IResultRepository _results;

            public RaceService(IResultRepository results) => _results = results;

            public Task FinishAsync(string runner) => _results.AddAsync(runner, DateTime.UtcNow);
        }

        public interface IResultRepository
        {
            Task AddAsync(string runner, DateTime time);
        }
        """, """
        public sealed class ResultRepository : IResultRepository
        {
            private readonly DbConnection _connection;

            public ResultRepository(DbConnection connection) => _connection = connection;

            public Task AddAsync(string runner, DateTime time) =>
                _connection.ExecuteAsync("INSERT INTO results (runner, time) VALUES (@runner, @time)", new { runner, time });
        }
        """);

    [Fact]
    public Task Collection_in_memory_behind_a_telling_name() => V6("""
        public interface IResultRepository
        {
            void Insert(string runner);
        }

        public sealed class ResultsInMemory : IResultRepository
        {
            private readonly List<string> _runners = new();

            public void Insert(string runner) => _runners.Add(runner);
        }

        public sealed class RaceListener
        {
            private readonly IResultRepository _results;

            public RaceListener(IResultRepository results) => _results = results;

            public void Listen(IModel channel)
            {
                channel.BasicQos(0, 10, false);
                var consumer = new EventingBasicConsumer(channel);
                consumer.Received += (_, ea) =>
                {
                    _results.Insert(ea.RoutingKey);
                    channel.BasicAck(ea.DeliveryTag, false);
                };
                channel.BasicConsume("finish", false, consumer);
            }
        }
        """);

    [Fact]
    public Task Effect_of_an_auto_ack_consumer_is_not_repeated() => V7("""
        public sealed class GuestBook
        {
            public async Task ListenAsync(IChannel channel)
            {
                var consumer = new AsyncEventingBasicConsumer(channel);
                consumer.ReceivedAsync += (_, ea) => File.AppendAllTextAsync("guests.txt", ea.RoutingKey);
                await channel.{|RMQ2001:BasicConsumeAsync|}("guests", true, consumer);
            }
        }
        """);

    [Fact]
    public Task One_of_two_consumers() => V7("""
        public sealed class Reception
        {
            public async Task ListenAsync(IChannel channel, HttpClient http)
            {
                await channel.BasicQosAsync(0, 10, false);

                var departures = new AsyncEventingBasicConsumer(channel);
                departures.ReceivedAsync += async (_, ea) =>
                {
                    await http.DeleteAsync("https://hotel.example/guests/" + ea.RoutingKey);
                    await channel.BasicAckAsync(ea.DeliveryTag, false);
                };
                await channel.BasicConsumeAsync("departures", false, departures);

                var arrivals = new AsyncEventingBasicConsumer(channel);
                arrivals.ReceivedAsync += async (_, ea) =>
                {
                    await http.PostAsync("https://hotel.example/guests", new StringContent(ea.RoutingKey));
                    await channel.BasicAckAsync(ea.DeliveryTag, false);
                };
                await channel.{|RMQ3001:BasicConsumeAsync|}("arrivals", false, arrivals);
            }
        }
        """);

    [Fact]
    public Task Effect_outside_the_handler() => V7("""
        public sealed class Reception
        {
            public async Task ListenAsync(IChannel channel, HttpClient http)
            {
                await http.PostAsync("https://hotel.example/opened", null);
                await channel.BasicQosAsync(0, 10, false);
                var consumer = new AsyncEventingBasicConsumer(channel);
                consumer.ReceivedAsync += async (_, ea) =>
                {
                    Console.WriteLine(ea.RoutingKey);
                    await channel.BasicAckAsync(ea.DeliveryTag, false);
                };
                await channel.BasicConsumeAsync("arrivals", false, consumer);
                await File.AppendAllTextAsync("reception.log", "listening");
            }
        }
        """);

    [Fact]
    public Task Types_of_the_same_names_kept_in_memory() => V6("""
        namespace Toy
        {
            public sealed class DbContext
            {
                private readonly List<string> _saved = new();

                public void Add(string item) => _saved.Add(item);

                public void SaveChanges() => Console.WriteLine(_saved.Count);
            }

            public sealed class SmtpClient
            {
                public void Send(string text) => Console.WriteLine(text);
            }

            public sealed class ToyListener
            {
                public void Listen(IModel channel)
                {
                    var context = new DbContext();
                    var smtp = new SmtpClient();
                    channel.BasicQos(0, 10, false);
                    var consumer = new EventingBasicConsumer(channel);
                    consumer.Received += (_, ea) =>
                    {
                        context.Add(ea.RoutingKey);
                        context.SaveChanges();
                        smtp.Send(ea.RoutingKey);
                        channel.BasicAck(ea.DeliveryTag, false);
                    };
                    channel.BasicConsume("toys", false, consumer);
                }
            }
        }
        """);

    [Fact]
    public Task Client_types_of_the_same_names_in_another_namespace() => NoClient("""
        namespace Toy.Messaging
        {
            public sealed class Delivery
            {
                public string Text { get; set; } = "";
                public ulong DeliveryTag { get; set; }
            }

            public sealed class EventingBasicConsumer
            {
                public event EventHandler<Delivery>? Received;

                public void Raise(string text) => Received?.Invoke(this, new Delivery { Text = text });
            }

            public interface IModel
            {
                string BasicConsume(string queue, bool autoAck, EventingBasicConsumer consumer);
                void BasicAck(ulong deliveryTag, bool multiple);
            }
        }

        namespace Toy
        {
            using Toy.Messaging;

            public static class Train
            {
                public static void Listen(IModel channel)
                {
                    var consumer = new EventingBasicConsumer();
                    consumer.Received += (_, delivery) =>
                    {
                        File.AppendAllText("train.txt", delivery.Text);
                        channel.BasicAck(delivery.DeliveryTag, false);
                    };
                    channel.BasicConsume("train", false, consumer);
                }
            }
        }
        """);

    [Theory, EveryClient]
    public Task Effect_that_is_being_typed(Client client) => Unfinished(client, """
        public sealed class PledgeListener
        {
            public async Task ListenAsync(IChannel channel, DbConnection database)
            {
                await channel.BasicQosAsync(0, 10, false);
                var consumer = new AsyncEventingBasicConsumer(channel);
                consumer.ReceivedAsync += async (_, ea) =>
                {
                    await using var command = database.
                    command.CommandText = "INSERT INTO
                    await
                };
                await channel.BasicConsumeAsync("pledges", false,
            }
        }
        """);

    [Theory, EveryClient]
    public Task Service_that_is_not_written_yet(Client client) => Unfinished(client, """
        public sealed class PledgeListener
        {
            private readonly IPledges _pledges;

            public void Listen(IModel channel)
            {
                channel.BasicQos(0, 10, false);
                var consumer = new EventingBasicConsumer(channel);
                consumer.Received += (_, ea) => _pledges.Show(ea.Body);
                channel.BasicConsume("pledges", false, consumer)
            }

            private void
        """);

    [Fact]
    public Task Message_and_additional_location_name_the_effect() => Inspect(
        Client.V6,
        diagnostic =>
        {
            var message = diagnostic.GetMessage(CultureInfo.InvariantCulture);
            Assert.Contains("harvest", message);
            Assert.Contains("AppendAllText", message);
            var effect = Assert.Single(diagnostic.AdditionalLocations);
            Assert.Contains("AppendAllText", effect.SourceTree!.GetText().Lines[effect.GetLineSpan().StartLinePosition.Line].ToString());
        },
        """
        public sealed class HarvestListener
        {
            private readonly HarvestBook _book = new();

            public void Listen(IModel channel)
            {
                channel.BasicQos(0, 10, false);
                var consumer = new EventingBasicConsumer(channel);
                consumer.Received += (_, ea) =>
                {
                    _book.Note(ea.RoutingKey);
                    channel.BasicAck(ea.DeliveryTag, false);
                };
                channel.{|RMQ3001:BasicConsume|}("harvest", false, consumer);
            }
        }
        """,
        """
        public sealed class HarvestBook
        {
            public void Note(string field)
            {
                Console.WriteLine(field);
                File.AppendAllText("harvest.txt", field);
            }
        }
        """);
}
