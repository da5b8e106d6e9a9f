using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Leveret.Servers;

namespace Leveret.Tests.Broker;

/// <summary>Stands between a client and a node: reads how deliveries are settled, and breaks connections.</summary>
internal sealed class AmqpProxy : IAsyncDisposable
{
    private const int HeaderSize = 7;
    private const ushort Basic = 60;

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly RabbitMqNode _node;
    private readonly ConcurrentDictionary<Socket, Socket> _open = new();
    private readonly Task _accepting;

    public AmqpProxy(RabbitMqNode node)
    {
        _node = node;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>Called with each frame that settles deliveries, before the broker has it.</summary>
    public Action<SettledOnWire>? Settling { get; set; }

    /// <summary>Breaks what is connected, without a word to either side. New connections are let through.</summary>
    public void Cut()
    {
        foreach (var (client, broker) in _open)
        {
            Reset(client);
            Reset(broker);
        }
    }

    public async ValueTask DisposeAsync()
    {
        _listener.Stop();
        Cut();
        await _accepting;
    }

    private static void Reset(Socket socket)
    {
        try
        {
            socket.LingerState = new LingerOption(true, 0);
            socket.Close();
        }
        catch (ObjectDisposedException)
        {
            // The other side's end has closed it.
        }
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
                _ = ServeAsync(await _listener.AcceptSocketAsync());
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException or InvalidOperationException)
        {
            // Disposed of.
        }
    }

    private async Task ServeAsync(Socket client)
    {
        var broker = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        client.NoDelay = true;
        try
        {
            await broker.ConnectAsync(_node.Host, _node.Port);
            _open[client] = broker;
            await Task.WhenAny(ReadClientAsync(client, broker), PassAsync(broker, client));
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            // Either side has gone.
        }
        finally
        {
            _open.TryRemove(client, out _);
            client.Dispose();
            broker.Dispose();
        }
    }

    private static async Task PassAsync(Socket from, Socket to)
    {
        var buffer = new byte[64 * 1024];
        while (await from.ReceiveAsync(buffer) is var read and > 0)
            await SendAsync(to, buffer.AsMemory(0, read));
    }

    private async Task ReadClientAsync(Socket client, Socket broker)
    {
        await using var stream = new NetworkStream(client);
        var greeting = new byte[8];
        await ReadAsync(stream, greeting);
        await SendAsync(broker, greeting);
        var header = new byte[HeaderSize];
        while (true)
        {
            await ReadAsync(stream, header);
            var frame = new byte[HeaderSize + BinaryPrimitives.ReadInt32BigEndian(header.AsSpan(3)) + 1];
            header.CopyTo(frame, 0);
            await ReadAsync(stream, frame.AsMemory(HeaderSize));
            if (Parse(frame) is { } settled)
                Settling?.Invoke(settled);

            await SendAsync(broker, frame);
        }
    }

    private static SettledOnWire? Parse(ReadOnlySpan<byte> frame)
    {
        const byte Method = 1;
        if (frame[0] != Method || BinaryPrimitives.ReadUInt16BigEndian(frame[7..]) != Basic)
            return null;

        var name = BinaryPrimitives.ReadUInt16BigEndian(frame[9..]) switch
        {
            80 => "ack",
            90 => "reject",
            120 => "nack",
            _ => null,
        };

        return name is null
            ? null
            : new SettledOnWire(name, BinaryPrimitives.ReadUInt16BigEndian(frame[1..]), BinaryPrimitives.ReadUInt64BigEndian(frame[11..]), name != "reject" && (frame[19] & 1) == 1);
    }

    private static async Task ReadAsync(NetworkStream stream, Memory<byte> buffer)
    {
        try
        {
            await stream.ReadExactlyAsync(buffer);
        }
        catch (IOException)
        {
            throw new SocketException((int)SocketError.ConnectionReset);
        }
    }

    private static async Task SendAsync(Socket to, ReadOnlyMemory<byte> bytes)
    {
        while (bytes.Length > 0)
            bytes = bytes[await to.SendAsync(bytes)..];
    }
}

/// <summary>A frame that settles deliveries.</summary>
/// <param name="Method">ack, nack or reject.</param>
internal sealed record SettledOnWire(string Method, ushort Channel, ulong Tag, bool Multiple);
