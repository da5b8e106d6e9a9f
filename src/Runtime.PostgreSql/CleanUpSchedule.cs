using Microsoft.Extensions.Logging;

namespace Leveret.PostgreSql;

/// <summary>Cleans up now and then, beside the messages that are handled: they neither wait for it nor fail with it.</summary>
internal sealed partial class CleanUpSchedule
{
    private readonly Func<CancellationToken, Task<long>> _cleanUp;
    private readonly TimeSpan _interval;
    private readonly ILogger? _logger;
    private readonly string _table;
    private long _next;

    public CleanUpSchedule(Func<CancellationToken, Task<long>> cleanUp, TimeSpan interval, string table, ILogger? logger)
    {
        _cleanUp = cleanUp;
        _interval = interval;
        _table = table;
        _logger = logger;
        _next = interval > TimeSpan.Zero ? After(Random.Shared.NextDouble()) : long.MaxValue;
    }

    /// <summary>Begins a clean-up if one is due and none is running.</summary>
    public void Tick()
    {
        var next = Interlocked.Read(ref _next);
        if (Environment.TickCount64 < next || Interlocked.CompareExchange(ref _next, long.MaxValue, next) != next)
            return;

        // Not a part of the message that happened to be handled now, in traces and ambient transactions.
        using (ExecutionContext.SuppressFlow())
            _ = Task.Run(RunAsync);
    }

    private async Task RunAsync()
    {
        try
        {
            await _cleanUp(CancellationToken.None).ConfigureAwait(false);
        }
#pragma warning disable CA1031 // Whatever it is, the messages go on.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            if (_logger is not null)
                LogFailure(_logger, _table, exception);
        }
        finally
        {
            // Processes that were started together do not clean up together.
            Interlocked.Exchange(ref _next, After(0.9 + 0.2 * Random.Shared.NextDouble()));
        }
    }

    private long After(double intervals) => Environment.TickCount64 + (long)(_interval.TotalMilliseconds * intervals);

    [LoggerMessage(EventId = 401, Level = LogLevel.Warning, Message = "The inbox {Table} could not be cleaned up. It is tried again later.")]
    private static partial void LogFailure(ILogger logger, string table, Exception exception);
}
