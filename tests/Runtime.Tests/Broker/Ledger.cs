using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text;

namespace Leveret.Tests.Broker;

/// <summary>What handlers saw: each run of each message.</summary>
internal sealed class Ledger
{
    private readonly ConcurrentDictionary<string, int> _begun = new();
    private readonly ConcurrentDictionary<string, int> _done = new();

    /// <summary>How many runs were begun.</summary>
    public int Begun => _begun.Values.Sum();

    /// <summary>How many runs ended with an acknowledgement.</summary>
    public int Done => _done.Values.Sum();

    /// <summary>The messages whose work was done more than once.</summary>
    public IReadOnlyList<string> DoneAgain => [.. _done.Where(static pair => pair.Value > 1).Select(static pair => pair.Key)];

    public int BegunOf(string id) => _begun.GetValueOrDefault(id);

    public int DoneOf(string id) => _done.GetValueOrDefault(id);

    /// <summary>A handler that keeps the ledger. The body has to be that of the id, from beginning to end.</summary>
    public DeliveryHandler Handler(Func<Delivery, CancellationToken, Task<Outcome>> work) => async (delivery, cancellationToken) =>
    {
        var id = Encoding.UTF8.GetString(delivery.Body.Span);
        _begun.AddOrUpdate(id, 1, static (_, runs) => runs + 1);
        var outcome = await work(delivery, cancellationToken);
        if (Encoding.UTF8.GetString(delivery.Body.Span) != id)
            throw new InvalidOperationException("the body has changed");

        if (outcome == Outcome.Ack)
            _done.AddOrUpdate(id, 1, static (_, runs) => runs + 1);

        return outcome;
    };

    /// <summary>A handler that takes so long.</summary>
    public DeliveryHandler Handler(TimeSpan time) => Handler(async (_, _) =>
    {
        await Task.Delay(time, CancellationToken.None);
        return Outcome.Ack;
    });

    /// <summary>Waits until the work of each message was done.</summary>
    public async Task HasAllAsync(IReadOnlyCollection<string> ids, TimeSpan? patience = null)
    {
        var limit = patience ?? TimeSpan.FromMinutes(2);
        for (var clock = Stopwatch.StartNew(); ; await Task.Delay(20))
        {
            var missing = ids.Where(id => !_done.ContainsKey(id)).ToList();
            if (missing.Count == 0)
                return;

            Assert.True(clock.Elapsed < limit, $"{missing.Count} of {ids.Count} were not handled within {limit.TotalSeconds} s: {string.Join(", ", missing.Take(20))}");
        }
    }
}
