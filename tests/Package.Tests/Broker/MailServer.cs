using System.Collections.Concurrent;
using System.Net;
using System.Text.Json;

namespace Leveret.Package.Tests.Broker;

/// <summary>Takes the worker's mails and payments, and remembers whom each mail was about; a mail takes a while.</summary>
internal sealed class MailServer : IAsyncDisposable
{
    private static readonly TimeSpan Sending = TimeSpan.FromMilliseconds(100);

    private readonly HttpListener _listener = new();
    private readonly ConcurrentQueue<string> _subjects = new();
    private readonly Task _answering;

    public MailServer()
    {
        Address = $"http://127.0.0.1:{FreePort.Next()}/";
        _listener.Prefixes.Add(Address);
        _listener.Start();
        _answering = AnswerAllAsync();
    }

    public string Address { get; }

    /// <summary>The subjects of the mails that were sent, in order.</summary>
    public IReadOnlyList<string> Subjects => [.. _subjects];

    public async ValueTask DisposeAsync()
    {
        _listener.Stop();
        await _answering;
        _listener.Close();
    }

    private async Task AnswerAllAsync()
    {
        while (_listener.IsListening)
        {
            try
            {
                _ = AnswerAsync(await _listener.GetContextAsync());
            }
            catch (Exception e) when (e is HttpListenerException or ObjectDisposedException)
            {
                return;
            }
        }
    }

    private async Task AnswerAsync(HttpListenerContext context)
    {
        try
        {
            var request = await JsonDocument.ParseAsync(context.Request.InputStream);
            await Task.Delay(Sending);
            if (request.RootElement.TryGetProperty("subject", out var subject))
            {
                _subjects.Enqueue(subject.GetString()!);
            }

            context.Response.ContentType = "application/json";
            await context.Response.OutputStream.WriteAsync("{\"id\":\"1\",\"chargeId\":\"1\"}"u8.ToArray());
            context.Response.Close();
        }
        catch (Exception e) when (e is HttpListenerException or IOException or ObjectDisposedException)
        {
            // The worker was killed while it waited for the answer.
            context.Response.Abort();
        }
    }
}
