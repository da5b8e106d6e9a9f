using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace Pool;

public interface IChannelPool
{
    IModel Rent(string name);

    void Return(IModel channel);
}

public class ChannelPool : IChannelPool
{
    private readonly ConcurrentDictionary<string, IModel> _byName = new();
    private readonly Stack<IModel> _free = new();
    private readonly Lazy<IConnection> _connection;

    public ChannelPool(IConnectionFactory factory) => _connection = new Lazy<IConnection>(() => factory.CreateConnection());

    public IModel Rent(string name)
    {
        lock (_free)
        {
            if (_free.Count > 0)
                return _byName[name] = _free.Pop();
        }

        return _byName.GetOrAdd(name, _ => Create(_.Length > 3 ? (ushort)5 : (ushort)0));
    }

    public void Return(IModel channel)
    {
        lock (_free)
            _free.Push(channel);
    }

    private IModel Create(ushort prefetch)
    {
        var channel = _connection.Value.CreateModel();
        if (prefetch != 0)
            channel.BasicQos(0, prefetch, false);
        return channel;
    }
}

public abstract class PooledConsumer<T>
{
    private readonly IChannelPool _pool;

    protected PooledConsumer(IChannelPool pool) => _pool = pool;

    protected abstract string Queue { get; }

    public void Start()
    {
        var channel = _pool.Rent(Queue);
        try
        {
            var consumer = new EventingBasicConsumer(channel);
            consumer.Received += (_, ea) => Take(channel, ea);
            channel.BasicConsume(Queue, false, consumer);
        }
        catch
        {
            _pool.Return(channel);
            throw;
        }
    }

    protected abstract T Read(ReadOnlyMemory<byte> body);

    protected abstract bool Handle(T value);

    private void Take(IModel channel, BasicDeliverEventArgs ea)
    {
        switch (Handle(Read(ea.Body)))
        {
            case true:
                channel.BasicAck(ea.DeliveryTag, false);
                break;
            default:
                channel.BasicNack(ea.DeliveryTag, false, true);
                break;
        }
    }
}

public sealed class NameConsumer : PooledConsumer<string>
{
    private readonly IList<string> _names;

    public NameConsumer(IChannelPool pool, IList<string> names) : base(pool) => _names = names;

    protected override string Queue => "names";

    protected override string Read(ReadOnlyMemory<byte> body) => Encoding.UTF8.GetString(body.Span);

    protected override bool Handle(string value)
    {
        if (_names.Any(n => n == value))
            return false;
        _names.Add(value);
        return true;
    }
}
