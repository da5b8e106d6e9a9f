using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Leveret;

/// <summary>The names that the library's measurements are found under.</summary>
public static class ConsumerDiagnostics
{
    /// <summary>The meter of every measurement of this library.</summary>
    /// <remarks>
    /// OpenTelemetry's names for messaging where it has one: messaging.client.consumed.messages, messaging.process.duration,
    /// messaging.client.operation.duration. Spans are RabbitMQ.Client's own, of the source "RabbitMQ.Client.Subscriber"; a handler
    /// runs within the one of its delivery.
    /// </remarks>
    public const string MeterName = "Leveret";

    internal static readonly Meter Meter = new(MeterName, typeof(ConsumerDiagnostics).Assembly.GetName().Version?.ToString());

    internal static readonly Counter<long> Consumed = Meter.CreateCounter<long>("messaging.client.consumed.messages", "{message}", "Runs of handlers.");

    internal static readonly Histogram<double> ProcessDuration = Meter.CreateHistogram<double>("messaging.process.duration", "s", "How long handlers ran.");

    internal static readonly Histogram<double> OperationDuration = Meter.CreateHistogram<double>("messaging.client.operation.duration", "s", "How long it took to move a message, until the broker confirmed.");

    internal static readonly Counter<long> Retries = Meter.CreateCounter<long>("leveret.consumer.retries", "{attempt}", "Attempts that failed and are followed by another.");

    internal static readonly Counter<long> DeadLettered = Meter.CreateCounter<long>("leveret.consumer.dead_lettered", "{message}", "Messages that were moved to a dead-letter queue.");

    internal static readonly Counter<long> Duplicates = Meter.CreateCounter<long>("leveret.consumer.duplicates", "{message}", "Deliveries that were acknowledged without being handled, since their work was done before.");

    internal static readonly Counter<long> Discarded = Meter.CreateCounter<long>("leveret.consumer.settle_discarded", "{message}", "Deliveries that were lost with their channel before they were settled.");

    internal static readonly Counter<long> Recoveries = Meter.CreateCounter<long>("leveret.consumer.recoveries", "{recovery}", "How often a consumer began to consume again.");

    internal static readonly Counter<long> MoveFailures = Meter.CreateCounter<long>("leveret.consumer.move_failures", "{message}", "Tries to move a message that the broker did not confirm; the original stays.");

    static ConsumerDiagnostics()
    {
        Meter.CreateObservableUpDownCounter("leveret.consumer.in_flight", () => ConsumerRegistry.Measure(static consumer => consumer.InFlight), "{message}", "Deliveries that have come and are not settled.");
        Meter.CreateObservableUpDownCounter("leveret.consumer.prefetch", () => ConsumerRegistry.Measure(static consumer => consumer.Prefetch), "{message}", "How many deliveries may be unsettled at a time.");
    }

    internal static TagList TagsOf(string queue) => new()
    {
        { "messaging.system", "rabbitmq" },
        { "messaging.destination.name", queue },
    };
}
