using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Leveret.Tests.Broker;

/// <summary>What a consumer logs.</summary>
internal sealed class LogLines : ILogger
{
    private readonly ConcurrentQueue<(int Id, string Text)> _lines = new();

    public IReadOnlyList<(int Id, string Text)> All => [.. _lines];

    /// <summary>The lines of one event.</summary>
    public IReadOnlyList<string> Of(int id) => [.. _lines.Where(line => line.Id == id).Select(static line => line.Text)];

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        _lines.Enqueue((eventId.Id, formatter(state, exception)));
}
