using static Leveret.Analyzers.Tests.Rules.Snippets;

namespace Leveret.Analyzers.Tests.Rules;

/// <summary>Limited channels on less usual ways from their creation to their consumer: none of these may be reported.</summary>
public sealed partial class MissingPrefetchTests
{
    [Fact]
    public Task Limited_channel_out_of_a_dictionary_is_clean() => V6("""
        class TramWorker
        {
            private readonly Dictionary<string, IModel> _channels = new Dictionary<string, IModel>();

            public void Open(IConnection connection, string line)
            {
                var channel = connection.CreateModel();
                channel.BasicQos(0, 10, false);
                _channels[line] = channel;
            }

            public void Listen(string line)
            {
                if (!_channels.TryGetValue(line, out var channel))
                {
                    return;
                }

                var consumer = new EventingBasicConsumer(channel);
                consumer.Received += (_, delivery) =>
                {
                    Console.WriteLine(delivery.RoutingKey);
                    channel.BasicAck(delivery.DeliveryTag, false);
                };
                channel.BasicConsume(line, false, consumer);
            }
        }
        """);

    [Fact]
    public Task Limited_channel_from_GetOrAdd_is_clean() => V6("""
        class TramWorker
        {
            private readonly System.Collections.Concurrent.ConcurrentDictionary<string, IModel> _channels = new();
            private readonly IConnection _connection;

            public TramWorker(IConnection connection) => _connection = connection;

            public void Listen(string line)
            {
                var channel = _channels.GetOrAdd(line, _ =>
                {
                    var opened = _connection.CreateModel();
                    opened.BasicQos(0, 10, false);
                    return opened;
                });
                var consumer = new EventingBasicConsumer(channel);
                consumer.Received += (_, delivery) =>
                {
                    Console.WriteLine(delivery.RoutingKey);
                    channel.BasicAck(delivery.DeliveryTag, false);
                };
                channel.BasicConsume(line, false, consumer);
            }
        }
        """);

    [Fact]
    public Task Limited_channel_out_of_an_array_is_clean() => V7("""
        class TramWorker
        {
            private readonly IChannel[] _channels = new IChannel[4];

            public async Task OpenAsync(IConnection connection)
            {
                for (var i = 0; i < _channels.Length; i++)
                {
                    _channels[i] = await connection.CreateChannelAsync();
                    await _channels[i].BasicQosAsync(0, 10, false);
                }
            }

            public async Task ListenAsync(int line)
            {
                var consumer = new AsyncEventingBasicConsumer(_channels[line]);
                consumer.ReceivedAsync += async (_, delivery) =>
                {
                    Console.WriteLine(delivery.RoutingKey);
                    await _channels[line].BasicAckAsync(delivery.DeliveryTag, false);
                };
                await _channels[line].BasicConsumeAsync("trams." + line, false, consumer);
            }
        }
        """);

    [Fact]
    public Task Limited_channel_from_a_pool_of_ones_own_is_clean() => V6("""
        class ModelPool
        {
            private readonly System.Collections.Concurrent.ConcurrentBag<IModel> _idle = new();
            private readonly IConnection _connection;

            public ModelPool(IConnection connection) => _connection = connection;

            public IModel Rent() => _idle.TryTake(out var model) ? model : Create();

            public void Return(IModel model) => _idle.Add(model);

            private IModel Create()
            {
                var model = _connection.CreateModel();
                model.BasicQos(0, 10, false);
                return model;
            }
        }
        """, """
        class TramWorker
        {
            public void Listen(ModelPool pool)
            {
                var channel = pool.Rent();
                var consumer = new EventingBasicConsumer(channel);
                consumer.Received += (_, delivery) =>
                {
                    Console.WriteLine(delivery.RoutingKey);
                    channel.BasicAck(delivery.DeliveryTag, false);
                };
                channel.BasicConsume("trams", false, consumer);
            }
        }
        """);

