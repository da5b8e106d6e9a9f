using System.Globalization;
using Leveret.Connecting;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Leveret.Hosting;

/// <summary>Says how the consumers of a host are. One instance for all checks, since it compares each with the last.</summary>
internal sealed class ConsumerHealthCheck(HostedConsumers consumers, ConsumerHealthOptions options) : IHealthCheck, IDisposable
{
    private const double Share = 0.95;

    private readonly Dictionary<string, Backlog> _backlogs = [];
    private readonly SemaphoreSlim _checking = new(1, 1);

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        await _checking.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var data = new Dictionary<string, object>();
            var unhealthy = new List<string>();
            var degraded = new List<string>();
            foreach (var consumer in consumers.Consumers)
                Check(consumer, data, unhealthy, degraded);

            foreach (var queue in consumers.Consumers.Select(static consumer => consumer.Queue).Distinct())
                await CheckAsync(queue, data, unhealthy, degraded, cancellationToken).ConfigureAwait(false);

            var description = string.Join(" ", unhealthy.Concat(degraded));
            return unhealthy.Count > 0 ? new HealthCheckResult(context.Registration.FailureStatus, description, data: data)
                : degraded.Count > 0 ? HealthCheckResult.Degraded(description, data: data)
                : HealthCheckResult.Healthy("Every consumer consumes.", data);
        }
        finally
        {
            _checking.Release();
        }
    }

    public void Dispose() => _checking.Dispose();

    private void Check(HostedConsumer hosted, Dictionary<string, object> data, List<string> unhealthy, List<string> degraded)
    {
        var queue = hosted.Queue;
        var state = hosted.Consumer?.State ?? ConsumerState.Starting;
        data[$"{queue}.state"] = state.ToString();
        if (state == ConsumerState.Paused)
            degraded.Add($"Queue '{queue}' is paused.");
        else if (state != ConsumerState.Consuming)
            unhealthy.Add($"Queue '{queue}' is not consumed ({state}){(hosted.LastError is { } error ? $": {BrokerErrors.InShort(error)}" : ".")}");

        if (hosted.Consumer is { } consumer)
        {
            data[$"{queue}.in_flight"] = consumer.InFlight;
            data[$"{queue}.held"] = consumer.Held;
            if (consumer.Held > 0)
                degraded.Add($"{consumer.Held} messages of queue '{queue}' cannot be moved, to its dead-letter queue or into a wait, and stay.");

            if (consumer.HandlerPercentile(Share) is { } time)
            {
                data[$"{queue}.handler_p95_ms"] = time.TotalMilliseconds;
                if (time > options.MaxHandlerTime)
                    degraded.Add(string.Create(CultureInfo.InvariantCulture, $"Of 100 handlers of queue '{queue}' 5 take {time.TotalSeconds:0.0} s or more, above {options.MaxHandlerTime.Value.TotalSeconds:0.0} s."));
            }
        }

    }

    private async Task CheckAsync(string queue, Dictionary<string, object> data, List<string> unhealthy, List<string> degraded, CancellationToken cancellationToken)
    {
        if (options.MaxQueueDepth is null && options.MaxGrowingChecks is null)
            return;

        try
        {
            var depth = await DepthAsync(queue, cancellationToken).ConfigureAwait(false);
            data[$"{queue}.depth"] = depth;
            if (depth > options.MaxQueueDepth)
                degraded.Add($"{depth} messages wait in queue '{queue}', above {options.MaxQueueDepth}.");

            var growing = depth > (_backlogs.TryGetValue(queue, out var last) ? last.Depth : long.MaxValue) ? last.Growing + 1 : 0;
            _backlogs[queue] = new Backlog(depth, growing);
            if (growing >= options.MaxGrowingChecks)
                degraded.Add($"Queue '{queue}' has grown over the last {growing} checks, to {depth} messages.");
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            unhealthy.Add($"The broker does not say how many messages wait in queue '{queue}': {BrokerErrors.InShort(exception)}");
        }
    }

    private async Task<long> DepthAsync(string queue, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(options.Timeout);
        var connection = await consumers.Connections.GetAsync(limit.Token).ConfigureAwait(false);
        return (await connection.AskAsync(channel => channel.QueueDeclarePassiveAsync(queue, limit.Token), limit.Token).ConfigureAwait(false)).MessageCount;
    }

    private readonly record struct Backlog(long Depth, int Growing);
}
