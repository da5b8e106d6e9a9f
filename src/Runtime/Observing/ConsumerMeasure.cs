using System.Diagnostics;

namespace Leveret.Observing;

/// <summary>Measures the work of one consumer. Costs next to nothing while nobody listens.</summary>
internal sealed class ConsumerMeasure(string queue)
{
    private readonly TagList _tags = WithOperation(queue, "process", "process");
    private readonly TagList _moveTags = WithOperation(queue, "move", "send");

    /// <summary>How long handlers ran lately.</summary>
    public RecentDurations Recent { get; } = new();

    /// <summary>A handler has ended.</summary>
    /// <param name="started">When it began, by <see cref="Stopwatch.GetTimestamp"/>.</param>
    /// <param name="error">What it failed with; null where it did not.</param>
    public void Handled(long started, string? error)
    {
        var elapsed = Stopwatch.GetElapsedTime(started);
        Recent.Add(elapsed);
        if (error is null)
        {
            ConsumerDiagnostics.Consumed.Add(1, _tags);
            ConsumerDiagnostics.ProcessDuration.Record(elapsed.TotalSeconds, _tags);
            return;
        }

        var tags = _tags;
        tags.Add("error.type", error);
        ConsumerDiagnostics.Consumed.Add(1, tags);
        ConsumerDiagnostics.ProcessDuration.Record(elapsed.TotalSeconds, tags);
        Activity.Current?.SetStatus(ActivityStatusCode.Error, error);
    }

    public void Retried() => ConsumerDiagnostics.Retries.Add(1, _tags);

    public void DeadLettered() => ConsumerDiagnostics.DeadLettered.Add(1, _tags);

    public void Duplicate() => ConsumerDiagnostics.Duplicates.Add(1, _tags);

    public void Discarded(int count) => ConsumerDiagnostics.Discarded.Add(count, _tags);

    public void Recovered() => ConsumerDiagnostics.Recoveries.Add(1, _tags);

    /// <summary>A message was moved, or was not.</summary>
    public void Moved(long started, Exception? exception)
    {
        var tags = _moveTags;
        if (exception is not null)
        {
            tags.Add("error.type", exception.GetType().FullName);
            ConsumerDiagnostics.MoveFailures.Add(1, tags);
        }

        ConsumerDiagnostics.OperationDuration.Record(Stopwatch.GetElapsedTime(started).TotalSeconds, tags);
    }

    private static TagList WithOperation(string queue, string name, string type)
    {
        var tags = ConsumerDiagnostics.TagsOf(queue);
        tags.Add("messaging.operation.name", name);
        tags.Add("messaging.operation.type", type);
        return tags;
    }
}
