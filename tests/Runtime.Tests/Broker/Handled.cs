using System.Collections.Concurrent;

namespace Leveret.Tests.Broker;

/// <summary>What a handler saw, in the order in which it began.</summary>
internal sealed class Handled
{
    private readonly ConcurrentQueue<Run> _runs = new();

    public IReadOnlyList<Run> Runs => [.. _runs];

    public int Count => _runs.Count;

    /// <summary>The runs of one message.</summary>
    public IReadOnlyList<Run> Of(string id) => [.. _runs.Where(run => run.Id == id)];

    /// <summary>Notes a run of the handler.</summary>
    public Run Add(Delivery delivery)
    {
        var run = new Run(
            System.Text.Encoding.UTF8.GetString(delivery.Body.Span),
            delivery.Attempt,
            delivery.Redelivered,
            delivery.Exchange,
            delivery.RoutingKey,
            delivery.Properties.Headers is null ? [] : new Dictionary<string, object?>(delivery.Properties.Headers),
            DateTimeOffset.UtcNow);
        _runs.Enqueue(run);
        return run;
    }

    /// <summary>Waits until so many runs have begun.</summary>
    public Task ReachesAsync(int count) => Eventually.HoldsAsync(() => Count >= count, $"{count} runs of the handler");
}

/// <summary>A run of a handler.</summary>
/// <param name="Id">The body, which the tests make the same as the message id.</param>
internal sealed record Run(string Id, int Attempt, bool Redelivered, string Exchange, string RoutingKey, IReadOnlyDictionary<string, object?> Headers, DateTimeOffset At);