    [Fact]
    public Task Limited_channel_in_a_task_field_is_clean() => V7("""
        class TramWorker
        {
            private readonly Task<IChannel> _channel;

            public TramWorker(IConnection connection) => _channel = OpenAsync(connection);

            public async Task ListenAsync()
            {
                var consumer = new AsyncEventingBasicConsumer(await _channel);
                consumer.ReceivedAsync += async (_, delivery) =>
                {
                    Console.WriteLine(delivery.RoutingKey);
                    await (await _channel).BasicAckAsync(delivery.DeliveryTag, false);
                };
                await (await _channel).BasicConsumeAsync("trams", false, consumer);
            }

            private static async Task<IChannel> OpenAsync(IConnection connection)
            {
                var channel = await connection.CreateChannelAsync();
                await channel.BasicQosAsync(0, 10, false);
                return channel;
            }
        }
        """);

    [Fact]
    public Task Limited_channel_from_a_ValueTask_is_clean() => V7("""
        class TramWorker
        {
            private readonly IConnection _connection;
            private IChannel? _channel;

            public TramWorker(IConnection connection) => _connection = connection;

            public async Task ListenAsync()
            {
                var channel = await GetAsync().ConfigureAwait(false);
                var consumer = new AsyncEventingBasicConsumer(channel);
                consumer.ReceivedAsync += async (_, delivery) =>
                {
                    Console.WriteLine(delivery.RoutingKey);
                    await channel.BasicAckAsync(delivery.DeliveryTag, false);
                };
                await channel.BasicConsumeAsync("trams", false, consumer);
            }

            private async ValueTask<IChannel> GetAsync()
            {
                if (_channel is { IsOpen: true } open)
                {
                    return open;
                }

                _channel = await _connection.CreateChannelAsync();
                await _channel.BasicQosAsync(0, 10, false);
                return _channel;
            }
        }
        """);

    [Fact]
    public Task Channel_limited_in_a_continuation_is_clean() => V7("""
        class TramWorker
        {
            public async Task ListenAsync(IConnection connection)
            {
                var channel = await connection.CreateChannelAsync().ContinueWith(opened =>
                {
                    opened.Result.BasicQosAsync(0, 10, false).Wait();
                    return opened.Result;
                });
                var consumer = new AsyncEventingBasicConsumer(channel);
                consumer.ReceivedAsync += async (_, delivery) =>
                {
                    Console.WriteLine(delivery.RoutingKey);
                    await channel.BasicAckAsync(delivery.DeliveryTag, false);
                };
                await channel.BasicConsumeAsync("trams", false, consumer);
            }
        }
        """);

    [Fact]
    public Task Channel_limited_through_a_pattern_variable_is_clean() => V6("""
        class TramWorker
        {
            private IModel _channel;

            public void Open(IConnection connection) => _channel = connection.CreateModel();

            public void Limit(ushort count)
            {
                if (_channel is { IsOpen: true } open)
                {
                    open.BasicQos(0, count, false);
                }
            }

            public void Listen()
            {
                var consumer = new EventingBasicConsumer(_channel);
                consumer.Received += (_, delivery) =>
                {
                    Console.WriteLine(delivery.RoutingKey);
                    _channel.BasicAck(delivery.DeliveryTag, false);
                };
                _channel.BasicConsume("trams", false, consumer);
            }
        }
        """);

    [Fact]
    public Task Channel_limited_through_a_ref_parameter_is_clean() => V6("""
        class TramWorker
        {
            private IModel _channel;

            public void Listen(IConnection connection)
            {
                Open(connection, ref _channel);
                var consumer = new EventingBasicConsumer(_channel);
                consumer.Received += (_, delivery) =>
                {
                    Console.WriteLine(delivery.RoutingKey);
                    _channel.BasicAck(delivery.DeliveryTag, false);
                };
                _channel.BasicConsume("trams", false, consumer);
            }

            private static void Open(IConnection connection, ref IModel channel)
            {
                channel = connection.CreateModel();
                channel.BasicQos(0, 10, false);
            }
        }
        """);

