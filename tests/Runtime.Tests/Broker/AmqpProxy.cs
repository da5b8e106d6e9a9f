using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Leveret.Servers;

namespace Leveret.Tests.Broker;

/// <summary>Stands between clients and a node: reads how deliveries are settled, loses and holds frames, and breaks connections.</summary>
internal sealed class AmqpProxy : IAsyncDisposable
{
    private readonly Socket _listener = new(SocketType.Stream, ProtocolType.Tcp);
    private readonly RabbitMqNode _node;
    private readonly ConcurrentDictionary<ProxiedConnection, Task> _open = new();
    private readonly SemaphoreSlim _connecting = new(1);
    private Task _accepting = Task.CompletedTask;
    private volatile TaskCompletionSource _answers = new();

    /// <param name="node">The node.</param>
    /// <param name="listens">Whether connections are taken from now on, or only when <see cref="Listen"/> is called.</param>
    public AmqpProxy(RabbitMqNode node, bool listens = true)
    {
        _node = node;
        _answers.SetResult();
        _listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        if (listens)
            Listen();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndPoint!).Port;

    /// <summary>Called with what each frame settles, before the broker has it.</summary>
    public Action<SettledOnWire>? Settling { get; set; }

    /// <summary>Whether frames that settle deliveries do not arrive.</summary>
    public bool LosesSettlements { get; set; }

    /// <summary>Whether frames that settle deliveries arrive twice, which the broker closes their channel for.</summary>
    public bool RepeatsSettlements { get; set; }

    /// <summary>Takes connections.</summary>
    public void Listen()
    {
        _listener.Listen();
        _accepting = AcceptAsync();
    }

    /// <summary>What the broker delivers on channels that are open now does not arrive; on those that are opened later it does.</summary>
    public void MuteChannels()
    {
        foreach (var connection in _open.Keys)
            connection.MuteChannels();
    }

    /// <summary>Holds what the broker sends, until <see cref="PassAnswers"/>.</summary>
    public void HoldAnswers() => _answers = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

    public void PassAnswers() => _answers.TrySetResult();

    /// <summary>Ends when what the broker sends may pass.</summary>
    public Task AnswersPass => _answers.Task;

    /// <summary>Breaks what is connected, without a word to either side. New connections are let through when that is done.</summary>
    /// <param name="between">What is to be done when nothing of the old connections comes any more, and nothing yet of new ones.</param>
    public async Task CutAsync(Action? between = null)
    {
        await _connecting.WaitAsync();
        try
        {
            var open = _open.ToArray();
            foreach (var (connection, _) in open)
                connection.Break();

            await Task.WhenAll(open.Select(static pair => pair.Value));
            between?.Invoke();
        }
        finally
        {
            _connecting.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        _listener.Dispose();
        await _accepting;
        await CutAsync();
        _connecting.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (true)
        {
            Socket client;
            try
            {
                client = await _listener.AcceptAsync();
            }
            catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
            {
                // Disposed of.
                return;
            }

            await _connecting.WaitAsync();
            try
            {
                await ConnectAsync(client);
            }
            finally
            {
                _connecting.Release();
            }
        }
    }

    private async Task ConnectAsync(Socket client)
    {
        var broker = new Socket(SocketType.Stream, ProtocolType.Tcp);
        try
        {
            await broker.ConnectAsync(_node.Host, _node.Port);
        }
        catch (SocketException)
        {
            client.Dispose();
            broker.Dispose();
            return;
        }

        var connection = new ProxiedConnection(this, client, broker);
        var start = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _open[connection] = ServeAsync(connection, start.Task);
        start.SetResult();
    }

    private async Task ServeAsync(ProxiedConnection connection, Task start)
    {
        await start;
        await connection.ServeAsync();
        _open.TryRemove(connection, out _);
    }
}
