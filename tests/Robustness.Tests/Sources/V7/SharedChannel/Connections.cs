using System;
using System.Threading;
using System.Threading.Tasks;
using RabbitMQ.Client;

namespace Shared;

public sealed class Connections : IAsyncDisposable
{
    private static Connections? s_instance;
    private readonly SemaphoreSlim _gate = new(1);
    private IConnection? _connection;

    public static Connections Instance => s_instance ??= new Connections();

    public IChannel Channel { get; private set; } = null!;

    public async Task<IChannel> OpenAsync(bool limited = false)
    {
        await _gate.WaitAsync();
        try
        {
            _connection ??= await new ConnectionFactory().CreateConnectionAsync();
            Channel ??= await _connection.CreateChannelAsync();
            if (limited)
                await Limits.ApplyAsync(Channel);
            return Channel;
        }
        finally
        {
            _gate.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_connection is not null)
            await _connection.DisposeAsync();
    }
}

public static class Limits
{
    private const ushort None = 0;
    private static ushort s_count = None;

    public static ushort Count
    {
        get => s_count;
        set => s_count = value;
    }

    public static async Task ApplyAsync(IChannel channel, ushort? count = null)
    {
        await channel.BasicQosAsync(0, count ?? Count, false);
        await channel.BasicQosAsync(0, None, true);
    }
}