    [Fact]
    public Task Limited_channel_exchanged_into_a_field_is_clean() => V6("""
        class TramWorker
        {
            private IModel _channel;

            public void Open(IConnection connection)
            {
                var fresh = connection.CreateModel();
                fresh.BasicQos(0, 10, false);
                Interlocked.Exchange(ref _channel, fresh)?.Close();
            }

            public void Listen()
            {
                var channel = Volatile.Read(ref _channel);
                var consumer = new EventingBasicConsumer(channel);
                consumer.Received += (_, delivery) =>
                {
                    Console.WriteLine(delivery.RoutingKey);
                    channel.BasicAck(delivery.DeliveryTag, false);
                };
                channel.BasicConsume("trams", false, consumer);
            }
        }
        """);

    [Fact]
    public Task Choice_of_two_limited_channels_is_clean() => V7("""
        class TramWorker
        {
            private readonly IChannel _day;
            private readonly IChannel _night;

            private TramWorker(IChannel day, IChannel night)
            {
                _day = day;
                _night = night;
            }

            public static async Task<TramWorker> OpenAsync(IConnection connection)
            {
                var day = await connection.CreateChannelAsync();
                await day.BasicQosAsync(0, 10, false);
                var night = await connection.CreateChannelAsync();
                await night.BasicQosAsync(0, 100, false);
                return new TramWorker(day, night);
            }

            public async Task ListenAsync(bool late)
            {
                var channel = late ? _night : _day;
                var consumer = new AsyncEventingBasicConsumer(channel);
                consumer.ReceivedAsync += async (_, delivery) =>
                {
                    Console.WriteLine(delivery.RoutingKey);
                    await channel.BasicAckAsync(delivery.DeliveryTag, false);
                };
                await channel.BasicConsumeAsync("trams", false, consumer);
            }
        }
        """);

    [Fact]
    public Task Channel_of_a_delegate_field_that_limits_it_is_clean() => V6("""
        class TramWorker
        {
            private readonly Func<IModel> _open;

            public TramWorker(IConnection connection)
            {
                _open = () =>
                {
                    var channel = connection.CreateModel();
                    channel.BasicQos(0, 10, false);
                    return channel;
                };
            }

            public void Listen()
            {
                var channel = _open();
                var consumer = new EventingBasicConsumer(channel);
                consumer.Received += (_, delivery) =>
                {
                    Console.WriteLine(delivery.RoutingKey);
                    channel.BasicAck(delivery.DeliveryTag, false);
                };
                channel.BasicConsume("trams", false, consumer);
            }
        }
        """);

    [Fact]
    public Task Channel_of_an_object_initialiser_is_clean_when_limited() => V6("""
        class Line
        {
            public string Name { get; set; }

            public IModel Channel { get; set; }
        }

        class TramWorker
        {
            public void Run(IConnection connection)
            {
                var channel = connection.CreateModel();
                channel.BasicQos(0, 10, false);
                Listen(new Line { Name = "7", Channel = channel });
            }

            private static void Listen(Line line)
            {
                var consumer = new EventingBasicConsumer(line.Channel);
                consumer.Received += (_, delivery) =>
                {
                    Console.WriteLine(line.Name);
                    line.Channel.BasicAck(delivery.DeliveryTag, false);
                };
                line.Channel.BasicConsume("trams", false, consumer);
            }
        }
        """);

    [Fact]
    public Task Limited_channel_in_a_generic_holder_is_clean() => V7("""
        class Holder<T>
            where T : class
        {
            public T? Value { get; set; }
        }

        class TramWorker
        {
            private readonly Holder<IChannel> _holder = new();

            public async Task OpenAsync(IConnection connection)
            {
                _holder.Value = await connection.CreateChannelAsync();
                await _holder.Value.BasicQosAsync(0, 10, false);
            }

            public async Task ListenAsync()
            {
                var consumer = new AsyncEventingBasicConsumer(_holder.Value!);
                consumer.ReceivedAsync += async (_, delivery) =>
                {
                    Console.WriteLine(delivery.RoutingKey);
                    await _holder.Value!.BasicAckAsync(delivery.DeliveryTag, false);
                };
                await _holder.Value!.BasicConsumeAsync("trams", false, consumer);
            }
        }
        """);

