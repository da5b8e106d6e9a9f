using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace Leveret;

/// <summary>The consumers of this process that have not stopped, for what is measured by looking at them.</summary>
internal static class ConsumerRegistry
{
    private static readonly ConcurrentDictionary<QueueConsumer, byte> Consumers = new();

    public static void Add(QueueConsumer consumer) => Consumers.TryAdd(consumer, 0);

    public static void Remove(QueueConsumer consumer) => Consumers.TryRemove(consumer, out _);

    /// <summary>One figure for each queue, over all its consumers in this process.</summary>
    public static IEnumerable<Measurement<long>> Measure(Func<QueueConsumer, long> figure) =>
        Consumers.Keys
            .GroupBy(static consumer => consumer.Queue)
            .Select(group => new Measurement<long>(group.Sum(figure), ConsumerDiagnostics.TagsOf(group.Key)));
}
