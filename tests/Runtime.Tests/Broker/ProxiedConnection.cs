using System.Net.Sockets;

namespace Leveret.Tests.Broker;

/// <summary>A connection of a client to a broker that goes through a proxy.</summary>
internal sealed class ProxiedConnection(AmqpProxy proxy, Socket client, Socket broker)
{
    private readonly Lock _channels = new();
    private readonly HashSet<ushort> _open = [];
    private readonly HashSet<ushort> _muted = [];
    private readonly TaskCompletionSource _broken = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Passes on what both sides send, until either has gone.</summary>
    public async Task ServeAsync()
    {
        client.NoDelay = true;
        broker.NoDelay = true;
        await using var fromClient = new NetworkStream(client);
        await using var fromBroker = new NetworkStream(broker);
        var sides = new[] { ReadClientAsync(fromClient, fromBroker), ReadBrokerAsync(fromBroker, fromClient) };
        await Task.WhenAny(sides);
        Break();
        await Task.WhenAll(sides);
    }

    /// <summary>What the broker delivers on channels that are open now does not arrive.</summary>
    public void MuteChannels()
    {
        lock (_channels)
            _muted.UnionWith(_open);
    }

    /// <summary>Breaks it, without a word to either side.</summary>
    public void Break()
    {
        _broken.TrySetResult();
        foreach (var socket in (Socket[])[client, broker])
        {
            try
            {
                socket.LingerState = new LingerOption(true, 0);
            }
            catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
            {
                // It is closed.
            }

            socket.Dispose();
        }
    }

    private async Task ReadClientAsync(NetworkStream from, NetworkStream to)
    {
        try
        {
            var greeting = new byte[8];
            await from.ReadExactlyAsync(greeting);
            await to.WriteAsync(greeting);
            while (true)
            {
                var frame = await AmqpFrame.ReadAsync(from);
                if (frame.OpensChannel)
                    Opened(frame.Channel);

                if (frame.Settles is { } settled)
                {
                    proxy.Settling?.Invoke(settled);
                    if (proxy.LosesSettlements)
                        continue;
                }

                await to.WriteAsync(frame.Bytes);
                if (frame.Settles is not null && proxy.RepeatsSettlements)
                    await to.WriteAsync(frame.Bytes);
            }
        }
        catch (Exception exception) when (exception is IOException or ObjectDisposedException)
        {
            // Either side has gone.
        }
    }

    private async Task ReadBrokerAsync(NetworkStream from, NetworkStream to)
    {
        var lost = new HashSet<ushort>();
        try
        {
            while (true)
            {
                var frame = await AmqpFrame.ReadAsync(from);
                if (!frame.IsContent)
                    lost.Remove(frame.Channel);

                if (frame.Delivers && IsMuted(frame.Channel))
                    lost.Add(frame.Channel);

                if (lost.Contains(frame.Channel))
                    continue;

                await Task.WhenAny(proxy.AnswersPass, _broken.Task);
                await to.WriteAsync(frame.Bytes);
            }
        }
        catch (Exception exception) when (exception is IOException or ObjectDisposedException)
        {
            // Either side has gone.
        }
    }

    private void Opened(ushort channel)
    {
        lock (_channels)
        {
            _open.Add(channel);
            _muted.Remove(channel);
        }
    }

    private bool IsMuted(ushort channel)
    {
        lock (_channels)
            return _muted.Contains(channel);
    }
}