    [Fact]
    public Task Channel_limited_by_a_generic_helper_is_clean() => V6("""
        static class Fluent
        {
            public static T With<T>(this T value, Action<T> change)
            {
                change(value);
                return value;
            }
        }

        class TramWorker
        {
            public void Listen(IConnection connection)
            {
                var channel = connection.CreateModel().With(opened => opened.BasicQos(0, 10, false));
                var consumer = new EventingBasicConsumer(channel);
                consumer.Received += (_, delivery) =>
                {
                    Console.WriteLine(delivery.RoutingKey);
                    channel.BasicAck(delivery.DeliveryTag, false);
                };
                channel.BasicConsume("trams", false, consumer);
            }
        }
        """);

    [Fact]
    public Task Channel_limited_by_a_callback_in_sight_is_clean() => V7("""
        class ChannelOpener
        {
            private readonly IConnection _connection;

            public ChannelOpener(IConnection connection) => _connection = connection;

            public async Task<IChannel> OpenAsync(Func<IChannel, Task> prepare)
            {
                var channel = await _connection.CreateChannelAsync();
                await prepare(channel);
                return channel;
            }
        }
        """, """
        class TramWorker
        {
            public async Task ListenAsync(ChannelOpener opener)
            {
                var channel = await opener.OpenAsync(async opened =>
                {
                    await opened.QueueDeclareAsync("trams", true, false, false);
                    await opened.BasicQosAsync(0, 10, false);
                });
                var consumer = new AsyncEventingBasicConsumer(channel);
                consumer.ReceivedAsync += async (_, delivery) =>
                {
                    Console.WriteLine(delivery.RoutingKey);
                    await channel.BasicAckAsync(delivery.DeliveryTag, false);
                };
                await channel.BasicConsumeAsync("trams", false, consumer);
            }
        }
        """);

    [Fact]
    public Task Channel_limited_by_a_decorated_factory_is_clean() => V7("""
        interface IOpener
        {
            Task<IChannel> OpenAsync();
        }

        class Opener : IOpener
        {
            private readonly IConnection _connection;

            public Opener(IConnection connection) => _connection = connection;

            public Task<IChannel> OpenAsync() => _connection.CreateChannelAsync();
        }

        class LimitedOpener : IOpener
        {
            private readonly IOpener _inner;

            public LimitedOpener(IOpener inner) => _inner = inner;

            public async Task<IChannel> OpenAsync()
            {
                var channel = await _inner.OpenAsync();
                await channel.BasicQosAsync(0, 10, false);
                return channel;
            }
        }
        """, """
        class TramWorker
        {
            private readonly IOpener _opener;

            public TramWorker(IConnection connection) => _opener = new LimitedOpener(new Opener(connection));

            public async Task ListenAsync()
            {
                var channel = await _opener.OpenAsync();
                var consumer = new AsyncEventingBasicConsumer(channel);
                consumer.ReceivedAsync += async (_, delivery) =>
                {
                    Console.WriteLine(delivery.RoutingKey);
                    await channel.BasicAckAsync(delivery.DeliveryTag, false);
                };
                await channel.BasicConsumeAsync("trams", false, consumer);
            }
        }
        """);

    [Fact]
    public Task Channel_limited_in_a_switch_is_clean() => V6("""
        class TramWorker
        {
            public void Listen(IConnection connection, string mode)
            {
                var channel = connection.CreateModel();
                switch (mode)
                {
                    case "slow":
                        channel.BasicQos(0, 1, false);
                        break;
                    default:
                        channel.BasicQos(0, 50, false);
                        break;
                }

                var consumer = new EventingBasicConsumer(channel);
                consumer.Received += (_, delivery) =>
                {
                    Console.WriteLine(delivery.RoutingKey);
                    channel.BasicAck(delivery.DeliveryTag, false);
                };
                channel.BasicConsume("trams", false, consumer);
            }
        }
        """);
}
