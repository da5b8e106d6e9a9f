using Leveret.Analyzers.Tests.Libraries;
using static Leveret.Analyzers.Tests.Rules.Snippets;

namespace Leveret.Analyzers.Tests.Rules;

/// <summary>RMQ3001: effects and guards in other files, behind interfaces, mediators and delegates.</summary>
public sealed partial class RepeatedEffectTests
{
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
}
