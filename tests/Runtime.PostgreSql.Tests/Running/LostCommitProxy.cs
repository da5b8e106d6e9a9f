using System.Net;
using System.Net.Sockets;

namespace Leveret.PostgreSql.Tests.Running;

/// <summary>Stands between client and server, and cuts the connection instead of handing on the server's first answer to a commit.</summary>
internal sealed class LostCommitProxy : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly int _serverPort;
    private readonly Task _accepting;
    private int _cut;

    public LostCommitProxy(int serverPort)
    {
        _serverPort = serverPort;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public async ValueTask DisposeAsync()
    {
        _listener.Stop();
        await _accepting;
    }

    private async Task AcceptAsync()
    {
        var connections = new List<Task>();
        try
        {
            while (true)
                connections.Add(ForwardAsync(await _listener.AcceptTcpClientAsync()));
        }
        catch (SocketException)
        {
            await Task.WhenAll(connections);
        }
    }

    private async Task ForwardAsync(TcpClient client)
    {
        using (client)
        using (var server = new TcpClient())
        {
            await server.ConnectAsync(IPAddress.Loopback, _serverPort);
            await Task.WhenAny(CopyAsync(client, server, _ => false), CopyAsync(server, client, IsLost));
        }
    }

    private bool IsLost(ReadOnlyMemory<byte> answer) => answer.Span.IndexOf("COMMIT\0"u8) >= 0 && Interlocked.Increment(ref _cut) == 1;

    private static async Task CopyAsync(TcpClient from, TcpClient to, Func<ReadOnlyMemory<byte>, bool> isLost)
    {
        var buffer = new byte[8192];
        try
        {
            while (await from.GetStream().ReadAsync(buffer) is var count and > 0 && !isLost(buffer.AsMemory(0, count)))
                await to.GetStream().WriteAsync(buffer.AsMemory(0, count));
        }
        catch (Exception exception) when (exception is IOException or ObjectDisposedException)
        {
            // The other direction has ended.
        }
    }
}
